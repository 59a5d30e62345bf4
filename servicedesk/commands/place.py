"""What every command is told before its noun: which desk is meant, and who acts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

VALUED = {"--database": "SERVICEDESK_DATABASE", "--as": "SERVICEDESK_STAFF", "--lang": "SERVICEDESK_LANG"}


@dataclass(frozen=True)
class Root:
    """What the root options say: which desk, and who acts."""

    database: str = ""
    staff: str = ""

    def place(self) -> str | Path:
        """The desk meant: the one named, else this person's, else the default."""
        from servicedesk.settings import default_database, read_settings

        return self.database or read_settings().database or default_database()


def root_alone(arguments: Sequence[str]) -> Root | None:
    """What a line of root options says that names no noun; None where there is more, or less, on it.

    So the full screen opens without Typer, which takes longer to load than the first rows to come.
    """
    said = {name: os.environ.get(variable, "") for name, variable in VALUED.items()}
    rest = iter(arguments)
    for word in rest:
        name, joined, value = word.partition("=")
        given = value if joined else next(rest, None)
        if name not in VALUED or given is None:
            return None
        said[name] = given
    return Root(said["--database"], said["--as"])
