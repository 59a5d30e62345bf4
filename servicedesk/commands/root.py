"""The root of the command tree: shared options, and the way from them to an open desk."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands.nouns import NOUNS
from servicedesk.commands.place import Root
from servicedesk.commands.tree import Noun, explain_alike, keep_only
from servicedesk.i18n import _, offer_language

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def root(
    context: typer.Context,
    database: Annotated[
        str,
        typer.Option(
            "--database", envvar="SERVICEDESK_DATABASE", metavar="PATH|URL", help=_("The desk to open.")
        ),
    ] = "",
    staff: Annotated[
        str, typer.Option("--as", envvar="SERVICEDESK_STAFF", metavar="STAFF", help=_("Who acts."))
    ] = "",
    _lang: Annotated[
        str, typer.Option("--lang", envvar="SERVICEDESK_LANG", metavar="en|zh_CN", help=_("The language."))
    ] = "",
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
) -> None:
    if version:
        from servicedesk import __version__

        print(f"servicedesk {__version__}")
        raise typer.Exit
    context.obj = Root(database, staff)
    if context.invoked_subcommand is None:
        from servicedesk.commands.fullscreen import open_full_screen

        open_full_screen(context.obj)


def build(nouns: Iterable[str] = tuple(NOUNS), verb: str = "") -> typer.Typer:
    """The command tree with these nouns: one for a command, all of them for help, completion and tests.

    With a verb that they know they have no other: Typer takes a millisecond to build each.
    """
    app = typer.Typer(
        name="servicedesk",
        help=_("A service desk for small firms. Without a command it opens the full screen."),
        cls=Noun,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    for name in nouns:
        module = importlib.import_module(f"servicedesk.commands.{name.replace('-', '_')}")
        module.register(app, _(NOUNS[name]))
    keep_only(app, verb)
    explain_alike(app)
    return app


def noun_app(help_text: str) -> typer.Typer:
    """A noun with verbs; the noun alone lists."""
    return typer.Typer(help=help_text, cls=Noun, rich_markup_mode=None, invoke_without_command=True)


def desk_for(context: typer.Context) -> Desk:
    """The open desk of a command, with its actor."""
    from servicedesk.desk import open_desk
    from servicedesk.settings import this_account

    said: Root = context.obj
    desk = open_desk(said.place(), account=this_account(), staff=said.staff or None)
    offer_language(desk.firm.language)
    return desk
