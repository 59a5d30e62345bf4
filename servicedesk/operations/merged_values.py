"""The fields of two files that become one: whose value stays, and what it is again when they are parted.

The firm's own fields go by their number as `own:3`; what was confirmed with a customer goes with its value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from servicedesk.operations.change import Change
from servicedesk.operations.own_values import kept as own_kept
from servicedesk.rules.tags import tags_text
from servicedesk.store.changes import plain
from servicedesk.store.restore import as_columns
from servicedesk.store.tables import Customer
from servicedesk.store.tables.own_fields import CustomerField

if TYPE_CHECKING:
    from servicedesk.operations.merges import Family

TAKEABLE = (
    "name", "kind", "stage", "tier", "birthday", "preferred_channel", "best_time", "do_not", "note", "source",
    "heard_of_us", "referred_by",
)  # fmt: skip
_FILLED = (*(name for name in TAKEABLE if name != "referred_by"), "restricted", "legal_hold")
_REFERRER = "referred_by_id"
LeadsBack = Callable[
    [int], bool
]  # whether a file came to us through one of the two that are joined or parted
_TOGETHER = {"do_not": "; ", "note": "\n"}
# Whether a person said it, and when the customer confirmed it.
_WITH = {
    "stage": "stage_fixed", "tier": "tier_fixed", "name": "name_verified_at", "birthday": "birthday_verified_at",
}  # fmt: skip
_LISTS = ("tags", "opt_outs", "preferences")
OWN = "own:"
_OWN_COLUMNS = ("value", "low", "high", "verified_at")


def bring_values(
    work: Change,
    loser: Customer,
    winner: Customer,
    take: Collection[str],
    family: Family,
    leads_back: LeadsBack,
) -> Mapping[str, Any]:
    """Gives the winner what it lacks, what was chosen, and the loser's part of every list.

    Returns what parting needs: of each field what was left in it, what lay beneath with the merges it came by, and
    what was added to lists.
    """
    beneath: dict[str, list[list[Any]]] = {}
    left: dict[str, Any] = {}
    new = (*_new_values(work, loser, winner, take), *_new_referrer(loser, winner, take, leads_back))
    for name, value in new:
        if value != _value(work, winner, name):
            beneath[name] = _beneath(work, winner, name, family)
            left[name] = value
            _put(work, winner, name, value)
    added = {name: _add_to_list(loser, winner, name, family) for name in _LISTS}
    return {
        "beneath": beneath,
        "left": left,
        "added": {name: parts for name, parts in added.items() if parts},
    }


def give_values_back(
    work: Change, loser: Customer, winner: Customer, family: Family, leads_back: LeadsBack
) -> tuple[str, ...]:
    """Gives the winner its values from before; returns the fields that somebody changed since, which stay."""
    merge = family.merges[loser.number]
    others = [other for other in family.into(winner.number) if other.event != merge.event]
    chosen_later = {name for other in others if other.event > merge.event for name in other.beneath}
    live = family.live - {merge.event} | {0}
    kept: list[str] = []
    for name, stack in merge.beneath.items():
        if name in chosen_later:
            continue  # it is that merge's now, and comes to light when that one is taken back
        value = next(value for event, value in reversed(stack) if event in live)
        if name == _REFERRER and value is not None and leads_back(value):
            continue
        if _value(work, winner, name) == merge.left[name]:
            _put(work, winner, name, value)
        elif name in TAKEABLE or name == _REFERRER or name.startswith(OWN):
            kept.append(name)
    for name, parts in merge.added.items():
        still = {part for other in others for part in other.added.get(name, ())}
        _take_from_list(winner, name, [part for part in parts if part not in still])
    return tuple(kept)


def _new_values(
    work: Change, loser: Customer, winner: Customer, take: Collection[str]
) -> Iterator[tuple[str, Any]]:
    there, others = own_kept(work, winner), own_kept(work, loser)
    for field in sorted({*there, *others}):
        name = f"{OWN}{field}"
        if name in take or field not in there:
            yield name, _value(work, loser, name)
    for name in _FILLED:
        mine, theirs = getattr(winner, name), getattr(loser, name)
        if name in take or (theirs and not mine):
            yield name, _value(work, loser, name)
        elif name in _TOGETHER and theirs and theirs not in mine:
            yield name, mine + _TOGETHER[name] + theirs
    for name in ("created_at", "since"):
        yield name, min(filter(None, (plain(getattr(one, name)) for one in (winner, loser))), default=None)
    contacts = (plain(one.last_contact_at) for one in (winner, loser))
    yield "last_contact_at", max(filter(None, contacts), default=None)
    yield "preferences_verified_at", _verified_together(loser, winner)


def _new_referrer(
    loser: Customer, winner: Customer, take: Collection[str], leads_back: LeadsBack
) -> Iterator[tuple[str, Any]]:
    """Who sent the joined file; nobody whom it sent itself."""
    known = [winner.referred_by_id, loser.referred_by_id]
    in_order = known[::-1] if "referred_by" in take else known
    yield _REFERRER, next((one for one in in_order if one is not None and not leads_back(one)), None)


def _verified_together(loser: Customer, winner: Customer) -> Any:
    """When all that is liked by both was confirmed: what comes in unconfirmed leaves the whole so."""
    mine, theirs = _parts(winner, "preferences"), _parts(loser, "preferences")
    kept = [(mine, winner.preferences_verified_at)] if mine else []
    if theirs.keys() - mine.keys():
        kept.append((theirs, loser.preferences_verified_at))
    moments = [at for _parts_kept, at in kept]
    return None if None in moments or not moments else plain(min(at for at in moments if at))


def _beneath(work: Change, winner: Customer, name: str, family: Family) -> list[list[Any]]:
    """The values that come to light one after another as merges are taken back, the winner's own at the bottom."""
    now = _value(work, winner, name)
    of_merges = [merge for merge in family.into(winner.number) if name in merge.beneath]
    last = max(of_merges, key=lambda merge: merge.event, default=None)
    if last is None or last.left[name] != now:
        return [[0, now]]
    return [*last.beneath[name], [last.event, now]]


def _value(work: Change, customer: Customer, name: str) -> Any:
    """A value as JSON holds it, with what goes with it."""
    if name.startswith(OWN):
        row = own_kept(work, customer).get(int(name.removeprefix(OWN)))
        return None if row is None else [plain(getattr(row, column)) for column in _OWN_COLUMNS]
    value = plain(getattr(customer, name))
    return [value, plain(getattr(customer, _WITH[name]))] if name in _WITH else value


def _put(work: Change, customer: Customer, name: str, value: Any) -> None:
    if name.startswith(OWN):
        _put_own(work, customer, int(name.removeprefix(OWN)), value)
        return
    values = {name: value}
    if name in _WITH:
        values = dict(zip((name, _WITH[name]), value, strict=True))
    for column, kept in as_columns(Customer, values).items():
        setattr(customer, column, kept)


def _put_own(work: Change, customer: Customer, field: int, value: list[Any] | None) -> None:
    row = own_kept(work, customer).get(field)
    if value is None:
        if row is not None:
            work.session.delete(row)
            work.session.flush()
        return
    columns = as_columns(CustomerField, dict(zip(_OWN_COLUMNS, value, strict=True)))
    if row is None:
        work.add(CustomerField(customer_id=customer.number, field_id=field, **columns))
        return
    for column, kept in columns.items():
        setattr(row, column, kept)


def _add_to_list(loser: Customer, winner: Customer, name: str, family: Family) -> list[str]:
    """Unites a list; returns what the loser has and the winner had not by itself."""
    mine, theirs = _parts(winner, name), _parts(loser, name)
    brought = {part for merge in family.into(winner.number) for part in merge.added.get(name, ())}
    new = [part for part in theirs if part not in mine or part in brought]
    missing = {part: value for part, value in theirs.items() if part not in mine}
    if missing:
        _set_parts(winner, name, {**mine, **missing})
    return new


def _take_from_list(winner: Customer, name: str, parts: Collection[str]) -> None:
    mine = _parts(winner, name)
    if any(part in mine for part in parts):
        _set_parts(winner, name, {part: value for part, value in mine.items() if part not in parts})


def _parts(customer: Customer, name: str) -> dict[str, str]:
    text = getattr(customer, name)
    if name == "preferences":
        return {str(key): str(value) for key, value in json.loads(text or "{}").items()}
    return dict.fromkeys(text.split(), "")


def _set_parts(customer: Customer, name: str, parts: Mapping[str, str]) -> None:
    if name == "preferences":
        customer.preferences = json.dumps(parts, ensure_ascii=False)
    elif name == "tags":
        customer.tags = tags_text(" ".join(parts))
    else:
        customer.opt_outs = " ".join(parts)
