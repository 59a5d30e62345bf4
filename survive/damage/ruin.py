"""The ways in which the bytes of a desk go wrong, each by chance and each told in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

PAGE = 4096
HEADER = 100
LOG_HEADER = 32
CUT_LOG = "log spoilt: end"  # a log without its end is the log of an earlier moment: nothing shows

Ruin = Callable[[bytearray, Random], str]


def flip_bits(data: bytearray, random: Random) -> str:
    """Single bits anywhere."""
    many = random.choice((1, 3, 10, 50, 300))
    for _time in range(many):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return f"{many} bits flipped"


def scatter_bytes(data: bytearray, random: Random) -> str:
    """A run of random bytes somewhere."""
    many, place = random.choice((8, 64, 700, 9_000)), random.randrange(len(data))
    run = random.randbytes(min(many, len(data) - place))
    data[place : place + len(run)] = run
    return f"{len(run)} random bytes at {place}"


def zero_pages(data: bytearray, random: Random) -> str:
    """Whole pages that the disk gives back empty, the first one among them at times."""
    pages = sorted({random.randrange(len(data) // PAGE) for _time in range(random.choice((1, 2, 5, 30)))})
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return f"pages {[page + 1 for page in pages]} zeroed"


def swap_pages(data: bytearray, random: Random) -> str:
    """Pages that were written to each other's place."""
    pairs = [random.sample(range(len(data) // PAGE), 2) for _time in range(random.choice((1, 1, 3)))]
    for one, two in pairs:
        first, second = slice(one * PAGE, (one + 1) * PAGE), slice(two * PAGE, (two + 1) * PAGE)
        data[first], data[second] = data[second], data[first]
    return f"pages {[(one + 1, two + 1) for one, two in pairs]} swapped"


def cut_tail(data: bytearray, random: Random) -> str:
    """The end of the file is gone, at a page or in the middle of one."""
    left = random.randrange(len(data) // 20, len(data))
    left -= random.choice((0, left % PAGE))
    del data[left:]
    return f"cut off at {left}"


def spoil_header(data: bytearray, random: Random) -> str:
    """The first hundred bytes, by which SQLite and we know a desk."""
    many = random.choice((1, 2, 10, HEADER))
    for _time in range(many):
        data[random.randrange(HEADER)] = random.randrange(256)
    return f"{many} bytes of the header set"


def spoil_schema(data: bytearray, random: Random) -> str:
    """The first page behind the header, which leads to everything else."""
    many = random.choice((1, 5, 40))
    for _time in range(many):
        data[random.randrange(HEADER, PAGE)] = random.randrange(256)
    return f"{many} bytes of the first page set"


def spoil_log(data: bytearray, random: Random) -> str:
    """The log beside the file: its header, a frame, or its end."""
    way = random.choice(("header", "bytes", "end"))
    if way == "header":
        data[random.randrange(LOG_HEADER)] ^= 0xFF
    elif way == "end":
        del data[random.randrange(LOG_HEADER, len(data)) :]
    else:
        for _time in range(random.choice((1, 4, 30))):
            data[random.randrange(LOG_HEADER, len(data))] ^= 1 << random.randrange(8)
    return f"log spoilt: {way}"


RUINS: tuple[Ruin, ...] = (
    flip_bits, flip_bits, scatter_bytes, zero_pages, zero_pages, swap_pages, cut_tail, spoil_header, spoil_schema,
)  # fmt: skip


def ruin(path: Path, random: Random) -> str:
    """Damages the desk at `path`, or the log beside it; returns what was done."""
    log = path.with_name(path.name + "-wal")
    spoils_log = log.exists() and log.stat().st_size > 0 and random.random() < 0.4
    target, way = (log, spoil_log) if spoils_log else (path, random.choice(RUINS))
    data = bytearray(target.read_bytes())
    done = way(data, random)
    target.write_bytes(data)
    return done
