"""What each verb on a ticket is called, asks for, and does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.i18n import N_

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.results import Acted

Values = Mapping[str, str]
Act = Callable[["Desk", int, Values], "Acted"]


def _assign(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling

    to, team = (values["to"], "") if not values["to"].startswith("team:") else ("", values["to"][5:])
    return handling.assign(desk, number, to=to, team=team, summary=values["text"])


def _note(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling

    return handling.note(desk, number, values["text"])


def _reply(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling

    return handling.reply(desk, number, values["text"], channel=values["channel"])


def _wait(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling
    from servicedesk.rules.when import read_when

    until = read_when(values["when"], desk.local(desk.now())) if values["when"].strip() else None
    acted = handling.wait(desk, number, waiting_for=values["for"], until=until)
    return handling.note(desk, number, values["text"]) if values["text"].strip() else acted


def _resolve(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import tickets

    return tickets.resolve(desk, number, values["text"], cause=values["cause"], step=values["step"])


def _priority(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling

    return handling.prioritise(desk, number, values["priority"])


def _resume(desk: Desk, number: int, _values: Values) -> Acted:
    from servicedesk.operations import handling

    return handling.resume(desk, number)


def _close(desk: Desk, number: int, _values: Values) -> Acted:
    from servicedesk.operations import tickets

    return tickets.close(desk, number)


def _reopen(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import tickets

    return tickets.reopen(desk, number, values["text"])


def _cancel(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import tickets

    return tickets.cancel(desk, number, values["text"])


def _escalate(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling

    return handling.escalate(desk, number, values["text"])


class Verb(NamedTuple):
    """`asks` names the values a window asks for before `act` runs; a verb that asks nothing acts at once."""

    title: str
    done: str
    act: Act
    asks: tuple[str, ...] = ()
    needs_text: bool = True


VERBS: Mapping[str, Verb] = {
    "assign": Verb(
        N_("Assign"), N_("Ticket {number} handed over"), _assign, ("to", "text"), needs_text=False
    ),
    "note": Verb(N_("Note, for colleagues only"), N_("Note kept on ticket {number}"), _note, ("text",)),
    "reply": Verb(
        N_("Reply, told to the customer"), N_("Reply kept on ticket {number}"), _reply, ("text", "channel")
    ),
    "wait": Verb(N_("Wait"), N_("Ticket {number} waits"), _wait, ("for", "when", "text"), needs_text=False),
    "resolve": Verb(
        N_("Resolve: how was it settled?"),
        N_("Ticket {number} resolved"),
        _resolve,
        ("text", "cause", "step"),
    ),
    "priority": Verb(N_("Priority"), N_("Priority of ticket {number} changed"), _priority, ("priority",)),
    "resume": Verb(N_("Resume"), N_("Ticket {number} taken up again"), _resume),
    "close": Verb(N_("Close"), N_("Ticket {number} closed"), _close),
    "reopen": Verb(N_("Reopen: what is still wrong?"), N_("Ticket {number} reopened"), _reopen, ("text",)),
    "cancel": Verb(N_("Cancel: why?"), N_("Ticket {number} cancelled"), _cancel, ("text",)),
    "escalate": Verb(N_("Escalate: why?"), N_("Ticket {number} escalated"), _escalate, ("text",)),
}
