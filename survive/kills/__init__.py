"""kill -9 at random moments of everything that writes: single operations, bulk verbs, imports, whole files, upgrades."""

from __future__ import annotations

from survive.kills import cold, writes
from survive.kills.assault import carry_out
from survive.kills.commands import Bulk, Import, UndoImport
from survive.kills.files import Backup, Restore, RestoreLost, Setup, make_large_desk
from survive.kills.next_version import run_with_next_version
from survive.outcome import Outcome, Run

ASSAULTS = (Bulk, Import, UndoImport, Setup, Backup, Restore, RestoreLost)


def run(run: Run) -> list[Outcome]:
    """At full size well over a thousand kills that landed while the process was at work."""
    template = run.place("kills") / "template.sqlite"
    make_large_desk(template)
    return [
        writes.run(run),
        cold.run(run),
        *(carry_out(assault(), run) for assault in ASSAULTS),
        run_with_next_version(template, run),
    ]
