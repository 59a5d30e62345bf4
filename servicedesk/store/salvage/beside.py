"""The log that SQLite keeps beside a desk in use (`-wal`): the newest pages, each proved by a running sum.

SQLite stops at the first frame whose sum is wrong, and forgets everything after it. That is right for a
write that a power cut tore, which is the last one; when whole transactions follow, the log is damaged, and
they are kept here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

USUAL_SIZE = 4096
_HEADER, _FRAME = 32, 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_WORD = 0xFFFFFFFF

Sum = tuple[int, ...]


class Frame(NamedTuple):
    """One page in the log; `ends` when a transaction ends with it."""

    number: int
    ends: bool
    place: int
    proved: bool


@dataclass(frozen=True)
class Beside:
    """The newest pages; `damaged` frames belong to transactions that were finished, but are not proved.

    `proved` are the pages as they stood before the first damage, which is where SQLite stops.
    """

    page_size: int = 0
    pages: dict[int, bytes] = field(default_factory=dict)
    damaged: int = 0
    unreadable: bool = False
    proved: dict[int, bytes] = field(default_factory=dict)

    def before_damage(self) -> Beside:
        """The log as SQLite sees it."""
        return Beside(self.page_size, self.proved)


def read_beside(path: Path) -> Beside:
    """Every finished transaction in the log at `path`; nothing where there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Beside()
    except OSError:
        return Beside(unreadable=True)
    if len(data) < _HEADER + _FRAME:
        return Beside()
    magic, _version, size, _run, _salt, _salt_too, *sums = struct.unpack_from(">8I", data)
    order = _MAGIC.get(magic, "<")
    is_whole = _added((0, 0), data[:24], order) == tuple(sums)
    if not is_whole:
        size = USUAL_SIZE
    salt = data[16:24] if is_whole else data[_HEADER + 8 : _HEADER + 16]
    frames = _finished(_frames(data, size, salt, order, tuple(sums) if is_whole else None))
    pages = {frame.number: data[frame.place : frame.place + size] for frame in frames}
    sure = _finished(list(takewhile(lambda frame: frame.proved, frames)))
    proved = {frame.number: data[frame.place : frame.place + size] for frame in sure}
    damaged = sum(not frame.proved for frame in frames)
    return Beside(size, pages, damaged, not is_whole and not frames, proved)


def _frames(data: bytes, size: int, salt: bytes, order: str, before: Sum | None) -> list[Frame]:
    """The frames of this run of the log; each is proved from the sum that the one before it names."""
    frames: list[Frame] = []
    for place in range(_HEADER, len(data) - _FRAME - size + 1, _FRAME + size):
        head = data[place : place + _FRAME]
        if head[8:16] != salt:
            before = None
            continue
        page = data[place + _FRAME : place + _FRAME + size]
        number, pages, *_salts, first, second = struct.unpack(">6I", head)
        proved = before is not None and _added(_added(before, head[:8], order), page, order) == (
            first,
            second,
        )
        frames.append(Frame(number, pages > 0, place + _FRAME, proved))
        before = (first, second)
    return frames


def _finished(frames: list[Frame]) -> list[Frame]:
    """Up to the last transaction that ended; a last one that is torn was never told as done."""
    ends = [index + 1 for index, frame in enumerate(frames) if frame.ends]
    if not ends:
        return []
    begun = ends[-2] if len(ends) > 1 else 0
    before, last = frames[:begun], frames[begun : ends[-1]]
    is_torn = not all(frame.proved for frame in last) and all(frame.proved for frame in before)
    return before if is_torn else before + last


def _added(sum_: Sum, data: bytes, order: str) -> Sum:
    first, second = sum_
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for odd, even in zip(words[::2], words[1::2], strict=True):
        first = (first + odd + second) & _WORD
        second = (second + even + first) & _WORD
    return first, second
