"""Reading inside a write transaction: what it has not committed is seen, and no SELECT is kept for its length."""

from __future__ import annotations

from typing import Any

from servicedesk.desk import Desk
from servicedesk.operations.change import change
from servicedesk.rules.permissions import Permission
from servicedesk.store.queries.bound import bound_texts
from servicedesk.store.queries.imports import premises_known
from servicedesk.store.tables import Premises
from tests.support import HOSTILE


def test_lists_of_any_length_are_read_and_leave_nothing_behind(desk: Desk) -> None:
    with change(desk, Permission.IMPORT) as work:
        place = work.add(Premises(text=HOSTILE))
        compiled: Any = work.session.get_bind()
        before = len(compiled._compiled_cache)
        for length in range(1, 40):
            for names, values in bound_texts([HOSTILE, *map(str, range(length))]):
                assert work.reader.rows(premises_known(names), values) == [(HOSTILE, place.id)]
        assert work.reader.rows("SELECT count(*) FROM premises") == [(1,)]
        assert len(compiled._compiled_cache) == before
        work.record("premises.added")
