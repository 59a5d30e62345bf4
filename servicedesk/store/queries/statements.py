"""Everything that is held of one person, as rows for her to read; `:names` stand for the numbers of her files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.store.kept import from_json
from servicedesk.store.times import from_stored, maybe_time


class FileRow(NamedTuple):
    """One file of hers: the one that stays, or one that was merged into it."""

    number: int
    name: str
    source: str
    created_at: datetime
    merged_into: int | None


class MatterRow(NamedTuple):
    """A ticket with what she brought, as it was written down."""

    number: int
    opened_at: datetime
    kind: str
    status: str
    channel: str
    subject: str
    description: str
    premises: str
    caller: str
    tags: tuple[str, ...]
    external_id: str
    closed_at: datetime | None


class WordsRow(NamedTuple):
    """Something said or written about her or her matters; `in_error` was taken back."""

    at: datetime
    kind: str
    channel: str
    direction: str
    ticket: int | None
    who: str
    text: str
    caller: str
    in_error: bool


class CallRow(NamedTuple):
    """A call we owed or owe her."""

    id: int
    due_at: datetime
    state: str
    reason: str
    script: str
    ticket: int | None
    last_outcome: str
    score: int | None


class AgreementRow(NamedTuple):
    """A contract or another agreement with her; days as they are kept."""

    kind: str
    starts_on: str
    ends_on: str
    services: str
    reference: str
    note: str
    premises: str


class NeedRow(NamedTuple):
    """What we understood that she needs, and what became of it."""

    number: int
    noted_at: datetime
    kind: str
    need_class: str
    level: int | None
    impact: int
    state: str
    words: str
    done: str
    ticket: int | None


class AccessRow(NamedTuple):
    """Who made, gave out or limited the file, and when."""

    at: datetime
    who: str
    kind: str
    text: str


class ChangeRow(NamedTuple):
    """Something that was changed in her file or her matters: by whom, and what the history keeps of it."""

    at: datetime
    who: str
    kind: str
    ticket: int | None
    body: Mapping[str, Any]


ACCESS_KINDS = (
    "customer.created", "customer.imported", "customer.merged", "customer.unmerged", "customer.stated",
    "customer.exported", "customer.restricted", "customer.restriction_lifted", "customer.held",
    "customer.hold_ended", "customer.erased",
)  # fmt: skip


def files_of(names: str) -> str:
    """The SELECT of her files."""
    return (
        f"SELECT id, name, source, created_at, merged_into_id FROM customer WHERE id IN ({names}) ORDER BY id"
    )


def former_names_of(names: str) -> str:
    """The SELECT of the names she had before."""
    return f"SELECT name FROM former_name WHERE customer_id IN ({names}) ORDER BY id"


def former_phones_of(names: str) -> str:
    """The SELECT of the numbers that are not hers any more."""
    return f"SELECT raw FROM phone WHERE customer_id IN ({names}) AND former ORDER BY position, id"


def matters_of(names: str) -> str:
    """The SELECT of her tickets."""
    return f"""
SELECT ticket.id, ticket.opened_at, ticket.kind, ticket.status, ticket.channel, ticket.subject, ticket.description,
       coalesce(premises.text, ''), ticket.caller, ticket.tags, coalesce(ticket.external_id, ''), ticket.closed_at
FROM ticket LEFT JOIN premises ON premises.id = ticket.premises_id
WHERE ticket.customer_id IN ({names}) ORDER BY ticket.id"""


def tasks_of(names: str) -> str:
    """The SELECT of the pieces of her matters: the ticket and the words."""
    return f"""
SELECT ticket_id, task.text FROM task JOIN ticket ON ticket.id = task.ticket_id
WHERE ticket.customer_id IN ({names}) ORDER BY task.id"""


def words_of(names: str) -> str:
    """The SELECT of what was said with her, by her and about her matters."""
    return f"""
SELECT entry.at, entry.kind, coalesce(entry.channel, ''), coalesce(entry.direction, ''), entry.ticket_id,
       staff.name, entry.text, entry.caller, entry.in_error
FROM entry LEFT JOIN staff ON staff.id = entry.staff_id
WHERE entry.customer_id IN ({names}) OR entry.ticket_id IN (SELECT id FROM ticket WHERE customer_id IN ({names}))
ORDER BY entry.at, entry.id"""


def calls_of(names: str) -> str:
    """The SELECT of the calls to her."""
    return f"""
SELECT id, due_at, state, reason, script, ticket_id, coalesce(last_outcome, ''), score
FROM callback WHERE customer_id IN ({names}) ORDER BY id"""


def agreements_of(names: str) -> str:
    """The SELECT of her agreements."""
    return f"""
SELECT agreement.kind, agreement.starts_on, coalesce(agreement.ended_on, agreement.ends_on, ''), agreement.services,
       agreement.reference, agreement.note, coalesce(premises.text, '')
FROM agreement LEFT JOIN premises ON premises.id = agreement.premises_id
WHERE agreement.customer_id IN ({names}) ORDER BY agreement.id"""


def needs_of(names: str) -> str:
    """The SELECT of her needs."""
    return f"""
SELECT id, noted_at, kind, need_class, level, impact, state, words, done, ticket_id
FROM need WHERE customer_id IN ({names}) ORDER BY id"""


def sent_by(names: str) -> str:
    """The SELECT of how many customers came through her; who they are is theirs."""
    return f"SELECT count(*) FROM customer WHERE merged_into_id IS NULL AND referred_by_id IN ({names})"


def access_to(names: str) -> str:
    """The SELECT of what was done with her files as a whole."""
    kinds = ", ".join(repr(kind) for kind in ACCESS_KINDS)
    return f"""
SELECT event.recorded_at, staff.name, event.kind, event_body.body
FROM event LEFT JOIN staff ON staff.id = event.staff_id LEFT JOIN event_body ON event_body.event_id = event.id
WHERE event.customer_id IN ({names}) AND event.kind IN ({kinds}) ORDER BY event.id"""


def changes_of(names: str) -> str:
    """The SELECT of what was changed about her, as far as the history still keeps it."""
    return f"""
SELECT event.recorded_at, staff.name, event.kind, event.ticket_id, event_body.body
FROM event JOIN event_body ON event_body.event_id = event.id LEFT JOIN staff ON staff.id = event.staff_id
WHERE event.customer_id IN ({names}) ORDER BY event.id"""


def file_row(row: tuple[Any, ...]) -> FileRow:
    """A tuple of `files_of` with its time read."""
    values = list(row)
    values[3] = from_stored(row[3])
    return FileRow(*values)


def matter_row(row: tuple[Any, ...]) -> MatterRow:
    """A tuple of `matters_of` with its times and tags read."""
    values = list(row)
    values[1], values[9], values[11] = from_stored(row[1]), tuple(row[9].split()), maybe_time(row[11])
    return MatterRow(*values)


def words_row(row: tuple[Any, ...]) -> WordsRow:
    """A tuple of `words_of` with its time and flag read."""
    values = list(row)
    values[0], values[8] = from_stored(row[0]), bool(row[8])
    return WordsRow(*values)


def call_row(row: tuple[Any, ...]) -> CallRow:
    """A tuple of `calls_of` with its time read."""
    return CallRow(row[0], from_stored(row[1]), *row[2:])


def need_row(row: tuple[Any, ...]) -> NeedRow:
    """A tuple of `needs_of` with its time read."""
    return NeedRow(row[0], from_stored(row[1]), *row[2:])


def access_row(row: tuple[Any, ...]) -> AccessRow:
    """A tuple of `access_to` with its time read."""
    text = from_json(row[3]).get("text") if row[3] else ""
    return AccessRow(from_stored(row[0]), row[1], row[2], str(text or ""))


def change_row(row: tuple[Any, ...]) -> ChangeRow:
    """A tuple of `changes_of` with its time and body read."""
    return ChangeRow(from_stored(row[0]), row[1] or "", row[2], row[3], from_json(row[4]))
