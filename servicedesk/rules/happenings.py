"""What happened, in words: a label for each kind of event, and a short sentence of what it changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.rules.codes import label
from servicedesk.rules.consent import line_words
from servicedesk.rules.happening_words import FIELDS, KINDS
from servicedesk.rules.own_fields import OwnField, shown
from servicedesk.rules.standing import reason_words
from servicedesk.rules.telling import told_from
from servicedesk.rules.verifying import part_words

Values = Mapping[str, Any]
_ARROW = "{before} → {after}"
_CODED = {
    "status": "status", "priority": "priority", "kind": "kind", "channel": "channel", "cause": "cause",
    "step": "step", "waiting_for": "turn", "state": "callback_state", "last_outcome": "outcome",
    "preferred_channel": "channel", "stage": "stage", "role": "role", "premises_kind": "premises_kind", "agreement_kind": "agreement_kind",
    "need_kind": "need_kind", "need_class": "need_class", "level": "need_level", "impact": "need_impact",
    "heard_of_us": "heard",
    "field_kind": "field_kind",
}  # fmt: skip
_TIMES = {"waiting_until", "due_at", "opened_at"}
_ENDS_WITH_WAITING = {"waiting_for", "waiting_until"}
_TABLES_TOLD = {
    "ticket",
    "customer",
    "callback",
    "task",
    "team",
    "staff",
    "category",
    "queue",
    "segment",
    "field",
    "premises",
    "agreement",
    "need",
}
_TOLD_OF_NEW = {
    "ticket.opened": ("kind", "priority", "team_id", "assignee_id"),
    "premises.created": ("premises_kind",),
    "agreement.created": ("agreement_kind", "starts_on", "ends_on", "reference"),
    "need.noted": ("words", "need_kind", "need_class", "level", "category_id"),
}
_OWN_KINDS = {"premises", "agreement", "need", "field"}
_OWN = "own:"
PARTS = {"phone": "raw", "email": "address"}


class Names(NamedTuple):
    """The names behind the numbers in a body, and the firm's zone; without them numbers are shown.

    `fields` are the firm's own by their numbers.
    """

    staff: Mapping[int, str] = {}
    teams: Mapping[int, str] = {}
    categories: Mapping[int, str] = {}
    zone: tzinfo = UTC
    fields: Mapping[int, OwnField] = {}


NO_NAMES = Names()


def words(kind: str) -> str:
    """The label of a kind of event; a kind nobody described is shown as its code."""
    known = KINDS.get(kind)
    return _(known) if known else kind


def subject_words(kind: str, ticket: int | None, customer: int | None, callback: int | None) -> str:
    """What was done to what, in one line: `ticket 1042: resolved`."""
    if callback is not None and kind.startswith("callback."):
        return _("callback {number}: {what}").format(number=callback, what=words(kind))
    if ticket is not None:
        return _("ticket {number}: {what}").format(number=ticket, what=words(kind))
    if customer is not None:
        return _("customer C{number}: {what}").format(number=customer, what=words(kind))
    return words(kind)


def field_name(column: str) -> str:
    """What people call a column."""
    known = FIELDS.get(column)
    return _(known) if known else column.replace("_", " ")


def said(
    kind: str,
    body: str | Values,
    channel: str | None = None,
    direction: str | None = None,
    names: Names = NO_NAMES,
) -> str:
    """A short sentence of what an event changed, `priority normal → urgent`; empty where the label says it all."""
    facts: Values = json.loads(body) if isinstance(body, str) else body
    if kind == "undone":
        return words(str(facts.get("of", ""))) if facts.get("of") else ""
    parts = [_way(channel, direction)] if channel else []
    if kind == "customer.exported" and "count" in facts:
        parts += _taken_out(facts)
    if "place" in facts:
        parts.append(" ".join(str(facts["place"]).split()))
    if kind == "customer.verified":
        own = {field.code: field.label for field in names.fields.values()}
        parts += [part_words(field, own) for field in facts.get("fields", ())]
    else:
        for change in facts.get("changes", []):
            parts += _told(kind, change, names)
    parts += _by_whom(facts, names)
    if kind == "customer.tier_changed" and not facts.get("text"):
        parts.append(reason_words(facts))
    return _(", ").join(dict.fromkeys(part for part in parts if part))


def _taken_out(facts: Values) -> Iterator[str]:
    """How many files of which query left the desk, as what, for what and why."""
    yield f"{facts['count']} {facts['form']}"
    yield from (
        " ".join(str(facts[name]).split()) for name in ("query", "purpose", "reason") if facts.get(name)
    )


def _by_whom(facts: Values, names: Names) -> Iterator[str]:
    """Who told it, from which file it is, and what that file said otherwise than the customer."""
    told = told_from(facts)
    if told.who:
        yield _("told by {who}").format(who=" ".join(told.shown.split()))
    if facts.get("file"):
        yield _("from {file}").format(file=" ".join(str(facts["file"]).split()))
    for name, said in facts.get("differs", {}).items():
        own = names.fields.get(int(name.removeprefix(_OWN))) if name.startswith(_OWN) else None
        yield _("differs: {field} {value}").format(
            field=own.label if own else field_name(name), value=shown(own, str(said)) if own else said
        )


def _way(channel: str | None, direction: str | None) -> str:
    way = {"in": _("incoming"), "out": _("outgoing")}.get(direction or "", "")
    return " ".join(filter(None, (label("channel", channel or ""), way)))


def _told(kind: str, change: Values, names: Names) -> Iterator[str]:
    table, before, after = change["table"], change["before"], change["after"]
    if table in PARTS:
        given_up = bool((after or {}).get("former")) or after is None
        sign, row = ("−", before) if given_up and before else ("+", after)
        if row and (before is None or after is None or before.get("former") != after.get("former")):
            yield _signed(sign, field_name(table), str(row.get(PARTS[table], "")))
    elif table == "customer_field":
        yield from _said_own(before or {}, after or {}, names)
    elif table == "occupancy":
        yield from _stayed(kind, before, after)
    elif table == "consent":
        if before is None or after is None:  # else it only went over to another file
            yield from _agreed(before or after or {})
    elif table == "setting":
        yield _set(change["key"][0], before, after)
    elif table not in _TABLES_TOLD or after is None:
        return
    elif before is None:
        yield from _made(kind, with_kind(table, after), names)
    else:
        yield from _edited(kind, with_kind(table, before), with_kind(table, after), names)


def _said_own(before: Values, after: Values, names: Names) -> Iterator[str]:
    """What changed in one of the firm's own fields."""
    if before.get("value") == after.get("value"):
        return
    field = names.fields.get({**before, **after}.get("field_id", 0))
    name = field.label if field else field_name("customer_field")
    old, new = (
        " ".join((shown(field, values["value"]) if field else str(values["value"])).split())
        if values.get("value")
        else ""
        for values in (before, after)
    )
    yield f"{name} {new}" if not old else f"{name} " + _ARROW.format(before=old, after=new or "–")


def with_kind(table: str, values: Values) -> Values:
    """Columns under the names by which they are told: what kinds and texts there are differs by table."""
    if table not in _OWN_KINDS:
        return values
    return {
        f"{table}_{name}" if name in ("kind", "text", "state") else name: value
        for name, value in values.items()
    }


def _signed(sign: str, field: str, part: str) -> str:
    """What came or went, said once where a number begins with the sign itself."""
    return f"{field} {part}" if part.startswith(sign) else f"{field} {sign} {part}"


def _stayed(kind: str, before: Values | None, after: Values | None) -> Iterator[str]:
    """Who lives where from when to when; as part of other work only that it was changed, and when a stay ended."""
    if not kind.startswith("premises."):
        if before is None or after is None:
            yield field_name("premises_id")
        elif after.get("until"):
            yield f"{field_name('premises_id')} {_('until {day}').format(day=after['until'])}"
    elif after is not None:
        if after.get("role"):
            yield label("occupancy", after["role"])
        for column, words in (("since", _("since {day}")), ("until", _("until {day}"))):
            if after.get(column):
                yield words.format(day=after[column])


def _agreed(line: Values) -> Iterator[str]:
    """A line of the ledger, with the words the customer heard and how she answered."""
    yield line_words(line["purpose"], line["channel"], given=bool(line["given"]))
    yield from (" ".join(str(line[name]).split()) for name in ("wording", "how") if line.get(name))


def _made(kind: str, after: Values, names: Names) -> Iterator[str]:
    """Of a new row what a reader wants to know at once."""
    wanted = _TOLD_OF_NEW.get(kind, ("due_at", "reason"))
    for name in wanted:
        if after.get(name):
            yield value_words(name, after[name], names)


def _edited(kind: str, before: Values, after: Values, names: Names) -> Iterator[str]:
    for name, value in after.items():
        if name not in FIELDS or (name == "status" and kind != "ticket.edited"):
            continue
        if name == "due_at" and not kind.startswith("callback."):
            continue
        yield _moved(name, before.get(name), value, names)


def _set(key: str, before: Values | None, after: Values | None) -> str:
    """A setting of the firm, whose value is JSON text."""
    old, new = (json.loads(values["value"]) if values else None for values in (before, after))
    if isinstance(new, list | dict):
        return _("{field} changed").format(field=key)
    return f"{key} " + _ARROW.format(before="–" if old is None else old, after=new)


def _moved(name: str, before: Any, after: Any, names: Names) -> str:
    if name in {"assignee_id", "owner_id"}:
        return (
            _("assigned to {name}").format(name=value_words(name, after, names))
            if after
            else _("nobody's any more")
        )
    if name == "team_id" and after:
        return _("team {name}").format(name=value_words(name, after, names))
    if name in {
        "description",
        "note",
        "do_not",
        "script",
        "preferences",
        "premises_id",
        "parent_id",
        "access_note",
        "keys_note",
        "services",
        "promises",
        "callback_rules",
        "choices",
    }:
        return _("{field} changed").format(field=field_name(name))
    if name in _ENDS_WITH_WAITING and not after:
        return ""
    old, new = value_words(name, before, names), value_words(name, after, names)
    if not old:
        return f"{field_name(name)} {new}" if new else ""
    return f"{field_name(name)} " + _ARROW.format(before=old, after=new or "–")


def value_words(name: str, value: Any, names: Names) -> str:
    """The value of a column as people say it, on one line."""
    if value is None:
        return ""
    if name in _CODED:
        return label(_CODED[name], str(value))
    if name in _TIMES:
        return f"{datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(names.zone):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    known: Callable[[int], str | None] | None = {
        "assignee_id": names.staff.get,
        "owner_id": names.staff.get,
        "team_id": names.teams.get,
        "category_id": names.categories.get,
    }.get(name)
    if known:
        return known(value) or str(value)
    return f"C{value}" if name in ("customer_id", "referred_by_id") else " ".join(str(value).split())
