"""`servicedesk backup`: copies the desk while it is in use."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands.root import desk_for
from servicedesk.file_names import file_named
from servicedesk.i18n import _
from servicedesk.output import say
from servicedesk.rules.text import one_line

Target = Annotated[
    str,
    typer.Argument(metavar="[FILE]", help=_("The file to make; else one with the date, beside the desk.")),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("backup", help=help_text)(backup)


def backup(context: typer.Context, file: Target = "") -> None:
    from servicedesk.operations.backup import backup as back_up

    saved = back_up(desk_for(context), file_named(file) if file else None)
    say(_("Backup made and checked: {size} kB").format(size=saved.size // 1024))
    if saved.unnoted:
        say(_("The history does not tell of it: {detail}").format(detail=saved.unnoted))
    print(one_line(str(saved.path)))
