"""vCard and JSON files as tables: each card or record is a row, its first one row 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.operations.importing.rows import CutOff, Spoilt
from servicedesk.problems import BadValue
from servicedesk.rules.amounts import range_of
from servicedesk.rules.import_dates import Cell
from servicedesk.rules.vcards import FIELDS, read_jcard, read_vcards, unread

Record = dict[str, Any]
_SHOWN = 60  # characters of what is no record


class VCards(NamedTuple):
    """A file of vCards; it may be gone through several times."""

    path: Path

    @property
    def headings(self) -> list[str]:
        return list(FIELDS)

    @property
    def unread(self) -> list[str]:
        """What the cards say that no field holds."""
        return unread(read_vcards(self.path.read_bytes()))

    def rows(self) -> Iterator[Sequence[Cell]]:
        """The fields of every card."""
        for card in read_vcards(self.path.read_bytes()):
            yield card.row if card.is_whole else CutOff(card.row)


class JsonRecords(NamedTuple):
    """A file of JSON objects: an array, one array inside an object, one object a line, or jCards."""

    path: Path
    records: Sequence[Record | Spoilt]

    @property
    def headings(self) -> list[str]:
        """Every name that any record has, in the order of their first standing."""
        return list(dict.fromkeys(name for one in self.records if isinstance(one, dict) for name in one))

    def rows(self) -> Iterator[Sequence[Cell]]:
        """The values of every record by heading; lists become one text, parted by `;`."""
        headings = self.headings
        for record in self.records:
            yield record if isinstance(record, Spoilt) else [_cell(record.get(name)) for name in headings]


def open_json(path: Path) -> JsonRecords:
    """The records of a JSON file. Raises BadValue on one that holds none."""
    text = path.read_bytes().decode("utf-8-sig", "replace").strip()
    try:
        records = _records(json.loads(text))
    except ValueError:
        records = _lines(path, text)
    if not any(isinstance(record, dict) for record in records):
        raise BadValue(
            _("There are no records in {path}").format(path=path),
            _('It should be a list: [{"name": "...", "phone": "..."}, ...]'),
        )
    return JsonRecords(path, records)


def _lines(path: Path, text: str) -> list[Record | Spoilt]:
    """One object a line; a line that is none is a row of its own, as long as most are."""
    lines = [line for line in text.splitlines() if line.strip()]
    read: list[Record | Spoilt] = []
    for line in lines:
        try:
            read += _records(json.loads(line))
        except ValueError:
            read.append(Spoilt(line[:_SHOWN], _("The line is not JSON that can be read")))
    if 2 * sum(isinstance(one, Spoilt) for one in read) >= len(read):
        raise BadValue(
            _("{path} is not JSON that can be read").format(path=path),
            _('It should be a list: [{"name": "...", "phone": "..."}, ...]'),
        )
    return read


def _records(read: Any) -> list[Record | Spoilt]:
    match read:
        case ["vcard", [*_properties]]:
            return [dict(zip(FIELDS, read_jcard(read).row, strict=True))]
        case [*several]:
            return [record for one in several for record in _records_of_one(one)]
        case dict():
            inside = [value for value in read.values() if _is_list_of_records(value)]
            return _records(inside[0]) if len(inside) == len(read) == 1 else [read]
    raise ValueError("no records")


def _records_of_one(one: Any) -> list[Record | Spoilt]:
    try:
        return _records(one)
    except ValueError:
        said = json.dumps(one, ensure_ascii=False)[:_SHOWN]
        return [Spoilt(said, _("{text} is no record with names and values").format(text=said))]


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return "; ".join(str(_cell(one) or "") for one in value)
    if isinstance(value, dict) and value.keys() == {"from", "to"}:  # a range as this program writes it
        return range_of(value["from"], value["to"])
    if isinstance(value, dict):  # {"number": ..., "raw": ..., "extension": ...} as this program writes phones
        said = value.get("raw") or value.get("value") or value.get("number") or value.get("text")
        return str(said) if said else "; ".join(f"{name}={_cell(one)}" for name, one in value.items())
    return str(value)
