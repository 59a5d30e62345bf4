"""The fields of two files that become one: whose value stays, and what it is again when they are parted."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from servicedesk.rules.tags import tags_text
from servicedesk.store.changes import plain
from servicedesk.store.restore import as_columns
from servicedesk.store.tables import Customer

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
_WITH = {"stage": "stage_fixed", "tier": "tier_fixed"}  # whether a person said it
_LISTS = ("tags", "opt_outs", "preferences")


def bring_values(
    loser: Customer, winner: Customer, take: Collection[str], family: Family, leads_back: LeadsBack
) -> Mapping[str, Any]:
    """Gives the winner what it lacks, what was chosen, and the loser's part of every list.

    Returns what parting needs: of each field what was left in it, what lay beneath with the merges it came by, and
    what was added to lists.
    """
    beneath: dict[str, list[list[Any]]] = {}
    left: dict[str, Any] = {}
    for name, value in (*_new_values(loser, winner, take), *_new_referrer(loser, winner, take, leads_back)):
        if value != _value(winner, name):
            beneath[name] = _beneath(winner, name, family)
            left[name] = value
            _put(winner, name, value)
    added = {name: _add_to_list(loser, winner, name, family) for name in _LISTS}
    return {
        "beneath": beneath,
        "left": left,
        "added": {name: parts for name, parts in added.items() if parts},
    }


def give_values_back(
    loser: Customer, winner: Customer, family: Family, leads_back: LeadsBack
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
        if _value(winner, name) == merge.left[name]:
            _put(winner, name, value)
        elif name in TAKEABLE or name == _REFERRER:
            kept.append(name)
    for name, parts in merge.added.items():
        still = {part for other in others for part in other.added.get(name, ())}
        _take_from_list(winner, name, [part for part in parts if part not in still])
    return tuple(kept)


def _new_values(loser: Customer, winner: Customer, take: Collection[str]) -> Iterator[tuple[str, Any]]:
    for name in _FILLED:
        mine, theirs = getattr(winner, name), getattr(loser, name)
        if name in take or (theirs and not mine):
            yield name, _value(loser, name)
        elif name in _TOGETHER and theirs and theirs not in mine:
            yield name, mine + _TOGETHER[name] + theirs
    for name in ("created_at", "since"):
        yield name, min(filter(None, (_value(winner, name), _value(loser, name))), default=None)
    contacts = (_value(winner, "last_contact_at"), _value(loser, "last_contact_at"))
    yield "last_contact_at", max(filter(None, contacts), default=None)


def _new_referrer(
    loser: Customer, winner: Customer, take: Collection[str], leads_back: LeadsBack
) -> Iterator[tuple[str, Any]]:
    """Who sent the joined file; nobody whom it sent itself."""
    known = [winner.referred_by_id, loser.referred_by_id]
    in_order = known[::-1] if "referred_by" in take else known
    yield _REFERRER, next((one for one in in_order if one is not None and not leads_back(one)), None)


def _beneath(winner: Customer, name: str, family: Family) -> list[list[Any]]:
    """The values that come to light one after another as merges are taken back, the winner's own at the bottom."""
    now = _value(winner, name)
    of_merges = [merge for merge in family.into(winner.number) if name in merge.beneath]
    last = max(of_merges, key=lambda merge: merge.event, default=None)
    if last is None or last.left[name] != now:
        return [[0, now]]
    return [*last.beneath[name], [last.event, now]]


def _value(customer: Customer, name: str) -> Any:
    """A value as JSON holds it, with what goes with it."""
    value = plain(getattr(customer, name))
    return [value, getattr(customer, _WITH[name])] if name in _WITH else value


def _put(customer: Customer, name: str, value: Any) -> None:
    if name in _WITH:
        value, with_it = value
        setattr(customer, _WITH[name], with_it)
    setattr(customer, name, as_columns(Customer, {name: value})[name])


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
