"""`servicedesk exit-codes`: what the exit codes mean, for whoever writes a script."""

from __future__ import annotations

import typer

from servicedesk.i18n import N_, _
from servicedesk.problems import ExitCode

MEANINGS = {
    ExitCode.DONE: N_("done"),
    ExitCode.REFUSED: N_("refused: understood and not possible; the message says why and what to do"),
    ExitCode.USAGE: N_("usage: unknown option, bad value"),
    ExitCode.NOT_FOUND: N_("not found"),
    ExitCode.NOT_PERMITTED: N_("not permitted"),
    ExitCode.CONFLICT: N_("conflict: somebody changed it meanwhile"),
    ExitCode.DATABASE: N_("database: locked too long, damaged, not a desk, or made by a newer version"),
    ExitCode.INTERRUPTED: N_("interrupted"),
}


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the command into the tree."""
    app.command("exit-codes", help=help_text)(exit_codes)


def exit_codes() -> None:
    for code, meaning in MEANINGS.items():
        print(f"{code.value}\t{_(meaning)}")
