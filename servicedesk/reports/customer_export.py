"""Customer files as CSV, JSON, XLSX or vCard: what this program writes it can also bring in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _
from servicedesk.lookups.customers import CustomerFile
from servicedesk.lookups.own_fields import fields_in_use
from servicedesk.problems import BadValue
from servicedesk.rules.formulas import guarded
from servicedesk.rules.own_fields import OwnField, exported
from servicedesk.rules.own_fields import as_json as own_json
from servicedesk.rules.text import normalised

if TYPE_CHECKING:
    from datetime import date, datetime


class Own(NamedTuple):
    """What a file says in a field of the firm's own."""

    field: OwnField
    text: str


_BETWEEN = re.compile("[,，、;；]")


class ColumnUnknown(BadValue):
    """A column that nobody knows was to be taken out."""


Value = str | int | None | list[str] | dict[str, str] | Own
Column = Callable[[Desk, CustomerFile], Value]

# Headings that `customer import` knows, in the order in which they stand.
COLUMNS: Mapping[str, Column] = {
    "number": lambda _desk, file: file.row.number,
    "external_id": lambda _desk, file: file.row.external_id,
    "name": lambda _desk, file: file.row.name,
    "kind": lambda _desk, file: file.row.kind,
    "stage": lambda _desk, file: file.row.stage,
    "tier": lambda _desk, file: file.row.tier,
    "phones": lambda _desk, file: [
        phone.number + (f" ext {phone.extension}" if phone.extension else "") for phone in file.phones
    ],
    "emails": lambda _desk, file: [email.address for email in file.emails],
    "premises": lambda _desk, file: [place.text for place in file.present_premises],
    "role": lambda _desk, file: file.present_premises[0].role if file.present_premises else None,
    "birthday": lambda _desk, file: _day(file.row.birthday),
    "tags": lambda _desk, file: list(file.row.tags),
    "preferred_channel": lambda _desk, file: file.row.preferred_channel,
    "best_time": lambda _desk, file: file.row.best_time,
    "do_not": lambda _desk, file: file.row.do_not,
    "opt_outs": lambda _desk, file: list(file.row.opt_outs),
    "preferences": lambda _desk, file: dict(file.preferences),
    "note": lambda _desk, file: file.row.note,
    "source": lambda _desk, file: file.row.source,
    "heard_of_us": lambda _desk, file: file.row.heard_of_us,
    "referred_by": lambda _desk, file: file.row.referred_by,
    "created_at": lambda desk, file: _moment(desk, file.row.created_at),
    "last_contact_at": lambda desk, file: _moment(desk, file.row.last_contact_at),
    "open_tickets": lambda _desk, file: file.row.open_tickets,
}


# What people call them; each is meant by this too.
_TITLES = {
    "number": N_("Number"), "external_id": N_("Number elsewhere"), "name": N_("Full name"), "kind": N_("Kind"),
    "stage": N_("Stage"), "tier": N_("Tier"), "phones": N_("Phones"), "emails": N_("E-mail"),
    "premises": N_("Premises"), "role": N_("Role"), "birthday": N_("Birthday"), "tags": N_("Tags"),
    "preferred_channel": N_("Prefers"), "best_time": N_("Best time"), "do_not": N_("Do not"),
    "opt_outs": N_("Opted out"), "preferences": N_("Likes"), "note": N_("Note"), "source": N_("Source"),
    "heard_of_us": N_("Heard of us"), "referred_by": N_("Sent by"), "created_at": N_("Filed on"),
    "last_contact_at": N_("Last contact"), "open_tickets": N_("Open tickets"),
}  # fmt: skip


def column_titles(desk: Desk) -> dict[str, str]:
    """What each column that can be taken out here is called, in the language in use."""
    known = {name: _(title) for name, title in _TITLES.items()}
    return {**known, **{field.code: field.label for field in fields_in_use(desk)}}


def columns_of(desk: Desk) -> dict[str, Column]:
    """Every column that can be taken out here: those of every desk, then the firm's own fields by code."""
    return {**COLUMNS, **{field.code: _own(field) for field in fields_in_use(desk)}}


def check_columns(desk: Desk, said: str, *, in_words: bool = False) -> list[str]:
    """The columns meant, by their codes or as people call them; all where none is named.

    Raises ColumnUnknown naming the known ones, `in_words` as people call them.
    """
    known, titles = columns_of(desk), column_titles(desk)
    meant = {normalised(title): name for name, title in titles.items()} | {name: name for name in known}
    names: dict[str, None] = {}
    for part in filter(None, map(str.strip, _BETWEEN.split(said))):
        name = meant.get(normalised(part))
        if name is None:
            raise ColumnUnknown(
                _("There is no column {name}").format(name=part),
                _("Known are: {names}").format(names=_(", ").join(titles.values() if in_words else known)),
            )
        names[name] = None
    return list(names) or list(known)


def _own(field: OwnField) -> Column:
    def said(_desk: Desk, file: CustomerFile) -> Value:
        return next((Own(one.field, one.text) for one in file.own if one.field.code == field.code), None)

    return said


def as_csv(desk: Desk, files: Sequence[CustomerFile], columns: Sequence[str]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; no text is ever run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(_flat(value)) for value in row] for row in _rows(desk, files, columns))
    return out.getvalue().encode("utf-8-sig", "replace")


def as_json(desk: Desk, files: Sequence[CustomerFile], columns: Sequence[str]) -> bytes:
    """An array of objects; lists stay lists."""
    records = [
        {
            name: own_json(value.field, value.text) if isinstance(value, Own) else value
            for name, value in zip(columns, row, strict=True)
        }
        for row in _rows(desk, files, columns)
    ]
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def as_xlsx(desk: Desk, files: Sequence[CustomerFile], columns: Sequence[str]) -> bytes:
    """A workbook of texts and numbers; the same files at the same moment give the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "constant_memory": True})
    book.set_properties({"created": desk.local(desk.now()).replace(tzinfo=None)})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    for line, row in enumerate(_rows(desk, files, columns), 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, place, value)
            elif text := _flat(value):
                sheet.write_string(line, place, text[:MOST_IN_A_CELL])
    book.close()
    return out.getvalue()


MOST_IN_A_CELL = 32_767


def _vcards(desk: Desk, files: Sequence[CustomerFile], _columns: Sequence[str]) -> bytes:
    from servicedesk.reports.vcards import as_vcards

    return as_vcards(files, desk.firm.region)


FORMATS: Mapping[str, tuple[Callable[[Desk, Sequence[CustomerFile], Sequence[str]], bytes], str]] = {
    "csv": (as_csv, "csv"),
    "json": (as_json, "json"),
    "xlsx": (as_xlsx, "xlsx"),
    "vcard": (_vcards, "vcf"),
}


def check_form(said: str) -> str:
    """The format meant. Raises BadValue naming the known ones."""
    form = said.strip().lower()
    if form not in FORMATS:
        raise BadValue(
            _("There is no export format {name}").format(name=said),
            _("Known are: {names}").format(names=", ".join(FORMATS)),
        )
    return form


def rendered(desk: Desk, files: Sequence[CustomerFile], form: str, columns: Sequence[str]) -> bytes:
    """The files in a format."""
    return FORMATS[form][0](desk, files, columns)


def _rows(desk: Desk, files: Sequence[CustomerFile], columns: Sequence[str]) -> Any:
    known = columns_of(desk)
    fields = [known[name] for name in columns]
    return ([field(desk, file) for field in fields] for file in files)


def _flat(value: Value) -> str:
    if isinstance(value, Own):
        return exported(value.field, value.text)
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, dict):
        return "; ".join(f"{name}={said}" for name, said in value.items())
    return "" if value is None else str(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(desk: Desk, at: datetime | None) -> str | None:
    return desk.local(at).isoformat(timespec="seconds") if at else None
