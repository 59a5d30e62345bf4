"""What a killed process leaves beside a database, read before anybody opens it and tidies up."""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME = 32, 24


def in_the_midst(folder: Path) -> bool:
    """Whether a process died while it was writing: frames nobody committed, a journal, or an unfinished copy."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return any(
        path.name.endswith(("-journal", ".part"))
        or (path.name.endswith("-wal") and uncommitted_frames(path.read_bytes()))
        for path in files
    )


def uncommitted_frames(log: bytes) -> int:
    """How many frames of a write-ahead log stand behind the last commit."""
    if len(log) < _HEADER:
        return 0
    size = struct.unpack(">I", log[8:12])[0]
    salts = log[16:24]
    since = 0
    for at in range(_HEADER, len(log) - _FRAME + 1, _FRAME + size):
        if log[at + 8 : at + 16] != salts:
            break
        since = 0 if any(log[at + 4 : at + 8]) else since + 1
    return since
