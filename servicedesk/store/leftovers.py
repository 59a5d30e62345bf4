"""Unfinished files that a killed program left: found by their names, and taken away once they are old."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".part"
BESIDE = ("", "-journal", "-wal", "-shm")  # an unfinished database, and what SQLite keeps beside one
OLD_SECONDS = 24 * 60 * 60  # nobody works on such a file any more
_ENDS = re.compile(rf"\.[0-9a-f]{{8}}{re.escape(UNFINISHED)}({'|'.join(BESIDE)})\Z")


def leftovers(folder: Path, begins: str) -> list[Path]:
    """Unfinished files, a day old or older, whose names begin so; none in a folder that cannot be read."""
    found: list[Path] = []
    with suppress(OSError):
        found = [one for one in folder.iterdir() if one.name.startswith(begins) and _is_old(one)]
    return sorted(found)


def take_leftovers_away(target: Path) -> None:
    """Deletes what earlier tries to make the same file left; what cannot be deleted stays."""
    for one in leftovers(target.parent, target.name):
        if _ENDS.match(one.name, len(target.name)):
            with suppress(OSError):
                one.unlink()


def _is_old(path: Path) -> bool:
    if not _ENDS.search(path.name):
        return False
    with suppress(OSError):  # it went meanwhile
        return path.is_file() and time.time() - path.lstat().st_mtime >= OLD_SECONDS
    return False
