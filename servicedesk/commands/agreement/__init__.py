"""`servicedesk agreement`: contracts with customers and about premises; one file a group of verbs."""

from __future__ import annotations

import typer

from servicedesk.commands.agreement import keeping, listing
from servicedesk.commands.root import noun_app


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)
    listing.register(noun)
    keeping.register(noun)
    app.add_typer(noun, name="agreement")
