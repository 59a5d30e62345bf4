"""Callbacks as rows: the list, one callback, and which one to call next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.rules.consent import ConsentLine, Facts, Verdict, may, purpose_of_call
from servicedesk.store.times import from_stored, maybe_time


class CallbackRow(NamedTuple):
    """One line of any callback list; times are UTC, codes are codes.

    `phone` is the customer's first number, `opted_out` whether she asked not to be called, `leased_by` who
    has the call in hand until `leased_until`, `agreed` what she said last of such calls and when.
    """

    id: int
    customer_number: int
    customer_name: str
    phone: str | None
    opted_out: bool
    ticket: int | None
    origin: str
    reason: str
    script: str
    state: str
    due_at: datetime
    owner: str | None
    team: str | None
    promised: bool
    attempts: int
    max_attempts: int
    last_outcome: str | None
    last_attempt_at: datetime | None
    needs_number: bool
    score: int | None
    created_at: datetime
    done_at: datetime | None
    leased_by: str | None
    leased_until: datetime | None
    version: int
    restricted: bool
    erased_at: datetime | None
    agreed: str | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the time to call has passed and nobody has reached the customer."""
        return self.state == "due" and self.due_at < now

    def may_ring(self, needs_consent: Collection[str]) -> Verdict:
        """Whether this call may be made, as the gate says (`rules.consent.may`)."""
        purpose = purpose_of_call(self.origin)
        opt_outs = ("phone",) if self.opted_out else ()
        lines: tuple[ConsentLine, ...] = ()
        if self.agreed:
            given, _blank, at = self.agreed.partition(" ")
            lines = (ConsentLine(purpose, "phone", given == "1", from_stored(at)),)
        return may(purpose, "phone", Facts(opt_outs, self.restricted, self.erased_at, lines), needs_consent)


class Said(NamedTuple):
    """Something said or written earlier: when, by whom, of which kind, and the words."""

    at: datetime
    who: str
    kind: str
    channel: str | None
    direction: str | None
    ticket: int | None
    callback: int | None
    text: str


FROM_CALLBACKS = """
FROM callback AS b
LEFT JOIN staff ON staff.id = b.owner_id
LEFT JOIN team ON team.id = b.team_id"""
CALLBACKS = (
    """
SELECT b.id, c.id, c.name,
       (SELECT number FROM phone WHERE phone.customer_id = c.id AND NOT former ORDER BY position, phone.id LIMIT 1),
       ' ' || c.opt_outs || ' ' LIKE '% phone %', b.ticket_id, b.origin, b.reason, b.script, b.state, b.due_at,
       staff.handle, team.code, b.promised, b.attempts, b.max_attempts, b.last_outcome, b.last_attempt_at,
       b.needs_number, b.score, b.created_at, b.done_at, holder.handle, b.leased_until, b.version,
       c.restricted, c.erased_at,
       (SELECT consent.given || ' ' || consent.at FROM consent WHERE consent.customer_id = c.id
        AND consent.purpose = CASE b.origin WHEN 'survey' THEN 'survey' ELSE 'follow_up' END
        AND consent.channel IN ('phone', 'any') ORDER BY consent.id DESC LIMIT 1)"""
    + FROM_CALLBACKS
    + """
JOIN customer AS c ON c.id = b.customer_id
LEFT JOIN staff AS holder ON holder.id = b.leased_by_id"""
)
CALLBACK = CALLBACKS + "\nWHERE b.id = :id"
IN_DUE_ORDER = "\nORDER BY b.due_at, b.id"
TEAMS_OR_NOBODYS = (
    "(b.owner_id IS NULL AND b.team_id IS NULL OR team.code = :team"
    " OR staff.team_id = (SELECT id FROM team WHERE code = :team))"
)

ALSO_DUE = (
    CALLBACKS + "\nWHERE b.customer_id = :customer AND b.state = 'due' AND b.id <> :callback" + IN_DUE_ORDER
)

# Mine before nobody's before a colleague's; then what somebody promised, then the longest waiting.
# :soon lies a little after :now, since a promised call is made by its time and not from then on.
NEXT_DUE = """
SELECT b.id FROM callback AS b
WHERE b.state = 'due' AND b.due_at <= :soon AND (b.due_at <= :now OR b.promised)
  AND (b.leased_until IS NULL OR b.leased_until <= :now OR b.leased_by_id = :actor)
ORDER BY CASE WHEN b.owner_id = :actor THEN 0 WHEN b.owner_id IS NULL THEN 1 ELSE 2 END,
         b.promised DESC, b.due_at, b.id"""
FIRST_TO_COME = "SELECT min(due_at) FROM callback WHERE state = 'due' AND due_at > :now"

LAST_SAID = """
SELECT entry.at, staff.handle, entry.kind, entry.channel, entry.direction, entry.ticket_id, entry.callback_id,
       entry.text
FROM entry JOIN staff ON staff.id = entry.staff_id
WHERE entry.customer_id = :customer AND entry.in_error = 0 AND entry.text <> ''
ORDER BY entry.at DESC, entry.id DESC LIMIT :limit"""


def callback_row(row: tuple[Any, ...]) -> CallbackRow:
    """A tuple of `CALLBACKS` as a row with its times and flags read."""
    values = list(row)
    for index in (4, 13, 18, 25):
        values[index] = bool(row[index])
    values[10], values[20] = from_stored(row[10]), from_stored(row[20])
    for index in (17, 21, 23, 26):
        values[index] = maybe_time(row[index])
    return CallbackRow(*values)


def said_row(row: tuple[Any, ...]) -> Said:
    """A tuple of `LAST_SAID` with its time read."""
    return Said(from_stored(row[0]), *row[1:])
