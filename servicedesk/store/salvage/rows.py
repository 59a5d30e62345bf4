"""The rows of a table, read leaf by leaf and cell by cell: what lies behind a bad page is passed over.

SQLite refuses a whole page for one bad pointer, and everything below it; here only what is unreadable is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from servicedesk.store.salvage.pages import INTERIOR, LEAF, Pages
from servicedesk.store.salvage.records import Unreadable, Value, record, varint

_MOST_BYTES = 1_000_000_000


class Row(NamedTuple):
    """A row by its number; a text that is no UTF-8 any more shows the places, and `is_whole` is False."""

    rowid: int
    values: tuple[Value, ...]
    is_whole: bool


@dataclass
class Walk:
    """One walk over a table: the pages it saw, and how many pages and cells were unreadable."""

    pages: Pages
    seen: set[int] = field(default_factory=set)
    bad_pages: int = 0
    bad_cells: int = 0

    def rows(self, root: int) -> Iterator[Row]:
        """Every row below `root` that can be read, in the order of the tree."""
        for _number, rows in self.leaves(root):
            yield from rows

    def leaves(self, root: int) -> Iterator[tuple[int, list[Row]]]:
        """As `rows`, leaf by leaf with the number of its page."""
        before: tuple[int, list[Row]] = (0, [])
        for number, rows in self._leaves(root):
            self.bad_cells += _drop_stray(before[1], rows)
            if before[0]:
                yield before
            before = (number, rows)
        if before[0]:
            yield before

    def _leaves(self, root: int) -> Iterator[tuple[int, list[Row]]]:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self.seen or not 1 <= number <= self.pages.count:
                self.bad_pages += 1
                continue
            self.seen.add(number)
            page, start = self.pages.page(number), self.pages.start(number)
            if page[start] == INTERIOR:
                waiting += reversed(list(self._children(page, start)))
            elif page[start] == LEAF:
                yield number, self.leaf(page, start)
            else:
                self.bad_pages += 1

    def leaf(self, page: bytes, start: int) -> list[Row]:
        """The rows of one leaf page; one out of order has lost its number, so nobody knows what it is."""
        rows: list[Row] = []
        for place in self._cells(page, start, 8):
            try:
                rows.append(self._row(page, place))
            except (Unreadable, IndexError):
                self.bad_cells += 1
        ordered = _in_order(rows)
        self.bad_cells += len(rows) - len(ordered)
        return ordered

    def _children(self, page: bytes, start: int) -> Iterator[int]:
        for place in self._cells(page, start, 12):
            yield int.from_bytes(page[place : place + 4], "big")
        yield int.from_bytes(page[start + 8 : start + 12], "big")

    def _cells(self, page: bytes, start: int, head: int) -> Iterator[int]:
        many = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + head
        most = (self.pages.size - first) // 2
        if many > most:
            self.bad_cells += 1
            many = 0 if many > 4 * most else most
        for index in range(many):
            place = int.from_bytes(page[first + 2 * index : first + 2 * index + 2], "big")
            place &= self.pages.size - 1  # as SQLite reads it: a bit too many leads nowhere else
            if first + 2 * many <= place < self.pages.size - 3:
                yield place
            else:
                self.bad_cells += 1

    def _row(self, page: bytes, place: int) -> Row:
        length, place = varint(page, place)
        rowid, place = varint(page, place)
        if not 2 <= length <= min(_MOST_BYTES, self.pages.count * self.pages.size):
            raise Unreadable
        values, is_whole = record(self._payload(page, place, length))
        return Row(rowid - 2**64 if rowid >= 2**63 else rowid, values, is_whole)

    def _payload(self, page: bytes, place: int, length: int) -> bytes:
        """A record, of which a long one goes on in a chain of other pages, as far as the chain leads."""
        usable = self.pages.size
        if length <= usable - 35:
            return page[place : place + length]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= usable - 35 else least
        parts, left = [page[place : place + here]], length - here
        following = int.from_bytes(page[place + here : place + here + 4], "big")
        while left > 0 and 1 < following <= self.pages.count:
            further = self.pages.page(following)
            parts.append(further[4 : 4 + left])
            left -= usable - 4
            following = int.from_bytes(further[:4], "big")
        return b"".join(parts)


def _in_order(rows: list[Row]) -> list[Row]:
    """The most rows whose numbers rise; usually all."""
    if all(one.rowid < two.rowid for one, two in pairwise(rows)):
        return rows
    ends: list[int] = []
    lengths: list[int] = []
    for row in rows:
        place = bisect_left(ends, row.rowid)
        ends[place : place + 1] = [row.rowid]
        lengths.append(place + 1)
    kept: list[Row] = []
    wanted = len(ends)
    for row, length in zip(reversed(rows), reversed(lengths), strict=True):
        if length == wanted and (not kept or row.rowid < kept[-1].rowid):
            kept.append(row)
            wanted -= 1
    return kept[::-1]


def _drop_stray(before: list[Row], after: list[Row]) -> int:
    """Drops a row at the seam of two leaves that alone breaks their order; returns how many went.

    Leaves at each other's place break it too, and lose nothing.
    """
    if not (before and after) or before[-1].rowid < after[0].rowid:
        return 0
    if len(before) > 1 and before[-2].rowid < after[0].rowid:
        before.pop()
        return 1
    if len(after) > 1 and before[-1].rowid < after[1].rowid:
        after.pop(0)
        return 1
    return 0
