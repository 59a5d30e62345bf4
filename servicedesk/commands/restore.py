"""`servicedesk restore`: brings a backup back; the desk as it stands is saved first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.file_names import file_named
from servicedesk.i18n import _
from servicedesk.output import say

if TYPE_CHECKING:
    from servicedesk.commands.place import Root

Source = Annotated[str, typer.Argument(metavar="FILE", help=_("The backup to bring back."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("restore", help=help_text)(restore)


def restore(context: typer.Context, file: Source) -> None:
    from servicedesk.operations.backup import restore as bring_back
    from servicedesk.settings import this_account

    root: Root = context.obj
    done = bring_back(root.place(), file_named(file), this_account(), root.staff or None)
    if done.saved:
        say(_("The desk as it was before is saved at {path}").format(path=done.saved))
    say(_("Restored from {file}: {count} events").format(file=file, count=done.events))
    if done.erased:
        names = ", ".join(f"C{number}" for number in done.erased)
        say(_("Erased again, as they were erased after this backup: {names}").format(names=names))
