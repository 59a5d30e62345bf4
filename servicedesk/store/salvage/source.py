"""A damaged desk as its tables: which page each begins with, and every row that can still be read."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from servicedesk.store.salvage.fit import Form
from servicedesk.store.salvage.pages import LEAF, Pages, open_pages
from servicedesk.store.salvage.records import Value
from servicedesk.store.salvage.rows import Row, Walk

Roots = dict[str, int]
Values = dict[str, Value]


class Found(NamedTuple):
    """One row by its number in the file; `unfit` names the columns whose value cannot be meant.

    `width` is how many values stand there, whatever the table should have.
    """

    rowid: int
    values: Values
    unfit: frozenset[str]
    width: int


class Damaged:
    """The damaged file. `unreadable` counts the pages and cells of each table that could not be read."""

    def __init__(self, pages: Pages, fresh: Roots) -> None:
        self.pages = pages
        self.unreadable: dict[str, int] = defaultdict(int)
        self._fresh = fresh
        self._named = self._named_roots()
        self._seen: set[int] = set()
        self._own: set[str] = set()

    def rows(self, form: Form) -> Iterator[Found]:
        """Every row of a table, as far as its tree can be followed."""
        walk, strange = Walk(self.pages), set[int]()
        for root in self._roots(form):
            for number, rows in walk.leaves(root):
                found = [self._found(form, row) for row in rows]
                if 2 * sum(_is_alien(form, row) for row in found) > len(found):
                    strange.add(number)
                else:
                    yield from found
        self._seen |= walk.seen - strange
        self._own.add(form.table)
        self.unreadable[form.table] += walk.bad_pages + walk.bad_cells + len(strange)

    def older(self) -> Damaged | None:
        """The file as it stood before the log beside it was damaged; none where that is whole."""
        beside = self.pages.beside
        if not beside.damaged:
            return None
        return Damaged(replace(self.pages, beside=beside.before_damage()), self._fresh)

    def loose_rows(self, forms: list[Form]) -> Iterator[tuple[Form, Found]]:
        """Rows on leaves that their table does not lead to any more, or another one does.

        All rows of such a leaf must have the form of exactly one table.
        """
        freed = self.pages.freed() | self._of_others()
        walk = Walk(self.pages)
        for number in range(2, self.pages.count + 1):
            page = b"" if number in self._seen or number in freed else self.pages.page(number)
            if page[:1] != bytes([LEAF]):
                continue
            rows = walk.leaf(page, 0)
            fitting = [form for form in forms if rows and all(self._is_of(form, row) for row in rows)]
            if len(fitting) == 1:
                yield from ((fitting[0], self._found(fitting[0], row)) for row in rows)

    def _of_others(self) -> set[int]:
        """The pages of what is no table of the desk's own: SQLite's notes and the search indexes."""
        walk = Walk(self.pages)
        for table, root in {**self._fresh, **self._named}.items():
            if table not in self._own:
                deque(walk.leaves(root), maxlen=0)
        return walk.seen

    def sequences(self) -> Iterator[tuple[str, int]]:
        """The highest number ever given in each table."""
        for row in Walk(self.pages).rows(self._root("sqlite_sequence")):
            match row.values:
                case (str(name), int(number)):
                    yield name, number

    def schema_version(self) -> str:
        """The version of the schema, or nothing where it cannot be read."""
        rows = Walk(self.pages).rows(self._root("alembic_version"))
        texts = [row.values[0] for row in rows if len(row.values) == 1]
        return next((text for text in texts if isinstance(text, str)), "")

    def _root(self, table: str) -> int:
        return self._named.get(table, self._fresh[table])

    def _is_of(self, form: Form, row: Row) -> bool:
        return len(row.values) == len(form.columns) and not self._found(form, row).unfit

    def _found(self, form: Form, row: Row) -> Found:
        values: Values = dict(zip(form.columns, row.values, strict=False))
        if form.alias:
            values[form.alias] = row.rowid
        unfit = form.unfit(values)
        if not row.is_whole:
            unfit |= {name for name, value in values.items() if isinstance(value, str) and "\ufffd" in value}
        return Found(row.rowid, values, unfit, len(row.values))

    def _roots(self, form: Form) -> list[int]:
        """Where the table begins: as its schema says and, where that leads nowhere, as in a new desk."""
        said, usual = self._named.get(form.table), self._fresh[form.table]
        taken = set(self._named.values())
        if said is None:
            return [] if usual in taken else [usual]
        return [said] if self._looks_right(form, said) or usual in taken else [usual]

    def _looks_right(self, form: Form, root: int) -> bool:
        """Whether the first rows below a page have the columns of the table; an empty table has none."""
        walk = Walk(self.pages)
        for index, row in enumerate(walk.rows(root)):
            if len(row.values) == len(form.columns):
                return True
            if index > 100:
                return False
        return walk.bad_pages == 0

    def _named_roots(self) -> Roots:
        named: Roots = {}
        doubted: set[int] = set()
        for row in Walk(self.pages).rows(1):
            kind, name, _table, root = (*row.values, None, None, None, None)[:4]
            if kind != "table" or name not in self._fresh or not isinstance(root, int):
                continue
            if not 1 < root <= self.pages.count:
                continue
            if root in named.values():
                doubted.add(root)
            named[str(name)] = root
        return {
            name: root for name, root in named.items() if root not in doubted or root == self._fresh[name]
        }


def _is_alien(form: Form, found: Found) -> bool:
    """Whether a row can hardly be of this table."""
    return found.width != len(form.columns) or len(found.unfit) > max(2, len(form.columns) // 4)


@contextmanager
def reading(path: Path, fresh: Roots) -> Iterator[Damaged]:
    """The damaged file, opened for reading alone. Raises OSError when it cannot be opened at all."""
    with path.open("rb") as file:
        yield Damaged(open_pages(file, path), fresh)
