"""`servicedesk doctor`: checks that everything is in order, and names what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from servicedesk.commands import options
from servicedesk.i18n import N_, _
from servicedesk.output import print_json, say
from servicedesk.problems import ExitCode
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from servicedesk.commands.root import Root

NAMES = {
    "file": N_("file"),
    "schema": N_("schema"),
    "chain": N_("history"),
    "links": N_("links"),
    "search": N_("search"),
    "due_times": N_("due times"),
    "categories": N_("categories"),
    "timezone": N_("time zone"),
    "calendar": N_("calendar"),
    "backup": N_("backup"),
    "space": N_("disk space"),
    "access": N_("access"),
}
STATES = {"ok": N_("ok"), "warn": N_("look"), "bad": N_("bad")}


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("doctor", help=help_text)(doctor)


def doctor(context: typer.Context, as_json: options.AsJson = False) -> None:
    from rich.cells import set_cell_size

    from servicedesk.operations.checkup import checkup

    root: Root = context.obj
    checks = checkup(root.place())
    if as_json:
        print_json({"checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            name, state = _(NAMES[check.name]), _(STATES[check.state])
            print(f"{set_cell_size(state, 6)}{set_cell_size(name, 12)}{one_line(check.detail)}".rstrip())
    attention = [_(NAMES[check.name]) for check in checks if check.state != "ok"]
    if attention:
        say(_("Needs attention: {names}").format(names=", ".join(attention)))
        raise typer.Exit(ExitCode.REFUSED)
    say(_("Everything is in order"))
