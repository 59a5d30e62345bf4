"""The calls a firm's rules ask for when a ticket is resolved (R075, R144)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sqlmodel import col

from servicedesk.i18n import _, current_language
from servicedesk.rules.lifecycle import is_backdated
from servicedesk.rules.outcomes import DEFAULT_MAX_ATTEMPTS
from servicedesk.rules.promises import due_at, parse_duration
from servicedesk.rules.say import say_when
from servicedesk.rules.worktime import next_opening
from servicedesk.store.tables import Category, Customer, Ticket

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Callback

Rule = Mapping[str, Any]


def plan(work: Change, ticket: Ticket) -> tuple[str, ...]:
    """Plans the calls; returns sentences about them for the person who resolved the ticket.

    Nothing follows from history: a ticket imported, or recorded on a later day than it was opened. Which
    tickets fall into a rule's share depends on their number alone.
    """
    backdated = is_backdated(ticket.opened_at, ticket.recorded_at, work.desk.firm.zone)
    if ticket.customer_id is None or ticket.imported or backdated:
        return ()
    fitting = [rule for rule in work.desk.firm.callback_rules if _fits(work, rule, ticket)]
    if not fitting:
        return ()
    from servicedesk.lookups.consents import verdict_on

    customer = work.get(Customer, ticket.customer_id)
    verdict = verdict_on(work.reader, work.desk, customer.number, "follow_up")
    if not verdict.allowed:
        return (_("No callback is planned: {reason}").format(reason=verdict.words),)
    return tuple(_planned(work, ticket, customer, rule) for rule in fitting)


def withdraw(work: Change, ticket: Ticket) -> None:
    """The matter is not settled after all: the calls about its end are not due any more."""
    for callback in _due_calls(work, ticket):
        callback.state, callback.done_at = "cancelled", work.now
        work.record("callback.cancelled", callback=callback)


def _planned(work: Change, ticket: Ticket, customer: Customer, rule: Rule) -> str:
    from servicedesk.store.tables import Callback

    desk = work.desk
    language = "zh" if desk.firm.language.startswith("zh") else "en"
    ended = ticket.resolved_at or work.now
    due = next_opening(desk.hours, due_at(parse_duration(str(rule["after"])), desk.hours, ended))
    callback = Callback(
        customer_id=customer.number,
        ticket_id=ticket.id,
        origin="after_service",
        reason=str(rule[f"reason_{language}"]),
        script=str(rule[f"script_{language}"]),
        due_at=due,
        max_attempts=int(rule.get("max_attempts", DEFAULT_MAX_ATTEMPTS)),
        created_at=work.now,
    )
    work.add(callback)
    work.record("callback.planned", callback=callback)
    return _("A callback is planned for {time}: {reason}").format(
        time=say_when(due, desk.local(work.now), current_language()), reason=callback.reason
    )


def _fits(work: Change, rule: Rule, ticket: Ticket) -> bool:
    category = work.get(Category, ticket.category_id).code if ticket.category_id else ""
    asked = (("kinds", ticket.kind), ("priorities", ticket.priority), ("categories", category))
    if any(rule.get(name) and code not in rule[name] for name, code in asked):
        return False
    in_share = crc32(str(ticket.id).encode()) % 100 < int(rule["share"])
    return in_share and _is_meant(work, rule, ticket)


def _is_meant(work: Change, rule: Rule, ticket: Ticket) -> bool:
    """Whether it is the customer's first resolved ticket, or a later one, as the rule wants."""
    wanted = rule.get("tickets", "any")
    if wanted == "any":
        return True
    earlier = work.all(
        Ticket,
        Ticket.customer_id == ticket.customer_id,
        Ticket.id != ticket.id,
        col(Ticket.resolved_at).is_not(None),
    )
    return bool(earlier) is (wanted == "later")


def _due_calls(work: Change, ticket: Ticket) -> list[Callback]:
    from servicedesk.store.tables import Callback

    return work.all(
        Callback,
        Callback.ticket_id == ticket.id,
        Callback.origin == "after_service",
        Callback.state == "due",
    )
