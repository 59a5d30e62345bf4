"""CSV and its kin as people's programs write it, and what happens to it on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

Rows = Sequence[Sequence[str]]
Damage = Callable[[Random, bytes], bytes]

ENCODINGS = (
    "utf-8", "utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "cp1252",
    "latin-1", "shift_jis", "utf-32", "utf-7", "cp437",
)  # fmt: skip
SEPARATORS = (",", ",", ",", "\t", ";", "|", ":", "\x1f")
_MAGIC = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF-1.7\n",
    b"GIF89a",
    b"\x7fELF",
    b"SQLite format 3\0",
)
HUGE_CELL = 17_000_000  # more characters than one cell may hold
WIDE = 10_000


def written(chance: Random, rows: Rows) -> bytes:
    """The rows as one of many programs would write them; what an encoding lacks becomes a question mark."""
    kept = io.StringIO()
    writer = csv.writer(
        kept,
        delimiter=chance.choice(SEPARATORS),
        lineterminator=chance.choice(("\r\n", "\n", "\r")),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )
    writer.writerows(rows)
    return kept.getvalue().encode(chance.choice(ENCODINGS), "replace")


def sound(rows: Rows) -> bytes:
    """The rows as a careful program writes them, in UTF-8 with its mark."""
    kept = io.StringIO()
    csv.writer(kept, quoting=csv.QUOTE_ALL).writerows(rows)
    return kept.getvalue().encode("utf-8-sig", "replace")


def reshaped(chance: Random, rows: list[list[str]]) -> list[list[str]]:
    """The rows with headings that are missing, doubled or many, or rows of the wrong length."""
    rows = [list(row) for row in rows]
    match chance.randrange(7):
        case 0:
            rows = rows[1:]
        case 1:
            rows = [row + row for row in rows]
        case 2:
            rows[0] += [f"c{number}" for number in range(WIDE)]
            rows[1:] = [row + ["x"] * WIDE for row in rows[1:3]]
        case 3:
            rows = [row + ["more"] * chance.randrange(4) for row in rows]
        case 4:
            rows = [row[: chance.randrange(len(row) + 1)] for row in rows]
        case 5:
            rows.insert(0, ["", "Printed by nobody", ""])
        case _:
            chance.shuffle(rows)
    return rows


def _cut(chance: Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _flipped(chance: Random, raw: bytes) -> bytes:
    hurt = bytearray(raw)
    for _flip in range(chance.choice((1, 3, 30))):
        if hurt:
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    return bytes(hurt)


def _lost(chance: Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[at + chance.randrange(1, 9) :]


def _nulled(chance: Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + b"\0" * chance.choice((1, 2, 700)) + raw[at:]


def _mixed(chance: Random, raw: bytes) -> bytes:
    other = chance.choice(ENCODINGS)
    return raw + "\r\n另一台电脑写的,行,Ünïcode,2026-03-04\r\n".encode(other, "replace") * chance.randrange(
        1, 4
    )


def _unclosed(chance: Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + b'"' + raw[at:]


def _magic(chance: Random, raw: bytes) -> bytes:
    return chance.choice(_MAGIC) + raw


def _ended(chance: Random, raw: bytes) -> bytes:
    return raw + chance.choice((b"\x1a", b"\0", b"\r", b"\n" * 5_000, b",,,,\n" * 500, b" \t \n" * 50))


def _noise(chance: Random, _raw: bytes) -> bytes:
    return chance.randbytes(chance.choice((0, 1, 2, 3, 7, 500, 70_000)))


def _long_cell(chance: Random, raw: bytes) -> bytes:
    size = HUGE_CELL if chance.random() < 0.05 else chance.choice((40_000, 131_073, 1_000_001))
    return raw + b'\n"' + b"z" * size + b'",x\n'


DAMAGES: Sequence[Damage] = (
    _cut, _flipped, _lost, _nulled, _mixed, _unclosed, _magic, _ended, _noise, _long_cell,
)  # fmt: skip


def damaged(chance: Random, raw: bytes) -> bytes:
    """The bytes after one to three accidents."""
    for _accident in range(chance.choice((1, 1, 2, 3))):
        raw = chance.choice(DAMAGES)(chance, raw)
    return raw
