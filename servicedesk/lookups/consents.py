"""Consents as rows, and the one gate that every list, callback, message and export asks (R181, R250)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.customers import no_customer
from servicedesk.rules.codes import check_code
from servicedesk.rules.consent import OWN_USE, ConsentLine, Facts, Verdict, may, may_by_any
from servicedesk.rules.permissions import Permission
from servicedesk.store.database import Reader
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.consents import (
    COVERAGE,
    RIGHTS_WITH_LEDGER,
    ConsentRow,
    CoverageRow,
    RightsRow,
    consent_row,
    facts_of,
    line_row,
    lines_of,
    rights_of,
    rights_row,
    staying,
)

__all__ = [
    "ConsentRow",
    "CoverageRow",
    "Rights",
    "RightsRow",
    "Verdict",
    "coverage",
    "gate",
    "ledger",
    "rights",
]


class Rights(NamedTuple):
    """What a customer allowed and refused, oldest line first, and what limits the use of her file."""

    row: RightsRow
    lines: tuple[ConsentRow, ...]

    @property
    def standing(self) -> tuple[ConsentRow, ...]:
        """The lines that hold: the newest of each purpose and channel."""
        return tuple(line for line in self.lines if line.holds)


def gate(desk: Desk, numbers: Collection[int], purpose: str, channel: str) -> dict[int, Verdict]:
    """Whether each of these customers may be contacted for a purpose by a channel, and why; unknown numbers are left out.

    Without a purpose it is the firm's own use; without a channel whatever channel somebody will take.
    For a file that was joined into another the answer is that of the one that stays.
    Raises BadValue on a purpose or channel that nobody knows.
    """
    desk.require(Permission.VIEW)
    wanted = check_code("purpose", purpose) if purpose else OWN_USE
    by = check_code("consent_channel", channel) if channel else ""
    needs = desk.firm.needs_consent
    with desk.store.reading() as reader:
        stays = _staying(reader, sorted(set(numbers)))
        facts = facts_by_number(reader, sorted(set(stays.values())))
    asked = {
        kept: may(wanted, by, of_file, needs) if by else may_by_any(wanted, of_file, needs)
        for kept, of_file in facts.items()
    }
    return {number: asked[kept] for number, kept in stays.items()}


def rights(desk: Desk, number: int) -> Rights:
    """The ledger of a customer and what limits the use of the file. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return read_rights(reader, number)


def read_rights(reader: Reader, number: int) -> Rights:
    """As `rights`, inside a read that does more."""
    found = reader.rows(RIGHTS_WITH_LEDGER, {"number": number})
    if not found:
        raise no_customer(number)
    limits = len(RightsRow._fields)
    lines = tuple(consent_row(row[limits:]) for row in found if row[limits] is not None)
    return Rights(rights_row(found[0][:limits]), lines)


def ledger(desk: Desk, number: int) -> list[ConsentRow]:
    """What a customer gave and withdrew, oldest first. Raises NotFound."""
    return list(rights(desk, number).lines)


def coverage(desk: Desk) -> list[CoverageRow]:
    """How many living files gave or withdrew their consent, for each purpose and channel that was ever asked."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [CoverageRow._make(row) for row in reader.rows(COVERAGE)]


def verdict_on(reader: Reader, desk: Desk, number: int, purpose: str, channel: str = "phone") -> Verdict:
    """The gate for one customer, asked inside a read or a write that does more."""
    return may(purpose, channel, facts_by_number(reader, [number])[number], desk.firm.needs_consent)


def facts_by_number(reader: Reader, numbers: Sequence[int]) -> dict[int, Facts]:
    """What the gate goes by, for each of these numbers that exists."""
    facts: dict[int, Facts] = {}
    for portion in in_portions(numbers):
        names, params = bound_numbers(portion)
        lines: dict[int, list[ConsentLine]] = {}
        for row in reader.rows(lines_of(names), params):
            lines.setdefault(row[0], []).append(line_row(row))
        for rights in map(rights_row, reader.rows(rights_of(names), params)):
            facts[rights.number] = facts_of(rights, tuple(lines.get(rights.number, ())))
    return facts


def _staying(reader: Reader, numbers: Sequence[int]) -> dict[int, int]:
    """The file that each of these is kept under now."""
    return {
        asked: kept
        for portion in in_portions(numbers)
        for names, params in [bound_numbers(portion)]
        for asked, kept in reader.rows(staying(names), params)
    }
