"""Erasing a person everywhere while what is counted stays (R247, R252); it cannot be undone.

The rows keep their numbers, codes and times, and a fixed sign stands for every text. The bodies of the events about
her go with their salts; the event of the erasure names them, so that the history still proves itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _, said_in
from servicedesk.lookups.retention import SIGN
from servicedesk.operations.change import Change, Subject, change, missing
from servicedesk.operations.entries import needed_reason
from servicedesk.operations.tickets import cancel
from servicedesk.problems import BadValue, DatabaseProblem, Refused
from servicedesk.rules.permissions import Permission
from servicedesk.store import erasure
from servicedesk.store.database import Reader
from servicedesk.store.erased_bodies import as_ranges
from servicedesk.store.erasure import Counts
from servicedesk.store.queries import persons
from servicedesk.store.queries.bound import bound_numbers
from servicedesk.store.queries.persons import MentionRow
from servicedesk.store.scrub import copies_holding, scrub
from servicedesk.store.search_rows import Indexed
from servicedesk.store.times import to_stored

CLOSING = N_("Cancelled, because the customer file is erased")
SHORTEST_NAME = 2
PLAIN_DIGITS = 11
MOST_NAMES = 20
_NOTHING = Counts(0, 0, 0, 0, 0)


class Erased(NamedTuple):
    """What an erasure did: `copies` are files from before that still hold the person, `mentions` things of others
    that name her, and `left` says why the file itself may still hold deleted text; it is empty when it does not.
    """

    number: int
    counts: Counts
    copies: tuple[Path, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    left: str = ""
    already: bool = False


class _Person(NamedTuple):
    """The files of one person, and the texts she is known by."""

    numbers: tuple[int, ...]
    created: dict[int, str]
    erased: bool
    names: tuple[str, ...]


class StillOpen(Refused):
    """Tickets of the person are open; `close` would cancel them."""


def erase(desk: Desk, number: int, reason: str, *, close: bool = False) -> Erased:
    """Erases the person of this file, with every file merged with it; `close` cancels what is open first.

    Raises NotFound, NotPermitted, BadValue without a reason or with one that names her, and Refused under a legal
    hold or with open tickets.
    """
    desk.require(Permission.CUSTOMER_ERASE)
    done = erase_rows(desk.in_batch(), number, reason.strip(), close=close)
    return done._replace(left=clear_file(desk))


def erase_rows(desk: Desk, number: int, reason: str, *, close: bool = False) -> Erased:
    """As `erase`, for one of many: the file itself is to be cleared once at the end, with `clear_file`."""
    with desk.store.reading() as reader:
        person = _person(reader, number)
        if not person.erased:
            _check(reader, person, needed_reason(reason), may_be_open=close)
        opened = () if person.erased else _open_tickets(reader, person)
    for ticket in opened:
        cancel(desk, ticket, said_in(desk.firm.language, CLOSING))
    counts = _NOTHING
    mentions: tuple[MentionRow, ...] = ()
    if not person.erased:
        with change(desk, Permission.CUSTOMER_ERASE) as work:
            person = _person(work.reader, number)
            _check(work.reader, person, reason)
            mentions = _mentions(work.reader, person)
            counts = _erase(work, person, number, reason)
    path = desk.store.path
    copies = [copy for one in person.numbers for copy in copies_holding(path, one, person.created[one])]
    return Erased(number, counts, tuple(dict.fromkeys(copies)), mentions, already=person.erased)


def clear_file(desk: Desk) -> str:
    """Clears what was deleted out of the file and its log; says why where that could not be done."""
    try:
        scrub(desk.store.path)
    except DatabaseProblem as problem:
        return problem.message
    return ""


def erase_whatever_stands_against_it(desk: Desk, number: int, reason: str) -> None:
    """As `erase_rows`, for one who was erased before: open tickets and holds of that time do not count."""
    with desk.store.reading() as reader:
        opened = _open_tickets(reader, _person(reader, number))
    for ticket in opened:
        cancel(desk, ticket, said_in(desk.firm.language, CLOSING))
    with change(desk, Permission.CUSTOMER_ERASE) as work:
        _erase(work, _person(work.reader, number), number, reason)


def _person(reader: Reader, number: int) -> _Person:
    family = tuple(row[0] for row in reader.rows(persons.FAMILY, {"number": number}))
    if not family:
        raise missing("Customer", number)
    names, params = bound_numbers(family)
    facts = reader.rows(persons.family_facts(names), params)
    known = [row[0] for row in reader.rows(persons.known_as(names), params)]
    return _Person(
        family,
        {row[0]: row[4] for row in facts},
        all(row[3] for row in facts),
        tuple(dict.fromkeys(text for name in known for text in _said_as(name.strip()))),
    )


def _said_as(name: str) -> Iterator[str]:
    """A text she is known by, as people may write it elsewhere: a number also without its country code."""
    if len(name) >= SHORTEST_NAME:
        yield name
    if name.startswith("+") and len(name) > PLAIN_DIGITS:
        yield name[-PLAIN_DIGITS:]


def _check(reader: Reader, person: _Person, reason: str, *, may_be_open: bool = False) -> None:
    names, params = bound_numbers(person.numbers)
    for number, _name, hold, *_rest in reader.rows(persons.family_facts(names), params):
        if hold:
            raise Refused(
                _("Customer C{number} is under a legal hold: {reason}").format(number=number, reason=hold),
                _("End the hold first: servicedesk customer hold {number} --end").format(number=number),
            )
    if any(text in reason for text in person.names):
        raise BadValue(
            _("The reason names the person, and it is kept"), _("Write why, without name, number or address")
        )
    opened = () if may_be_open else _open_tickets(reader, person)
    if opened:
        raise StillOpen(
            _("Tickets are still open: {numbers}").format(numbers=", ".join(map(str, opened))),
            _("Settle them first, or erase with --close, which cancels them"),
        )


def _open_tickets(reader: Reader, person: _Person) -> tuple[int, ...]:
    names, params = bound_numbers(person.numbers)
    return tuple(row[0] for row in reader.rows(persons.open_tickets(names), params))


def _erase(work: Change, person: _Person, number: int, reason: str) -> Counts:
    scope = erasure.scope_of(person.numbers)
    touched = _touched(work, scope)
    _cancel_calls(work, scope)
    places = [row[0] for row in work.reader.rows(scope.own_premises)]
    counts = erasure.empty_rows(
        work.session, scope, said_in(work.desk.firm.language, SIGN), to_stored(work.now)
    )
    _drop_drafts(work, person, scope)
    bodies = erasure.bodies_of(work.session, scope, person.numbers, person.names, places)
    erasure.delete_bodies(work.session, bodies)
    work.session.expire_all()
    for kind, numbers in touched.items():
        work.index_again(kind, numbers)
    counts = counts._replace(events=len(bodies))
    work.record_about(
        "customer.erased", Subject(customer_id=number), text=reason, counts=counts._asdict(),
        files=list(person.numbers), bodies=as_ranges(bodies),
    )  # fmt: skip
    return counts


def _touched(work: Change, scope: erasure.Scope) -> dict[Indexed, list[int]]:
    """What was found by her words, tickets of others that she spoke on included."""
    said_on = f"SELECT ticket_id FROM entry WHERE id IN ({scope.entries}) AND ticket_id IS NOT NULL"
    wanted = {
        Indexed.CUSTOMER: f"SELECT id FROM customer WHERE id IN ({scope.customers})",
        Indexed.TICKET: f"{scope.tickets} UNION {said_on}",
        Indexed.CONTACT: scope.entries,
    }
    return {kind: [row[0] for row in work.reader.rows(sql)] for kind, sql in wanted.items()}


def _cancel_calls(work: Change, scope: erasure.Scope) -> None:
    """Nobody is rung any more."""
    from servicedesk.operations.callbacks import let_go
    from servicedesk.store.tables import Callback

    due = work.reader.rows(f"{scope.callbacks} INTERSECT SELECT id FROM callback WHERE state = 'due'")
    for (number,) in due:
        callback = work.get(Callback, number)
        callback.state, callback.done_at = "cancelled", work.now
        let_go(work, callback)
        work.record("callback.cancelled", callback=callback)


def _drop_drafts(work: Change, person: _Person, scope: erasure.Scope) -> None:
    """Forms half filled about her, whoever was typing."""
    about = {
        "customer": set(person.numbers),
        "callback": {row[0] for row in work.reader.rows(scope.callbacks)},
        "ticket": {row[0] for row in work.reader.rows(scope.tickets)},
    }
    for staff, key, body in work.reader.rows(persons.DRAFTS_KEPT):
        texts = " ".join((key, *map(str, json.loads(body).values())))
        if _is_about(key, about) or any(text in texts for text in person.names):
            erasure.drop_draft(work.session, staff, key)


def _is_about(key: str, about: dict[str, set[int]]) -> bool:
    """Whether the key of a form names something of hers: `customer:12`, `contact:C12`, `call-cancel:7`, `ticket:3`."""
    form, _colon, thing = key.rpartition(":")
    if not thing.removeprefix("C").isdecimal():
        return False
    of_customer = thing.startswith("C") or form == "customer"
    kind = "customer" if of_customer else "callback" if form.startswith("call") else "ticket"
    return int(thing.removeprefix("C")) in about[kind]


def _mentions(reader: Reader, person: _Person) -> tuple[MentionRow, ...]:
    """Where others' tickets and files name her: only a person can say what is to become of those words."""
    texts = sorted(person.names, key=len, reverse=True)[:MOST_NAMES]
    if not texts:
        return ()
    names, params = bound_numbers(person.numbers)
    values = {f"t{place}": text for place, text in enumerate(texts)}
    rows = reader.rows(persons.mentions(len(texts), names), {**params, **values})
    return tuple(MentionRow(*row) for row in rows)
