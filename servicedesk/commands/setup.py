"""`servicedesk setup`: makes a desk; asks on a terminal, elsewhere takes the options and the defaults."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.i18n import N_, _, current_language
from servicedesk.output import say
from servicedesk.problems import BadValue
from servicedesk.rules.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from servicedesk.commands.place import Root
    from servicedesk.operations.setup import NewDesk

PackName = Annotated[
    str, typer.Option("--pack", metavar="PACK", help=_("property, home, professional or estate."))
]
FirmName = Annotated[str, typer.Option("--firm", metavar="NAME", help=_("The firm's name."))]
FirmLanguage = Annotated[str, typer.Option("--language", metavar="en|zh_CN", help=_("The firm's language."))]
ZoneName = Annotated[
    str, typer.Option("--timezone", metavar="ZONE", help=_("Where the firm works, like Asia/Shanghai."))
]
StaffName = Annotated[
    str, typer.Option("--staff", metavar="NAME", help=_("The first staff member, who may do everything."))
]

QUESTIONS = (
    N_("What does the firm do? property, home, professional or estate"),
    N_("Name of the firm"),
    N_("Language of the firm, en or zh_CN"),
    N_("Time zone"),
    N_("Your name"),
)


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("setup", help=help_text)(setup)


def setup(
    context: typer.Context,
    pack: PackName = "",
    firm: FirmName = "",
    language: FirmLanguage = "",
    timezone: ZoneName = "",
    staff: StaffName = "",
) -> None:
    from servicedesk.operations.setup import NewDesk, refuse_existing, set_up
    from servicedesk.settings import this_account

    root: Root = context.obj
    refuse_existing(root.place())
    said = NewDesk(pack, firm, language, timezone, staff)
    new = _asked(said) if sys.stdin.isatty() and sys.stdout.isatty() else _filled(said)
    desk = set_up(root.place(), new, this_account())
    say(
        _("The desk of {firm} is ready; you act as {name} ({handle}) and may do everything").format(
            firm=desk.firm.name, name=desk.actor.name, handle=desk.actor.handle
        )
    )
    say(_("Next: {command}").format(command=_next_step(root, desk.store.path)))
    print(one_line(str(desk.store.path)))


def _filled(said: NewDesk) -> NewDesk:
    """What was said, with the defaults for the rest."""
    from dataclasses import replace

    return replace(said, pack=said.pack or "property", language=said.language or current_language())


def _asked(said: NewDesk) -> NewDesk:
    """Asks for what was not said; Enter takes the default."""
    from servicedesk import packs
    from servicedesk.operations.setup import (
        NewDesk,
        default_staff,
        default_timezone,
        read_language,
        read_timezone,
    )

    what, name, tongue, zone, you = (_(question) for question in QUESTIONS)
    pack = said.pack or _ask(what, "property", lambda text: packs.load(text).name)
    loaded = packs.load(pack)
    language = said.language or _ask(tongue, current_language(), read_language)
    label = loaded.label_zh if read_language(language) == "zh_CN" else loaded.label_en
    return NewDesk(
        pack=pack,
        language=language,
        firm=said.firm or _ask(name, label),
        timezone=said.timezone or _ask(zone, default_timezone(read_language(language)), read_timezone),
        staff=said.staff or _ask(you, default_staff(read_language(language))),
    )


def _ask(question: str, default: str, read: Callable[[str], str] = str.strip) -> str:
    """Asks until the answer can be read."""
    while True:
        try:
            return read(str(typer.prompt(question, default=default, err=True)).strip())
        except BadValue as problem:
            say(f"{problem.message}. {problem.hint}")


def _next_step(root: Root, path: Path) -> str:
    """The command that opens the new desk."""
    import shlex

    return f"servicedesk --database {shlex.quote(str(path))}" if root.database else "servicedesk"
