"""Erasing what has been kept long enough, by the firm's own periods; nothing goes unless somebody asks (R253)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _, said_in
from servicedesk.lookups.retention import SIGN, due
from servicedesk.operations.change import Subject, change
from servicedesk.operations.erasing import clear_file, erase_rows
from servicedesk.problems import Problem
from servicedesk.rules.permissions import Permission
from servicedesk.store import erasure
from servicedesk.store.erased_bodies import as_ranges
from servicedesk.store.queries.bound import bound_numbers, in_portions
from servicedesk.store.queries.retention import bodies_of_entries, tickets_of_entries
from servicedesk.store.search_rows import Indexed


class Kept(NamedTuple):
    """What was erased, and what was refused with its reason; the rest as in `erasing.Erased`."""

    customers: tuple[int, ...]
    contacts: int
    refused: tuple[tuple[int, str], ...]
    copies: tuple[Path, ...]
    left: str


def erase_due(desk: Desk) -> Kept:
    """Erases every file and every contact's words that are due now. Raises NotPermitted."""
    desk.require(Permission.CUSTOMER_ERASE)
    together, found = desk.in_batch(), due(desk)
    done: list[int] = []
    refused: list[tuple[int, str]] = []
    copies: dict[Path, None] = {}
    for row in found.customers:
        try:
            erased = erase_rows(together, row.number, _("kept longer than the firm's period"))
        except Problem as problem:
            refused.append((row.number, problem.message))
        else:
            done.append(row.number)
            copies.update(dict.fromkeys(erased.copies))
    contacts = _erase_words(together)
    left = clear_file(desk) if done or contacts else ""
    return Kept(tuple(done), contacts, tuple(refused), tuple(copies), left)


def _erase_words(desk: Desk) -> int:
    """The words of contacts that are still due, once erased files have lost theirs."""
    entries = due(desk).contacts
    if not entries:
        return 0
    with change(desk, Permission.CUSTOMER_ERASE) as work:
        bodies: list[int] = []
        sign = said_in(desk.firm.language, SIGN)
        for portion in in_portions(entries):
            names, params = bound_numbers(portion)
            bodies += [row[0] for row in work.reader.rows(bodies_of_entries(names), params)]
            tickets = [row[0] for row in work.reader.rows(tickets_of_entries(names), params)]
            erasure.empty_entries(work.session, portion, sign)
            work.index_again(Indexed.CONTACT, portion)
            work.index_again(Indexed.TICKET, tickets)
        erasure.delete_bodies(work.session, bodies)
        work.record_about(
            "contact.erased", Subject(), contacts=len(entries), bodies=as_ranges(sorted(set(bodies)))
        )
    return len(entries)
