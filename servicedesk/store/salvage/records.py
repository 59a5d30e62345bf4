"""The values of one row as SQLite writes them: a head of kinds, then the bytes of each."""

from __future__ import annotations

import struct

Value = None | int | float | str | bytes
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_MOST_COLUMNS = 2_000


class Unreadable(Exception):
    """A cell or a page that cannot be what it should be."""


def record(payload: bytes) -> tuple[tuple[Value, ...], bool]:
    """The values of a record, and whether its texts are whole. Raises Unreadable."""
    end, place = varint(payload, 0)
    kinds: list[int] = []
    while place < end and len(kinds) < _MOST_COLUMNS:
        kind, place = varint(payload, place)
        kinds.append(kind)
    if place != end or end + sum(map(_bytes_of, kinds)) > len(payload):
        raise Unreadable
    values, is_whole = list[Value](), True
    for kind in kinds:
        data = payload[place : place + _bytes_of(kind)]
        place += len(data)
        value = _value(kind, data)
        if isinstance(value, bytes) and kind % 2:
            value, is_whole = value.decode("utf-8", "replace"), False
        values.append(value)
    return tuple(values), is_whole


def _bytes_of(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind < 7:
        return _INTEGER_BYTES[kind]
    if kind == 7:
        return 8
    if kind in (8, 9):
        return 0
    raise Unreadable


def _value(kind: int, data: bytes) -> Value:
    """One value; a text that is no UTF-8 is given as its bytes."""
    if kind == 0:
        return None
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind < 10:
        return kind - 8
    if kind % 2 == 0:
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


def varint(data: bytes, place: int) -> tuple[int, int]:
    number = 0
    for index in range(8):
        byte = data[place + index]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + index + 1
    return number << 8 | data[place + 8], place + 9
