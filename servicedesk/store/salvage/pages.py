"""The pages of a desk's file as they stand, damaged or not, with what the log beside it holds on top.

Nothing here trusts the header: SQLite opens no file whose first hundred bytes are wrong.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from servicedesk.store.salvage.beside import Beside, read_beside

SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
BLOCK = 512  # what a disk loses at once
LEAF, INTERIOR = 0x0D, 0x05
_HEADER = 100
_BEGINNINGS = {bytes([kind]) for kind in (0x02, INTERIOR, 0x0A, LEAF)}
_SAMPLE, _FITS = 5_000, 0.75


@dataclass
class Pages:
    """The pages by number, from 1; `damaged_blocks` counts what the disk itself would not read."""

    file: BinaryIO
    size: int
    count: int
    beside: Beside
    damaged_blocks: int = field(default=0)

    def page(self, number: int) -> bytes:
        """A whole page; what is cut off or cannot be read is zeros."""
        newer = self.beside.pages.get(number)
        if newer is not None:
            return newer
        try:
            self.file.seek((number - 1) * self.size)
            found = self.file.read(self.size)
        except OSError:
            found = self._by_blocks((number - 1) * self.size)
        return found.ljust(self.size, b"\0")

    def start(self, number: int) -> int:
        """Where the b-tree of a page begins: behind the header on the first one."""
        return _HEADER if number == 1 else 0

    def freed(self) -> set[int]:
        """The pages that hold nothing any more, as far as their list can be followed."""
        first = self.page(1)
        trunk, freed = int.from_bytes(first[32:36], "big"), set[int]()
        while 1 < trunk <= self.count and trunk not in freed:
            freed.add(trunk)
            page = self.page(trunk)
            many = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            freed.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(many))
            trunk = int.from_bytes(page[:4], "big")
        return freed

    def _by_blocks(self, place: int) -> bytes:
        return b"".join(self._block(at) for at in range(place, place + self.size, BLOCK))

    def _block(self, place: int) -> bytes:
        try:
            self.file.seek(place)
            return self.file.read(BLOCK).ljust(BLOCK, b"\0")
        except OSError:
            self.damaged_blocks += 1
            return bytes(BLOCK)


def open_pages(file: BinaryIO, path: Path) -> Pages:
    """The pages of a file that is open for reading, and of the log beside it where there is one."""
    file.seek(0, 2)
    length = file.tell()
    beside = read_beside(path.with_name(path.name + "-wal"))
    size = (beside.pages and beside.page_size) or _page_size(file, length)
    count = max(-(-length // size), max(beside.pages, default=0))
    return Pages(file, size, count, beside)


def _page_size(file: BinaryIO, length: int) -> int:
    """The size at which pages begin as pages do; the header may say anything.

    At twice the size as large a share does so, at half the size half of them: it is the smallest that fits.
    """
    shares = {size: _share(file, length, size) for size in SIZES}
    best = max(shares.values())
    return min(size for size in SIZES if shares[size] >= best * _FITS)


def _share(file: BinaryIO, length: int, size: int) -> float:
    """How many of the pages begin as pages do, from 0 to 1; a sample of a large file."""
    starts = range(size, length, size * max(1, length // size // _SAMPLE))
    good = 0
    for place in starts:
        with suppress(OSError):
            file.seek(place)
            good += file.read(1) in _BEGINNINGS
    return good / len(starts) if starts else 0.0
