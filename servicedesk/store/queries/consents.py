"""What customers allowed and refused, as rows: the ledger, and what the gate asks about each file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from servicedesk.rules.consent import ConsentLine, Facts
from servicedesk.store.times import from_stored, maybe_time


class ConsentRow(NamedTuple):
    """One line of the ledger; `holds` says that no later line speaks of its purpose and channel."""

    id: int
    customer_number: int
    purpose: str
    channel: str
    given: bool
    wording: str
    how: str
    at: datetime
    who: str
    who_name: str
    holds: bool


class CoverageRow(NamedTuple):
    """How many files have a standing consent, or withdrew it, for one purpose and channel."""

    purpose: str
    channel: str
    given: int
    withdrawn: int


class RightsRow(NamedTuple):
    """What limits the use of a file, apart from its consents."""

    number: int
    name: str
    opt_outs: tuple[str, ...]
    restricted: bool
    legal_hold: str
    erased_at: datetime | None
    merged_into: int | None


HOLDS = """NOT EXISTS (SELECT 1 FROM consent AS later WHERE later.customer_id = consent.customer_id
         AND later.purpose = consent.purpose AND later.channel IN (consent.channel, 'any') AND later.id > consent.id)"""
_LINE = f"""consent.id, consent.customer_id, consent.purpose, consent.channel, consent.given, consent.wording,
       consent.how, consent.at, staff.handle, staff.name, {HOLDS}"""
_LIMITS = "c.id, c.name, c.opt_outs, c.restricted, c.legal_hold, c.erased_at, c.merged_into_id"
LEDGER = f"""
SELECT {_LINE} FROM consent LEFT JOIN staff ON staff.id = consent.staff_id
WHERE consent.customer_id = :number ORDER BY consent.id"""
RIGHTS_WITH_LEDGER = f"""
SELECT {_LIMITS}, {_LINE}
FROM customer AS c LEFT JOIN consent ON consent.customer_id = c.id LEFT JOIN staff ON staff.id = consent.staff_id
WHERE c.id = :number ORDER BY consent.id"""
COVERAGE = f"""
SELECT purpose, channel, sum(given), sum(NOT given)
FROM consent JOIN customer ON customer.id = consent.customer_id
WHERE {HOLDS} AND customer.erased_at IS NULL AND customer.merged_into_id IS NULL
GROUP BY purpose, channel ORDER BY purpose, channel"""


def rights_of(numbers: str) -> str:
    """The SELECT of what limits some files; `numbers` is a list of `:names`."""
    return f"SELECT {_LIMITS} FROM customer AS c WHERE c.id IN ({numbers})"


def lines_of(numbers: str) -> str:
    """The SELECT of the ledgers of some files, oldest line first."""
    return (
        "SELECT customer_id, purpose, channel, given, at FROM consent"
        f" WHERE customer_id IN ({numbers}) ORDER BY id"
    )


def staying(numbers: str) -> str:
    """The SELECT of some files, each with the one that its person is kept under now: itself where nothing was joined."""
    return f"""
WITH RECURSIVE up (asked, id, into_id) AS (
    SELECT id, id, merged_into_id FROM customer WHERE id IN ({numbers})
    UNION SELECT up.asked, customer.id, customer.merged_into_id FROM customer JOIN up ON customer.id = up.into_id)
SELECT asked, id FROM up WHERE into_id IS NULL"""


def consent_row(row: tuple[Any, ...]) -> ConsentRow:
    """A tuple of `LEDGER` with its time and flags read."""
    values = list(row)
    values[4], values[7], values[10] = bool(row[4]), from_stored(row[7]), bool(row[10])
    return ConsentRow(*values)


def rights_row(row: tuple[Any, ...]) -> RightsRow:
    """A tuple of `rights_of` with its list, flag and time read."""
    number, name, opt_outs, restricted, legal_hold, erased_at, merged_into = row
    return RightsRow(
        number,
        name,
        tuple(opt_outs.split()),
        bool(restricted),
        legal_hold,
        maybe_time(erased_at),
        merged_into,
    )


def line_row(row: tuple[Any, ...]) -> ConsentLine:
    """A tuple of `lines_of`, without its customer, as the gate reads it."""
    _customer, purpose, channel, given, at = row
    return ConsentLine(purpose, channel, bool(given), from_stored(at))


def facts_of(rights: RightsRow, lines: tuple[ConsentLine, ...]) -> Facts:
    """What the gate goes by."""
    return Facts(rights.opt_outs, rights.restricted, rights.erased_at, lines)
