"""A row of somebody's list of customers as the desk understands it; one that cannot be understood says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.i18n import N_, _, said_in
from servicedesk.operations.customer_addresses import LONGEST_PREMISES
from servicedesk.operations.customer_fields import (
    EARLIEST_BIRTHDAY,
    LONGEST_NAME,
    opt_outs_text,
    word_parts,
)
from servicedesk.operations.entries import checked_text
from servicedesk.operations.importing.customers.phones_said import phones_said
from servicedesk.operations.importing.files import text_of
from servicedesk.operations.importing.incoming import NOTHING
from servicedesk.operations.importing.preparing import Prepared
from servicedesk.operations.importing.rows import TableRow
from servicedesk.problems import BadValue
from servicedesk.rules.addresses import Part, bare_room, doorless_text, premises_text, rough_text
from servicedesk.rules.codes import check_code, known_code
from servicedesk.rules.formulas import unguarded
from servicedesk.rules.headers import TOLD_IN_NOTE, folded_header, heading_words, heading_words_in
from servicedesk.rules.import_dates import Cell, DateOrder, read_moment
from servicedesk.rules.import_words import import_code
from servicedesk.rules.own_fields import OwnField, OwnValue, read
from servicedesk.rules.phones import Phone
from servicedesk.rules.tags import tags_text

_CHINESE = re.compile("[\u3400-\u9fff]")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_BETWEEN_PREMISES = re.compile(r"\s*[;；\n]\s*")
_COMPANY_WORDS = re.compile(r"company|organi[sz]ation|firm|business|企业|公司|单位|商户", re.IGNORECASE)

_FLATS = ("unit", "unitnumber", "unitno")
_NAMED_BY = ("name", "family_name", "given_name", "company", "phone", "phone_2", "phone_3")


class IncomingCustomer(NamedTuple):
    """One customer read from a file. Blank and empty mean that the file does not say.

    `own` is what it says in the firm's own fields, by their numbers; `told` are lines for the note, of what has no column;
    `doorless` is a place where many live, which is nobody's premises.
    """

    row: int
    external_id: str
    name: str
    kind: str
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    premises: tuple[str, ...]
    role: str
    birthday: date | None
    tags: tuple[str, ...]
    best_time: str
    do_not: str
    opt_outs: str
    stage: str
    note: str
    own: tuple[tuple[int, OwnValue], ...] = ()
    told: tuple[str, ...] = ()
    doorless: str = ""

    @property
    def whole_note(self) -> str:
        """The note with the lines of what the desk has no column for."""
        return "\n".join(filter(None, (self.note, *self.told)))

    @property
    def said(self) -> tuple[object, ...]:
        """Everything but the row: two rows that say the same are equal."""
        return self[1:]


class Reading(NamedTuple):
    """How the rows of one file are read."""

    prepared: Prepared
    zone: ZoneInfo
    today: date
    region: str
    language: str
    own: tuple[OwnField, ...] = ()

    def customer(self, row: TableRow) -> IncomingCustomer:
        """The customer in a row. Raises BadValue with what is wrong with it."""
        cells = self._cells(row)
        said = {name: unguarded(text_of(cell)) for name, cell in cells.items()}
        texts = {**self.prepared.constants, **{name: text for name, text in said.items() if text}}
        if self._unit_is_room and "unit" in texts:
            texts["room"] = texts.pop("unit")
        get: Part = lambda name: _something(texts.get(name, ""))  # noqa: E731
        phones = tuple(phones_said((get("phone"), get("phone_2"), get("phone_3")), self.region))
        name, is_company = _name(get)
        if not name and not phones:
            raise BadValue(_("It has neither a name nor a phone"))
        self._refuse_bare_room(get)
        return IncomingCustomer(
            row=row.number,
            external_id=" ".join(get("external_id").split()),
            name=name,
            kind=_kind(get("kind")) or ("company" if is_company else ""),
            phones=phones,
            emails=tuple(_emails(get("email"), get("email_2"))),
            premises=tuple(_premises(get)),
            role=_role(get("role")),
            birthday=_birthday(cells.get("birthday"), self),
            tags=tuple(tags_text(texts.get("tags", "").replace(";", " ")).split()),
            best_time=checked_text(get("best_time")),
            do_not=checked_text(get("do_not")),
            opt_outs=opt_outs_text(get("opt_outs")),
            stage=known_code("stage", " ".join(get("stage").split())),
            note=checked_text(get("note")),
            own=tuple(self._own(cells, texts)),
            told=tuple(self._told(get, name)),
            doorless=_doorless(get),
        )

    def who(self, row: TableRow) -> str:
        """Whose row it is, as far as a row that cannot be read tells."""
        at = self.prepared.columns.get
        places = [at(name) for name in _NAMED_BY]
        said = (text_of(row.cells[place]) for place in places if place is not None and place < len(row.cells))
        return " ".join(next(filter(None, said), "").split())[:LONGEST_NAME]

    @property
    def _unit_is_room(self) -> bool:
        """Whether the units of the list are flats, as in English, and no entrances."""
        columns, headings = self.prepared.columns, self.prepared.table.headings
        return (
            "unit" in columns
            and not self.prepared.known & {"room"}
            and folded_header(headings[columns["unit"]]) in _FLATS
        )

    def _refuse_bare_room(self, get: Part) -> None:
        """Raises BadValue on a room without its building in a list that has several: strangers would share it."""
        columns = self.prepared.columns
        part = next((part for part in ("building", "unit") if part in columns), "")
        if (
            part
            and not get(part)
            and not (part == "unit" and self._unit_is_room)
            and (room := bare_room(get))
        ):
            raise BadValue(
                _("Room {room} names no {part}, and others may have its number: fill in the {part}").format(
                    room=room[:LONGEST_NAME], part=heading_words(part)
                )
            )

    @property
    def order(self) -> DateOrder | None:
        """Whether the day or the month stands first in the file's dates."""
        return self.prepared.order

    def _cells(self, row: TableRow) -> Mapping[str, Cell]:
        row.refuse_spoilt()
        width = len(self.prepared.table.headings)
        if any(text_of(cell) for cell in row.cells[width:]):
            raise BadValue(
                _("It has {count} cells; the headings name {width}").format(count=len(row.cells), width=width)
            )
        return {name: row.cells[at] for name, at in self.prepared.columns.items() if at < len(row.cells)}

    def _own(self, cells: Mapping[str, Cell], texts: Mapping[str, str]) -> Iterator[tuple[int, OwnValue]]:
        """What the row says in the firm's own fields. Raises BadValue with an example, which the row is told."""
        for field in self.own:
            said = texts.get(field.code, "")
            if said.lower() in NOTHING and field.kind != "yes_no":
                continue
            try:
                if field.kind == "date" and field.code in cells:
                    day = read_moment(cells[field.code], self.order, self.zone).astimezone(self.zone)
                    said = day.date().isoformat()
                value = read(field, said, self.today)
            except BadValue as problem:
                raise BadValue(_("; ").join(filter(None, (problem.message, problem.hint)))) from problem
            if value is not None:
                yield field.id, value

    def _told(self, get: Part, name: str) -> Iterator[str]:
        """What the row says beside what has a column: `company: Acme`, in the firm's language."""
        for field in TOLD_IN_NOTE:
            said = "; ".join(_lines(get(field)))
            if said and said != name:
                yield self._line(field, said)
        if town := rough_text(get):
            yield self._line("city", town)
        if place := _doorless(get):
            yield self._line("premises", place)

    def _line(self, field: str, said: str) -> str:
        colon = said_in(self.language, N_("{what}: {value}"))
        return colon.format(what=heading_words_in(self.language, field), value=checked_text(said))


def _doorless(get: Part) -> str:
    return doorless_text(lambda part: " ".join(get(part).split()))


def _role(said: str) -> str:
    """The code of a role in the words of other systems. Raises BadValue."""
    return (import_code("occupancy", said) or check_code("occupancy", said)) if said else ""


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _something(text: str) -> str:
    return "" if text.lower() in NOTHING else text


def _name(get: Part) -> tuple[str, bool]:
    """The name, and whether it is a company's: whole, else of its parts, else the company."""
    family, given, company = get("family_name"), get("given_name"), get("company")
    whole = get("name")
    if not whole and (family or given):
        whole = family + given if _CHINESE.search(family + given) else f"{given} {family}"
    name = " ".join((whole or company).split())
    if len(name) > LONGEST_NAME:
        raise BadValue(_("The customer's name is longer than {most} characters").format(most=LONGEST_NAME))
    return name, not whole and bool(company)


def _kind(said: str) -> str:
    if not said:
        return ""
    try:
        return check_code("customer_kind", said)
    except BadValue:
        return "company" if _COMPANY_WORDS.search(said) else ""


def _emails(*said: str) -> list[str]:
    found: dict[str, str] = {}
    for text in said:
        for part in word_parts(text):
            if "@" not in part[1:-1]:
                raise BadValue(_("{text} is not an e-mail address").format(text=part[:60]))
            found.setdefault(part.casefold(), part)
    return list(found.values())


def _premises(get: Part) -> list[str]:
    """The places of a row; what other columns add to them is added to each."""

    def place(whole: str) -> str:
        return premises_text(
            lambda part: whole if part == "premises" else " ".join(get(part).replace(";", ",").split())
        )

    several = (" ".join(part.split()) for part in _BETWEEN_PREMISES.split(get("premises")))
    places = [place(whole) for whole in several]
    if any(len(place) > LONGEST_PREMISES for place in places):
        raise BadValue(_("The premises are longer than {most} characters").format(most=LONGEST_PREMISES))
    return list(dict.fromkeys(filter(None, places)))


def _birthday(cell: Cell, reading: Reading) -> date | None:
    text = text_of(cell)
    if text.lower() in NOTHING or text.startswith("--"):  # without a year it says too little
        return None
    compact = _COMPACT_DAY.fullmatch(text)
    told = "-".join(compact.groups()) if compact else cell
    day = read_moment(told, reading.order, reading.zone).astimezone(reading.zone).date()
    if not EARLIEST_BIRTHDAY <= day <= reading.today:
        raise BadValue(_("{text} cannot be a birthday").format(text=text))
    return day
