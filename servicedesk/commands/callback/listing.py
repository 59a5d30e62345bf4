"""`callback list` and `callback next`: the calls we owe, and the one to make now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, print_json, print_list, print_one, say

if TYPE_CHECKING:
    from servicedesk.desk import Desk

Due = Annotated[
    str, typer.Option("--due", metavar="WHEN", help=_("overdue, today (and overdue), week, all."))
]
Owner = Annotated[str, typer.Option("--owner", metavar="STAFF", help=_("me, team or a person; else all."))]
State = Annotated[
    str, typer.Option("--state", metavar="STATE", help=_("due, done, cancelled, given_up (to be decided)."))
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_callbacks(context)

    noun.command("list", help=_("List callbacks: everybody's, due today or overdue."))(list_callbacks)
    noun.command("next", help=_("Take the next due call in hand and show it."))(next_call)


def list_callbacks(
    context: typer.Context,
    due: Due = "",
    owner: Owner = "",
    state: State = "due",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.callback_shapes import CALLBACK
    from servicedesk.lookups import callbacks

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = callbacks.callbacks(desk, due=due, owner=owner, state=state, limit=asked.rows_wanted)
    print_list(
        desk,
        CALLBACK,
        rows,
        asked,
        total=lambda: callbacks.count(desk, due=due, owner=owner, state=state),
    )


def next_call(
    context: typer.Context, as_json: options.AsJson = False, json_fields: options.JsonFields = ""
) -> None:
    from servicedesk.commands.callback_shapes import CALLBACK, card_lines
    from servicedesk.lookups import callbacks
    from servicedesk.operations import leases

    desk = desk_for(context)
    asked = Asked(as_json, json_fields)
    row, passed = leases.next_call(desk)
    for one in passed:
        reason = one.may_ring(desk.firm.needs_consent).words
        say(
            _("Passed over: {who} ({reason})").format(
                who=f"C{one.customer_number} {one.customer_name}".strip(), reason=reason
            )
        )
    if row is None:
        _say_nothing_due(desk)
        if asked.wants_json:
            print_json(None)
        return
    if row.leased_until:
        say(_("In your hand until {time}").format(time=f"{desk.local(row.leased_until):%H:%M}"))
    if asked.wants_json:
        print_one(desk, CALLBACK, row, asked)
        return
    for name, value in card_lines(desk, callbacks.run_card(desk, row.id)):
        print(f"{name}\t{value}")


def _say_nothing_due(desk: Desk) -> None:
    from servicedesk.commands.shapes import due_text
    from servicedesk.lookups import callbacks

    coming = callbacks.first_to_come(desk)
    if coming:
        say(_("No call is due now; the next one: {time}").format(time=due_text(desk, coming)))
    else:
        say(_("No call is due"))
