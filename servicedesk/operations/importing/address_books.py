"""vCard and JSON files as tables: each card or record is a row, its first one row 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.operations.importing.rows import CutOff
from servicedesk.problems import BadValue
from servicedesk.rules.amounts import range_of
from servicedesk.rules.import_dates import Cell
from servicedesk.rules.vcards import FIELDS, read_jcard, read_vcards, unread


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
    records: Sequence[Mapping[str, Any]]

    @property
    def headings(self) -> list[str]:
        """Every name that any record has, in the order of their first standing."""
        return list(dict.fromkeys(name for record in self.records for name in record))

    def rows(self) -> Iterator[Sequence[Cell]]:
        """The values of every record by heading; lists become one text, parted by `;`."""
        headings = self.headings
        for record in self.records:
            yield [_cell(record.get(name)) for name in headings]


def open_json(path: Path) -> JsonRecords:
    """The records of a JSON file. Raises BadValue on one that holds none."""
    text = path.read_bytes().decode("utf-8-sig", "replace").strip()
    try:
        records = _records(json.loads(text))
    except ValueError:
        records = _lines(path, text)
    if not records:
        raise BadValue(
            _("There are no records in {path}").format(path=path),
            _('It should be a list: [{"name": "...", "phone": "..."}, ...]'),
        )
    return JsonRecords(path, records)


def _lines(path: Path, text: str) -> list[Mapping[str, Any]]:
    try:
        return [record for line in text.splitlines() if line.strip() for record in _records(json.loads(line))]
    except ValueError as error:
        raise BadValue(
            _("{path} is not JSON that can be read").format(path=path),
            _('It should be a list: [{"name": "...", "phone": "..."}, ...]'),
        ) from error


def _records(read: Any) -> list[Mapping[str, Any]]:
    match read:
        case ["vcard", [*_properties]]:
            return [dict(zip(FIELDS, read_jcard(read).row, strict=True))]
        case [*several]:
            return [record for one in several for record in _records(one)]
        case dict():
            inside = [value for value in read.values() if _is_list_of_records(value)]
            return _records(inside[0]) if len(inside) == len(read) == 1 else [read]
    raise ValueError("no records")


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
