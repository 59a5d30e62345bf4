"""`undo`: takes back what the actor did last, several things, or one operation by its number."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_json, say
from servicedesk.problems import BadValue


def register(app: typer.Typer, help_text: str) -> None:
    """Adds the word to the tree."""
    app.command("undo", help=help_text)(take_back)


def take_back(
    context: typer.Context,
    operation: Annotated[
        int | None,
        typer.Argument(min=1, metavar="[OPERATION]", help=_("The number of an operation, from history.")),
    ] = None,
    last: Annotated[
        int | None, typer.Option("--last", min=1, metavar="N", help=_("So many of the newest, all or none."))
    ] = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.history_shapes import UNDONE
    from servicedesk.operations.undo import undo, undo_newest

    if operation is not None and last is not None:
        raise BadValue(_("Both an operation and --last are given"), _("Leave one of the two out"))
    desk = desk_for(context)
    asked = Asked(as_json, json_fields)
    check_fields(UNDONE, asked)
    done = undo_newest(desk, last or 1) if operation is None else [undo(desk, operation)]
    for undone in done:
        say(undone.words)
    if asked.wants_json:
        things = [UNDONE.as_json(desk, undone, asked.only) for undone in done]
        print_json(things if last is not None else things[0])
