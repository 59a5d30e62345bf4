"""Many operations in one write transaction: what makes a practice desk in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlmodel import Session

from servicedesk.store.database import Reader, Store
from servicedesk.store.sessions import SessionReader, write_session


@dataclass(frozen=True)
class SharedStore(Store):
    """A store whose operations share one session and see what the earlier ones wrote."""

    session: Session = field(kw_only=True)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        yield SessionReader(self.session)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        yield self.session
        self.session.flush()


@contextmanager
def sharing(store: Store) -> Iterator[SharedStore]:
    """One transaction for everything inside; any error takes all of it back. Raises DatabaseProblem.

    Every row read or written is held until the end, so that none is read twice: not for a desk of any size.
    """
    with write_session(store.path, store.mark) as session:
        kept: list[object] = []
        for kind in ("loaded_as_persistent", "pending_to_persistent"):
            event.listen(session, kind, lambda _session, row: kept.append(row))
        yield SharedStore(store.path, store.mark, session=session)
