"""Hostile text through every option of every command, and into every field of the full screen."""

from __future__ import annotations

from survive.hostile import commands, first_run, processes, screens
from survive.outcome import Outcome, Run


def run(run: Run) -> list[Outcome]:
    """The commands in workers, some as true processes, then the screens."""
    return [commands.run(run), processes.run(run), first_run.run(run), screens.run(run)]
