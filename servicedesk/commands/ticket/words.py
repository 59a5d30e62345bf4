"""The arguments that several verbs on tickets share."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.i18n import _

NumbersAndText = Annotated[
    list[str],
    typer.Argument(
        metavar="N.. TEXT", help=_("Numbers and the text; - reads one of the two from standard input.")
    ),
]
OneNumber = Annotated[str, typer.Argument(metavar="N", help=_("The ticket's number."))]
Assignee = Annotated[str, typer.Option("--to", metavar="STAFF", help=_("The person who takes it."))]
TeamName = Annotated[str, typer.Option("--team", metavar="TEAM", help=_("The team that takes it."))]
