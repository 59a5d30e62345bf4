"""What each verb on a ticket is called, asks for, and does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from servicedesk.i18n import N_, _
from servicedesk.lookups.tickets import TicketRow
from servicedesk.rules.codes import codes, label
from servicedesk.rules.permissions import Permission
from servicedesk.widgets.choice import ChoiceField

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


def _agree(desk: Desk, number: int, values: Values) -> Acted:
    from servicedesk.operations import handling
    from servicedesk.rules.when import read_when

    acted = handling.agree(desk, number, read_when(values["when"], desk.local(desk.now())))
    return handling.note(desk, number, values["text"]) if values["text"].strip() else acted


class Verb(NamedTuple):
    """`asks` names the values a window asks for before `act` runs; a verb that asks nothing acts at once.

    `label` names its text, `when_label` its time, which comes first where `asks` has it first. `may_note` says that it may keep a note beside: both are one step for undo.
    """

    title: str
    done: str
    act: Act
    asks: tuple[str, ...] = ()
    needs_text: bool = True
    may_note: bool = False
    label: str = N_("Text")
    when_label: str = N_("Until")
    permission: Permission = Permission.TICKET_WORK


VERBS: Mapping[str, Verb] = {
    "assign": Verb(
        N_("Assign"),
        N_("Ticket {number} handed over"),
        _assign,
        ("to", "text"),
        needs_text=False,
        label=N_("Summary"),
        permission=Permission.TICKET_ASSIGN,
    ),
    "note": Verb(N_("Note, for colleagues only"), N_("Note kept on ticket {number}"), _note, ("text",)),
    "reply": Verb(
        N_("Reply, told to the customer"), N_("Reply kept on ticket {number}"), _reply, ("text", "channel")
    ),
    "wait": Verb(
        N_("Wait"),
        N_("Ticket {number} waits"),
        _wait,
        ("for", "when", "text"),
        needs_text=False,
        may_note=True,
        label=N_("Note"),
    ),
    "resolve": Verb(
        N_("Resolve: how was it settled?"),
        N_("Ticket {number} resolved"),
        _resolve,
        ("text", "cause", "step"),
    ),
    "agree": Verb(
        N_("Agreed: by when does the customer hear from us?"),
        N_("Ticket {number}: the time agreed is kept"),
        _agree,
        ("when", "text"),
        needs_text=False,
        may_note=True,
        label=N_("Note"),
        when_label=N_("By when"),
    ),
    "priority": Verb(N_("Priority"), N_("Priority of ticket {number} changed"), _priority, ("priority",)),
    "resume": Verb(N_("Resume"), N_("Ticket {number} taken up again"), _resume),
    "close": Verb(N_("Close"), N_("Ticket {number} closed"), _close),
    "reopen": Verb(N_("Reopen: what is still wrong?"), N_("Ticket {number} reopened"), _reopen, ("text",)),
    "cancel": Verb(
        N_("Cancel: why?"),
        N_("Ticket {number} cancelled"),
        _cancel,
        ("text",),
        permission=Permission.TICKET_CANCEL,
    ),
    "escalate": Verb(N_("Escalate: why?"), N_("Ticket {number} escalated"), _escalate, ("text",)),
}


def verb_choices(verb: Verb, rows: Sequence[TicketRow], draft: Values) -> list[ChoiceField]:
    """The choices a verb asks for beside its text, as the draft left them."""
    fields = []
    if "channel" in verb.asks:
        usual = rows[0].channel if rows else ""
        fields.append(_choice("channel", _("Channel"), draft.get("channel") or usual))
    if "for" in verb.asks:
        who = [(code, label("turn", code)) for code in ("customer", "supplier")]
        fields.append(
            ChoiceField("for", _("Waiting for"), who, draft.get("for") or "customer", required=True)
        )
    if "cause" in verb.asks and any(row.kind == "complaint" for row in rows):
        fields += [
            _choice("cause", _("Cause"), draft.get("cause", ""), required=True),
            _choice("step", _("Step"), draft.get("step", ""), required=True),
        ]
    return fields


def _choice(family: str, title: str, code: str, *, required: bool = False) -> ChoiceField:
    return ChoiceField(
        family, title, [(code, label(family, code)) for code in codes(family)], code, required=required
    )
