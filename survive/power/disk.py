"""A disk that loses power: what was synced is there, and of everything since anything may be, torn at any sector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from survive.power.tracing import Delete, Event, Open, Sync, Truncate, Write

SECTOR = 512


@dataclass
class File:
    """One file: its bytes as far as they are certain, and what was asked since."""

    certain: bytearray = field(default_factory=bytearray)
    asked: list[Write | Truncate] = field(default_factory=list)
    keeps_name: bool = False

    def sync(self) -> None:
        """Makes everything asked certain."""
        for one in self.asked:
            _carry_out(self.certain, one)
        self.asked.clear()


class Disk:
    """Files by number, and names for them; names too are certain only after a sync that keeps them."""

    def __init__(self, desk: Path) -> None:
        self._first = File(bytearray(desk.read_bytes()))
        self._desk = desk.name
        self._files: dict[int, File] = {}
        self._names: dict[str, File] = {desk.name: self._first}
        self._certain_names = dict(self._names)

    def take(self, event: Event) -> None:
        """One thing that SQLite asked of the disk."""
        match event:
            case Open(number, name, keeps_name):
                self._files[number] = self._names.setdefault(name, File(keeps_name=keeps_name))
            case Delete(name):
                self._names.pop(name, None)
            case Write(number) | Truncate(number):
                self._files[number].asked.append(event)
            case Sync(number):
                self._files[number].sync()
                if self._files[number].keeps_name:
                    self._certain_names = dict(self._names)

    @property
    def is_at_work(self) -> bool:
        """Whether anything is asked that is not certain yet."""
        return any(file.asked for file in self._names.values())

    def lose_power(self, random: Random, folder: Path) -> str:
        """Writes the files into a folder as a power cut at this moment may leave them; says how they were torn."""
        names = random.choice((self._names, self._certain_names))
        ways = []
        for name, file in names.items():
            way = random.choice(tuple(WAYS))
            content = bytearray(file.certain)
            WAYS[way](content, file.asked, random)
            (folder / name).write_bytes(content)
            ways.append(f"{name} {way}")
        return ", ".join(ways)


def _nothing(_content: bytearray, _asked: list[Write | Truncate], _random: Random) -> None:
    """Nothing since the last sync came through."""


def _everything(content: bytearray, asked: list[Write | Truncate], _random: Random) -> None:
    for one in asked:
        _carry_out(content, one)


def _some_and_one_torn(content: bytearray, asked: list[Write | Truncate], random: Random) -> None:
    """In order up to some write, which is cut at a byte; what follows is missing."""
    if asked:
        last = random.randrange(len(asked))
        _everything(content, asked[:last], random)
        one = asked[last]
        if isinstance(one, Write):
            _carry_out(content, one._replace(data=one.data[: random.randrange(len(one.data) + 1)]))


def _any_sectors(content: bytearray, asked: list[Write | Truncate], random: Random) -> None:
    """The disk wrote in an order of its own: each sector is new or not, whatever the others are."""
    share = random.random()
    for one in asked:
        if isinstance(one, Truncate):
            if random.random() < share:
                _carry_out(content, one)
            continue
        for sector in _sectors(one):
            if random.random() < share:
                _carry_out(content, sector)


def _garbage(content: bytearray, asked: list[Write | Truncate], random: Random) -> None:
    """As any sectors, and those that were being written hold noise."""
    _any_sectors(content, asked, random)
    writes = [one for one in asked if isinstance(one, Write)]
    for one in random.sample(writes, min(3, len(writes))):
        sector = random.choice(_sectors(one))
        _carry_out(content, sector._replace(data=random.randbytes(len(sector.data))))


WAYS: dict[str, Callable[[bytearray, list[Write | Truncate], Random], None]] = {
    "as of the last sync": _nothing,
    "as asked": _everything,
    "cut in a write": _some_and_one_torn,
    "sectors missing": _any_sectors,
    "sectors missing and garbled": _garbage,
}


def _sectors(write: Write) -> list[Write]:
    """A write in pieces that end where sectors end."""
    pieces, at = [], 0
    while at < len(write.data):
        size = SECTOR - (write.offset + at) % SECTOR
        pieces.append(Write(write.file, write.offset + at, write.data[at : at + size]))
        at += size
    return pieces


def _carry_out(content: bytearray, one: Write | Truncate) -> None:
    if isinstance(one, Truncate):
        del content[one.size :]
        return
    if len(content) < one.offset:
        content.extend(bytes(one.offset - len(content)))
    content[one.offset : one.offset + len(one.data)] = one.data
