"""The pages of a long list that are in memory, which of them are stale, and which to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicedesk.widgets.row_types import Row

PAGE_SIZE = 100
_PAGES_KEPT = 30


class RowPages:
    """Rows by place in the list, kept in pages of PAGE_SIZE; the oldest pages are let go."""

    def __init__(self) -> None:
        self.count: int | None = None
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._answered: set[int] = set()

    @property
    def size(self) -> int:
        """How many lines the list has, as far as is known."""
        if self.count is not None:
            return self.count
        return max((page * PAGE_SIZE + len(rows) for page, rows in self._pages.items()), default=0)

    @property
    def is_waiting(self) -> bool:
        """Whether pages were asked for and have not come."""
        return bool(self._asked)

    def row(self, index: int) -> Row | None:
        """The row at this place, or None while it is not here yet."""
        page, place = divmod(index, PAGE_SIZE)
        rows = self._pages.get(page, ())
        return rows[place] if 0 <= place < len(rows) else None

    def put(self, start: int, rows: Sequence[Row]) -> None:
        """Takes rows in; `start` is a multiple of PAGE_SIZE, as it was asked for."""
        first = start // PAGE_SIZE
        steps = range(0, max(len(rows), 1), PAGE_SIZE)
        given = {first + step // PAGE_SIZE: tuple(rows[step : step + PAGE_SIZE]) for step in steps}
        for page, chunk in given.items():
            self._pages.pop(page, None)
            self._pages[page] = chunk
        answered = self._asked if first in self._asked else set(given)
        self._answered |= self._asked & answered
        self._stale -= answered
        self._asked -= answered
        for page in list(self._pages)[:-_PAGES_KEPT]:
            self._forget(page)

    def wanted(self, first: int, last: int) -> tuple[int, int] | None:
        """The start and size to ask for so that these places can be drawn; None when that is nothing."""
        places = range(max(first, 0), min(last, max(self.size, 1) - 1) + 1)
        if not places:
            return None
        pages = range(places[0] // PAGE_SIZE, places[-1] // PAGE_SIZE + 1)
        missing = [page for page in pages if self._is_missing(page)]
        if not missing or self._asked.issuperset(missing):
            return None
        self._asked = set(range(missing[0], missing[-1] + 1))
        return missing[0] * PAGE_SIZE, len(self._asked) * PAGE_SIZE

    def find(self, key: int) -> int | None:
        """The place of the row with this key among the rows that are fresh."""
        return next((index for index, row in self._fresh_rows() if row.key == key), None)

    def spoil(self) -> None:
        """Makes every page stale: still drawn, and asked for again when it is seen."""
        self._stale = set(self._pages) | {0}
        self._asked.clear()
        self._answered.clear()

    def clear(self) -> None:
        """Forgets everything, the count too."""
        self.count = None
        self._pages.clear()
        self.spoil()
        self._stale.clear()

    def _is_missing(self, page: int) -> bool:
        if page in self._stale:
            return True
        if self.count is None or page in self._answered:
            return False
        return len(self._pages.get(page, ())) < min(PAGE_SIZE, self.count - page * PAGE_SIZE)

    def _fresh_rows(self) -> Iterator[tuple[int, Row]]:
        for page, rows in self._pages.items():
            if page not in self._stale:
                yield from enumerate(rows, page * PAGE_SIZE)

    def _forget(self, page: int) -> None:
        del self._pages[page]
        self._answered.discard(page)
