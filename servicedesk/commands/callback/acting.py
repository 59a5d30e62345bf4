"""`callback log`, `callback reschedule`, `callback cancel`: what came of calls, one or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.each import act_on_each
from servicedesk.commands.inputs import clean, moment, read_text
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked
from servicedesk.problems import BadValue
from servicedesk.rules.codes import label
from servicedesk.rules.numbers import read_callback_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.callbacks import CallbackRow
    from servicedesk.operations.callbacks import CallbackActed

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("log", help=_("Log what came of a call; the next try is computed."))(log)
    noun.command("reschedule", help=_("Give a call another time."))(reschedule)
    noun.command("cancel", help=_("Take a call off the list."))(cancel)


def log(
    context: typer.Context,
    numbers: options.Numbers,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome", help=_("reached, no_answer, busy, wrong_number, call_later (with --at), declined.")
        ),
    ],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was said."))] = "",
    file: options.TextFile = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=_("When to call again."))] = "",
    score: Annotated[
        int | None, typer.Option("--score", metavar="1-5", help=_("How content she is."))
    ] = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import callbacks

    desk = desk_for(context)
    text = read_text(note or None if file else note, file, numbers=numbers)
    again = moment(desk, at)
    _each(
        desk,
        numbers,
        lambda desk, number: callbacks.log(desk, number, outcome, text, again, score, if_version=if_version),
        asked=Asked(as_json, json_fields),
        told=lambda row: _("Callback {number}: {outcome}").format(
            number=row.id, outcome=label("outcome", row.last_outcome or "")
        ),
    )


def reschedule(
    context: typer.Context,
    numbers: options.Numbers,
    to: Annotated[str, typer.Option("--to", metavar="TIME", help=_("When to call instead."))],
    reason: Reason,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.shapes import due_text
    from servicedesk.operations import callbacks

    desk = desk_for(context)
    when = moment(desk, to)
    if when is None:
        raise BadValue(_("When to call is missing"), _("Give it with --to"))
    _each(
        desk,
        numbers,
        lambda desk, number: callbacks.reschedule(desk, number, when, clean(reason), if_version=if_version),
        asked=Asked(as_json, json_fields),
        told=lambda row: _("Callback {number} moved, due {due}").format(
            number=row.id, due=due_text(desk, row.due_at)
        ),
    )


def cancel(
    context: typer.Context,
    numbers: options.Numbers,
    reason: Reason,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import callbacks

    _each(
        desk_for(context),
        numbers,
        lambda desk, number: callbacks.cancel(desk, number, clean(reason), if_version=if_version),
        asked=Asked(as_json, json_fields),
        told=lambda row: _("Callback {number} cancelled").format(number=row.id),
    )


def _each(
    desk: Desk,
    numbers: Sequence[str],
    act: Callable[[Desk, int], CallbackActed],
    *,
    asked: Asked,
    told: Callable[[CallbackRow], str],
) -> None:
    from servicedesk.commands.callback_shapes import CALLBACK

    def tell(acted: CallbackActed) -> Sequence[str]:
        if acted.already:
            return (
                _("Callback {number} is {state} already").format(
                    number=acted.callback.id, state=label("callback_state", acted.callback.state)
                ),
            )
        return (told(acted.callback), *acted.notes)

    act_on_each(
        desk,
        numbers,
        act,
        tell=tell,
        row=lambda acted: acted.callback,
        shape=CALLBACK,
        asked=asked,
        read=read_callback_number,
    )
