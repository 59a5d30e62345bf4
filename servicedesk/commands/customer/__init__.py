"""`servicedesk customer`: one file a group of verbs."""

from __future__ import annotations

import typer

from servicedesk.commands.customer import (
    consenting,
    erasing,
    exporting,
    filing,
    importing,
    joining,
    listing,
    referring,
    standing,
    verifying,
)
from servicedesk.commands.root import noun_app


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)
    listing.register(noun)
    filing.register(noun)
    importing.register(noun)
    exporting.register(noun)
    joining.register(noun)
    consenting.register(noun)
    erasing.register(noun)
    standing.register(noun)
    referring.register(noun)
    verifying.register(noun)
    app.add_typer(noun, name="customer")
