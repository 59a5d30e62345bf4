"""kill -9 at random moments of everything that writes: single operations, bulk verbs, imports, and whole files."""

from __future__ import annotations

from survive.kills import writes
from survive.outcome import Outcome, Run


def run(run: Run) -> list[Outcome]:
    """At full size well over a thousand kills that landed while the process was at work."""
    return [*writes.run(run)]
