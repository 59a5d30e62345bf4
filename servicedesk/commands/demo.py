"""`servicedesk demo`: a practice desk in a throw-away file; full screen on a terminal, a printed tour elsewhere."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from servicedesk.i18n import _
from servicedesk.output import say

MOST = 20_000  # each is played from its first call to its callback; some minutes

Size = Annotated[
    int,
    typer.Option("--size", min=1, max=MOST, metavar="N", help=_("How many tickets; 500 by default.")),
]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("demo", help=help_text)(demo)


def demo(context: typer.Context, size: Size = 500) -> None:
    from servicedesk.commands.fullscreen import has_terminal
    from servicedesk.commands.place import Root
    from servicedesk.operations.demo import make_practice_desk
    from servicedesk.settings import this_account

    path = Path(tempfile.mkdtemp(prefix="servicedesk-demo-")) / "desk.sqlite"
    desk = make_practice_desk(
        path, this_account(), size=size, progress=_tell if sys.stderr.isatty() else None
    )
    if has_terminal():
        from servicedesk.commands.fullscreen import open_full_screen

        context.obj = Root(database=str(path))
        open_full_screen(context.obj)
        say(_("The practice desk stays at {path}").format(path=path))
        say(_("Open it again with: {command}").format(command=f"servicedesk --database {path}"))
        return
    from servicedesk.commands.tour import print_tour

    print_tour(desk)


def _tell(done: int, steps: int) -> None:
    """One line that counts up and goes away when the desk is made."""
    if done == steps:
        sys.stderr.write("\r\x1b[K")
    elif done % 25 == 0:
        text = _("Making the practice desk: {share} %").format(share=100 * done // steps)
        sys.stderr.write(f"\r{text}")
    sys.stderr.flush()
