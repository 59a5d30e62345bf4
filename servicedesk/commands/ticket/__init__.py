"""`servicedesk ticket`: one file a group of verbs."""

from __future__ import annotations

import typer

from servicedesk.commands.root import noun_app
from servicedesk.commands.ticket import (
    ending,
    handing,
    importing,
    listing,
    opening,
    relating,
    showing,
    talking,
    tasks,
    workflow,
)


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)
    for verbs in (listing, showing, opening, talking, handing, ending, relating, tasks, importing, workflow):
        verbs.register(noun)
    app.add_typer(noun, name="ticket")
