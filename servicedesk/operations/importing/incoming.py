"""A row of a file as the desk understands it; a row that cannot be understood says why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from servicedesk.i18n import _
from servicedesk.operations.customers import LONGEST_NAME
from servicedesk.operations.entries import checked_text
from servicedesk.operations.importing.files import text_of
from servicedesk.operations.importing.rows import TableRow
from servicedesk.operations.importing.standing import Dates, Standing, standing
from servicedesk.operations.importing.words import FirmWords
from servicedesk.operations.ticket_fields import LONGEST_SUBJECT
from servicedesk.problems import BadValue
from servicedesk.rules.import_dates import Cell, DateOrder, has_time, read_moment
from servicedesk.rules.phones import Phone, read_phone
from servicedesk.rules.tags import tags_text

DATE_FIELDS = ("opened_at", "due_at", "responded_at", "resolved_at", "closed_at")
_ENDS = ("responded_at", "resolved_at", "closed_at")
NOTHING = frozenset(
    {"", "-", "--", "/", "\\", "n/a", "na", "none", "null", "nan", "无", "未知", "不详", "unspecified"}
)
_BETWEEN_PHONES = re.compile(r"[;；、,，\n]+|\s/\s|(?<=\d{7})/(?=\d{7})")


class Person(NamedTuple):
    """Who brought a matter, as far as the file says."""

    name: str = ""
    external_id: str = ""
    phones: tuple[Phone, ...] = ()
    email: str = ""


class Incoming(NamedTuple):
    """One matter read from a file. Times are in UTC; team, assignee and category are numbers of the desk."""

    row: int
    external_id: str
    subject: str
    description: str
    kind: str
    category_id: int | None
    priority: str
    channel: str
    tags: str
    team_id: int | None
    assignee_id: int | None
    person: Person
    premises: str
    opened_at: datetime
    due_at: datetime | None
    standing: Standing
    reply: str
    resolution: str

    @property
    def said(self) -> tuple[object, ...]:
        """Everything but the row: two rows that say the same are equal."""
        return self[1:]


@dataclass(frozen=True)
class Understanding:
    """How the rows of one file are to be read: which column is which field, and in which order dates stand.

    `constants` fill the blank cells of a field. `salt` is the desk's own: a row without a number of its own is
    known again by a salted digest of itself.
    """

    columns: Mapping[str, int]
    constants: Mapping[str, str]
    width: int
    order: DateOrder | None
    zone: ZoneInfo
    now: datetime
    region: str
    salt: str

    def incoming(self, row: TableRow, words: FirmWords) -> Incoming:
        """The matter in a row. Raises BadValue with what is wrong with it."""
        row.refuse_spoilt()
        if len(row.cells) > self.width and any(map(text_of, row.cells[self.width :])):
            raise BadValue(
                _("It has {count} cells; the headings name {width}").format(
                    count=len(row.cells), width=self.width
                )
            )
        cells = {name: row.cells[at] for name, at in self.columns.items() if at < len(row.cells)}
        said = {name: text_of(cell) for name, cell in cells.items()}
        get = self._filled(said).get
        category = words.category(get("category", ""))
        at = {name: self._moment(cells[name], said[name]) for name in DATE_FIELDS if said.get(name)}
        dates = self._dates(at, cells)
        return Incoming(
            row=row.number,
            external_id=_short(get("external_id", "")) or self._digest(said),
            subject=_subject(get("subject", "")),
            description=checked_text(get("description", "")),
            kind=words.code("kind", get("kind", "")) or (category.kind if category else "") or "request",
            category_id=category.id if category else None,
            priority=words.code("priority", get("priority", ""))
            or (category.priority if category else "")
            or "normal",
            channel=words.code("channel", get("channel", "")) or "system",
            tags=_read_tags(get("tags", "")),
            team_id=words.team(get("team", "") or (category.team or "" if category else "")),
            assignee_id=words.colleague(get("assignee", "")),
            person=_read_person(
                get("customer", ""),
                get("customer_external_id", ""),
                get("phone", ""),
                get("email", ""),
                self.region,
            ),
            premises=_line(get("premises", "")),
            opened_at=dates.opened_at,
            due_at=at.get("due_at"),
            standing=standing(words.status(get("status", "")), dates, self.now),
            reply=checked_text(get("reply", "")),
            resolution=checked_text(get("resolution", "")),
        )

    @property
    def fields(self) -> set[str]:
        """The fields that the file decides."""
        return {*self.columns, *self.constants}

    def _filled(self, said: Mapping[str, str]) -> Mapping[str, str]:
        if not self.constants:
            return said
        return {**self.constants, **{name: text for name, text in said.items() if text}}

    def _dates(self, at: Mapping[str, datetime | None], cells: Mapping[str, Cell]) -> Dates:
        opened = at.get("opened_at")
        if opened is None and "opened_at" in self.columns:
            raise BadValue(_("It does not say when it was opened"))
        return Dates(
            opened or self.now,
            at.get("responded_at"),
            at.get("resolved_at"),
            at.get("closed_at"),
            frozenset(name for name in _ENDS if name in at and not has_time(cells[name])),
        )

    def _moment(self, cell: Cell, text: str) -> datetime | None:
        return None if text.lower() in NOTHING else read_moment(cell, self.order, self.zone)

    def _digest(self, said: Mapping[str, str]) -> str:
        text = "\x1f".join([self.salt, *(f"{name}={said[name]}" for name in sorted(said))])
        return f"import:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


# The same tags stand in many rows, and people ring more than once.
_read_tags = lru_cache(maxsize=1_000)(tags_text)


@lru_cache(maxsize=10_000)
def _read_person(name: str, external_id: str, phone: str, email: str, region: str) -> Person:
    name = _short(name)
    if len(name) > LONGEST_NAME:
        raise BadValue(_("The customer's name is longer than {most} characters").format(most=LONGEST_NAME))
    parts = [part.strip() for part in _BETWEEN_PHONES.split(phone)]
    phones = tuple(read_phone(part, region) for part in parts if part.lower() not in NOTHING)
    usable = "@" in email[1:-1] and not any(sign.isspace() for sign in email)
    return Person(name, _short(external_id), phones, email if usable else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    """A name or a number on one line; "none" and the like are neither."""
    return "" if text.lower() in NOTHING else _line(text)


def _subject(text: str) -> str:
    subject = _line(text)
    if not subject:
        raise BadValue(_("It has no subject"))
    if len(subject) > LONGEST_SUBJECT:
        raise BadValue(
            _("The subject has {count} characters; at most {most} are shown in a list").format(
                count=len(subject), most=LONGEST_SUBJECT
            )
        )
    return subject
