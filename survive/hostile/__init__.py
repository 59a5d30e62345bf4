"""Hostile text through every option of every command, and into every field of the full screen."""

from __future__ import annotations

from survive.hostile import commands
from survive.outcome import Outcome, Run


def run(run: Run) -> list[Outcome]:
    """The commands, then the screens."""
    return [commands.run(run)]
