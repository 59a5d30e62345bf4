"""`servicedesk doctor`: checks that everything is in order, names what is not, and mends what it can."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.file_names import file_named
from servicedesk.i18n import N_, _
from servicedesk.output import print_json, say
from servicedesk.problems import BadValue, ExitCode
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from servicedesk.commands.place import Root

NAMES = {
    "file": N_("file"),
    "schema": N_("schema"),
    "chain": N_("history"),
    "links": N_("links"),
    "values": N_("values"),
    "search": N_("search"),
    "due_times": N_("due times"),
    "promises": N_("promises"),
    "categories": N_("categories"),
    "timezone": N_("time zone"),
    "calendar": N_("calendar"),
    "backup": N_("backup"),
    "space": N_("disk space"),
    "leftovers": N_("leftovers"),
    "access": N_("access"),
}
STATES = {"ok": N_("ok"), "warn": N_("look"), "bad": N_("bad")}


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("doctor", help=help_text)(doctor)


def doctor(
    context: typer.Context,
    salvage: Annotated[
        str,
        typer.Option(
            "--salvage", metavar="NEW", help=_("Bring what can be read of a damaged desk into a new file.")
        ),
    ] = "",
    rebuild_search: Annotated[
        bool, typer.Option("--rebuild-search", help=_("Make the search index again."))
    ] = False,
    as_json: options.AsJson = False,
) -> None:
    if salvage and rebuild_search:
        raise BadValue(
            _("--salvage and --rebuild-search do not go together"),
            _("A salvaged desk has a new search index already"),
        )
    if salvage:
        _salvage(context.obj, file_named(salvage), as_json)
    elif rebuild_search:
        _rebuild_search(context, as_json)
    else:
        _look(context.obj, as_json)


def _salvage(root: Root, target: Path, as_json: bool) -> None:
    from servicedesk.commands.salvaging import print_salvage, tell_salvage
    from servicedesk.operations.salvaging import salvage
    from servicedesk.settings import this_account

    done = salvage(root.place(), target, this_account())
    print_salvage(done, as_json=as_json)
    tell_salvage(done)
    if not done.is_whole:
        raise typer.Exit(ExitCode.REFUSED)


def _rebuild_search(context: typer.Context, as_json: bool) -> None:
    from servicedesk.commands.root import desk_for
    from servicedesk.operations.search_index import rebuild

    found = rebuild(desk_for(context))
    if as_json:
        print_json({"indexed": found})
    say(_("The search index is made again: {count} things are found by it").format(count=found))


def _look(root: Root, as_json: bool) -> None:
    from rich.cells import set_cell_size

    from servicedesk.operations.checkup import checkup

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
