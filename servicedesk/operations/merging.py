"""Two files of one person become one, and two again when that was wrong, however much was done in between.

Everything that hangs on a file goes over to the one that stays; the event keeps what was moved, and what it was before.
Parting goes by that: rows go back to whoever brought them, values to what lay beneath (`merges`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.lookups.own_fields import read_own_fields
from servicedesk.operations.change import Change, change
from servicedesk.operations.customers import row_of
from servicedesk.operations.living import refuse_erased
from servicedesk.operations.merged_rows import bring_rows, give_rows_back
from servicedesk.operations.merged_values import OWN, TAKEABLE, bring_values, give_values_back
from servicedesk.operations.merges import Family, family_of, former_names_since
from servicedesk.operations.own_values import fields_in_use
from servicedesk.operations.promises import follow_customers
from servicedesk.operations.referrers import leads_to
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.own_fields import find
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.customers import CustomerRow
from servicedesk.store.tables import Customer
from servicedesk.store.tables.sameness import FormerName, KnownApart


class Merged(NamedTuple):
    """The joined file, and the number of the one that went into it."""

    customer: CustomerRow
    other: int
    already: bool = False


class Parted(NamedTuple):
    """A file that is one of its own again, the one it came out of, and the fields left there as changed since."""

    customer: CustomerRow
    other: int
    kept: tuple[str, ...] = ()


class Apart(NamedTuple):
    """Two files that are of two people; `already` where that was known."""

    first: int
    second: int
    already: bool = False


def merge(
    desk: Desk, number: int, into: int, *, take: Collection[str] = (), if_version: int | None = None
) -> Merged:
    """Joins a file into another: tickets, callbacks, contacts, phones, addresses, premises, consents and needs go over.

    Of each field the value of `into` stays, unless it has none or the field is in `take`; lists are united, notes put
    together. The file keeps its number and leads to the other. Raises NotFound, Conflict, BadValue on a field that
    cannot be chosen, Refused where the two cannot be one.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        chosen = _chosen(work, take)
        loser = work.get(Customer, number, if_version=if_version)
        winner = work.get(Customer, into)
        if loser.merged_into_id == winner.id:
            return Merged(row_of(work, winner), number, already=True)
        _check(loser, winner)
        _join(work, loser, winner, chosen)
        return Merged(row_of(work, winner), number)


def unmerge(desk: Desk, number: int) -> Parted:
    """Parts a file from the one it was joined into: all that it brought comes back, what was added since stays.

    A value chosen from it goes back unless it was changed since; such fields are told. The two are remembered as
    known apart. Raises NotFound, Refused where the file is not joined or its merge was erased.
    """
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        loser = work.get(Customer, number)
        if loser.merged_into_id is None:
            raise Refused(
                _("Customer C{number} is a file of its own").format(number=number),
                _("Only a file that was joined into another can be separated"),
            )
        winner = work.get(Customer, loser.merged_into_id)
        kept = _part(work, loser, winner, family_of(work, number))
        return Parted(row_of(work, loser), winner.number, kept)


def not_the_same(desk: Desk, number: int, other: int) -> Apart:
    """Remembers that two files that look alike are of two people. Raises NotFound, Refused on one file."""
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        one, two = work.get(Customer, number), work.get(Customer, other)
        if one.id == two.id:
            _refuse_itself()
        first, second = sorted((number, other))
        if not _know_apart(work, one, two):
            return Apart(first, second, already=True)
        work.record("customer.apart", customer=one, other=two.id)
        return Apart(first, second)


def _chosen(work: Change, take: Collection[str]) -> set[str]:
    """The fields whose value comes from the other file, the firm's own by code or name. Raises BadValue."""
    own = fields_in_use(work) if set(take) - set(TAKEABLE) else []
    found = {name: name if name in TAKEABLE else find(own, name) for name in take}
    unknown = sorted(name for name, meant in found.items() if meant is None)
    if unknown:
        raise BadValue(
            _("The field {name} cannot be chosen").format(name=", ".join(unknown)),
            _("Known are: {names}").format(names=", ".join((*TAKEABLE, *(field.code for field in own)))),
        )
    return {meant if isinstance(meant, str) else f"{OWN}{meant.id}" for meant in found.values() if meant}


def _named(work: Change, kept: Collection[str]) -> tuple[str, ...]:
    """The fields as people call them: the firm's own by their names."""
    own = {f"{OWN}{field.id}": field.label for field in read_own_fields(work.reader)}
    return tuple(own.get(name, name) for name in kept)


def _check(loser: Customer, winner: Customer) -> None:
    if loser.id == winner.id:
        _refuse_itself()
    for file in (loser, winner):
        refuse_erased(file)
        if file.merged_into_id is not None:
            raise Refused(
                _("Customer C{number} was joined into C{other}").format(
                    number=file.id, other=file.merged_into_id
                ),
                _("Name that file instead, or separate the two first"),
            )


def _refuse_itself() -> None:
    raise Refused(_("A file cannot be joined to itself"), _("Name two different customers"))


def _join(work: Change, loser: Customer, winner: Customer, take: Collection[str]) -> None:
    of_winner, of_loser = family_of(work, winner.number), family_of(work, loser.number)
    version, old_name = winner.version, winner.name
    both = (loser.number, winner.number)
    values = bring_values(work, loser, winner, take, of_winner, lambda number: leads_to(work, number, both))
    for name in dict.fromkeys((loser.name, old_name)):
        if name.strip() and name != winner.name:
            work.session.add(FormerName(customer_id=winner.number, name=name))
    own = bring_rows(work, loser, winner, of_loser)
    known = work.session.get(KnownApart, tuple(sorted((loser.number, winner.number))))
    if known is not None:
        work.session.delete(known)
    loser.merged_into_id, loser.archived = winner.id, True
    work.session.flush()
    if winner.version == version:
        winner.version += 1
    follow_customers(work, winner.number)
    work.record("customer.merged", customer=loser, into=winner.id, own=own, **values)


def _part(work: Change, loser: Customer, winner: Customer, family: Family) -> tuple[str, ...]:
    merge = family.merges[loser.number]
    if not merge.changes:
        raise Refused(
            _("What the merge of customer C{number} did was erased").format(number=loser.id),
            _("Move what is hers by hand"),
        )
    version = winner.version
    loser.merged_into_id = None
    give_rows_back(work, loser, family)
    came_from_it = (winner.number,)
    kept = give_values_back(work, loser, winner, family, lambda number: leads_to(work, number, came_from_it))
    _forget_names(work, loser, winner, family)
    loser.archived = bool(merge.before("customer", loser.number).get("archived", False))
    _know_apart(work, loser, winner)
    work.session.flush()
    if winner.version == version:
        winner.version += 1
    follow_customers(work, loser.number, winner.number)
    work.record("customer.unmerged", customer=loser, out_of=winner.id, kept=list(kept))
    return _named(work, kept)


def _forget_names(work: Change, loser: Customer, winner: Customer, family: Family) -> None:
    """Names that are former ones only through a merge are none any more, nor is one that a file has again."""
    merge, above = family.merges[loser.number], family.above(loser.number)
    [given, _verified] = merge.left.get("name", (None, None))
    brought = [(key, loser.name) for key in merge.made("former_name")]
    brought += [(key, given) for key in former_names_since(work, family, merge)]
    for key, name in brought:
        row = work.session.get(FormerName, key)
        if row is not None and row.customer_id in above and row.name == name:
            work.session.delete(row)
    for file in (loser, winner):
        for row in work.all(FormerName, FormerName.customer_id == file.id, FormerName.name == file.name):
            work.session.delete(row)


def _know_apart(work: Change, one: Customer, two: Customer) -> bool:
    first, second = sorted((one.number, two.number))
    if work.session.get(KnownApart, (first, second)):
        return False
    work.add(KnownApart(first_id=first, second_id=second, at=work.now, staff_id=work.desk.actor.id))
    return True
