"""A customer confirms what her file says: all of it, or some fields (R013, R255)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import _
from servicedesk.operations.change import Change, change
from servicedesk.operations.customers import row_of
from servicedesk.operations.living import living
from servicedesk.operations.own_values import fields_in_use
from servicedesk.operations.parts_known import Part, confirm, parts_known
from servicedesk.problems import BadValue, Refused
from servicedesk.rules.numbers import folded_name
from servicedesk.rules.own_fields import find
from servicedesk.rules.permissions import Permission
from servicedesk.rules.telling import read_told
from servicedesk.rules.verifying import PARTS, part_meant, part_words
from servicedesk.store.queries.customers import CustomerRow
from servicedesk.store.queries.origins import IMPORTED_SINCE
from servicedesk.store.times import to_stored


class Verified(NamedTuple):
    """The file, and the names of what was confirmed; `already` where all of it was confirmed today."""

    customer: CustomerRow
    fields: tuple[str, ...]
    already: bool = False


def verify(desk: Desk, number: int, fields: Sequence[str] = (), *, told_by: str = "") -> Verified:
    """Writes down that the customer, or whoever `told_by` names, confirmed fields today; without fields all there are.

    Raises NotFound, BadValue on an unknown field, Refused where nothing is known of one, or of an erased file.
    """
    told = read_told(told_by)
    with change(desk, Permission.CUSTOMER_EDIT) as work:
        customer = living(work, number)
        own = fields_in_use(work)
        names = {field.code: field.label for field in own}
        known = parts_known(work, customer)
        wanted = [_meant(work, field) for field in fields]
        chosen = [part for part in known if not wanted or part.field in wanted]
        _check(chosen, wanted, names)
        told_fields = tuple(dict.fromkeys(part.field for part in chosen))
        words = tuple(part_words(field, names) for field in told_fields)
        if _confirmed_today(work, number, chosen):
            return Verified(row_of(work, customer), words, already=True)
        confirm(work, chosen)
        work.record("customer.verified", customer=customer, fields=list(told_fields), **told.as_facts())
        return Verified(row_of(work, customer), words)


def _confirmed_today(work: Change, number: int, chosen: Sequence[Part]) -> bool:
    """Whether all of it was, and no list said anything since."""
    moments = [part.verified_at for part in chosen if part.verified_at]
    local = work.desk.local
    if len(moments) < len(chosen) or local(min(moments)).date() != local(work.now).date():
        return False
    return not work.reader.rows(IMPORTED_SINCE, {"number": number, "since": to_stored(min(moments))})


def _meant(work: Change, said: str) -> str:
    part = part_meant(said)
    own = None if part else find(fields_in_use(work), said)
    if part is None and own is None:
        codes = [*PARTS, *(field.code for field in fields_in_use(work))]
        raise BadValue(
            _("There is no field {name} to confirm").format(name=said),
            _("Known are: {names}").format(names=", ".join(codes)),
        )
    return part or (own.code if own else folded_name(said))


def _check(chosen: Sequence[Part], wanted: Sequence[str], names: dict[str, str]) -> None:
    there = {part.field for part in chosen}
    lacking = [part_words(field, names) for field in wanted if field not in there]
    if lacking or not there:
        what = _(", ").join(lacking) or _("anything")
        raise Refused(
            _("The file does not say {what}, so nobody can confirm it").format(what=what),
            _("Write it down first: servicedesk customer edit C --set FIELD=VALUE --source customer"),
        )
