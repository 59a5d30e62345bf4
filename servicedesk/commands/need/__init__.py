"""`servicedesk need`: what customers need, said or noticed; one file a group of verbs."""

from __future__ import annotations

import typer

from servicedesk.commands.need import counting, keeping, listing
from servicedesk.commands.root import noun_app


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)
    listing.register(noun)
    keeping.register(noun)
    counting.register(noun)
    app.add_typer(noun, name="need")
