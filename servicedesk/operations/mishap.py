"""When something unexpected happens: a desk that holds what was never written is told as such, else it is our fault."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from servicedesk.crashes import crash_problem
from servicedesk.problems import DatabaseProblem, Problem
from servicedesk.store import checks
from servicedesk.store.database import FileReader, connect_to_read, store_at
from servicedesk.store.failures import damaged
from servicedesk.store.unfit import unfit_values

MOST_LOOKED_AT = 200_000_000  # bytes: of a larger desk the doctor tells, who may take a minute


def mishap(error: BaseException, place: str | Path) -> Problem:
    """The problem to tell of an error that nobody foresaw on the desk at `place`."""
    try:
        path = store_at(place).path
        if path.stat().st_size > MOST_LOOKED_AT:
            return crash_problem(error)
        found = checks.damage(path)
        if not found:
            with closing(connect_to_read(path)) as connection:
                found = unfit_values(FileReader(connection))
    except (Problem, OSError) as problem:
        return problem if isinstance(problem, DatabaseProblem) else crash_problem(error)
    return damaged(found, path) if found else crash_problem(error)
