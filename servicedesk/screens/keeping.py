"""Drafts: what is typed into a form survives Esc, a quit, a crash and a colleague's edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock, Thread
from typing import TYPE_CHECKING

from servicedesk.problems import Problem

if TYPE_CHECKING:
    from servicedesk.desk import Desk


class DraftKeeper:
    """Writes drafts in a thread of its own, one after another, so that the newest text always wins.

    The thread ends when nothing is left to write, and leaving the program waits for it. What could not be
    written stays here, is told to `trouble` in that thread, and is tried again with the next text.
    """

    def __init__(self, desk: Desk, trouble: Callable[[Problem], object]) -> None:
        self._desk = desk
        self._trouble = trouble
        self._lock = Lock()
        self._unwritten: dict[str, Mapping[str, str] | None] = {}
        self._writes = False

    def kept(self, key: str) -> dict[str, str]:
        """What was typed and not saved under this key; empty where there is nothing. Raises DatabaseProblem."""
        from servicedesk.lookups import drafts

        with self._lock:
            if key in self._unwritten:
                return dict(self._unwritten[key] or {})
        return drafts.draft(self._desk, key)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        """Keeps what is typed under this key."""
        self._put(key, dict(values))

    def drop(self, key: str) -> None:
        """Forgets a draft that was saved for good."""
        self._put(key, None)

    def _put(self, key: str, values: Mapping[str, str] | None) -> None:
        with self._lock:
            self._unwritten.pop(key, None)
            self._unwritten[key] = values
            if self._writes:
                return
            self._writes = True
        Thread(target=self._write_all, name="drafts").start()

    def _write_all(self) -> None:
        while True:
            with self._lock:
                if not self._unwritten:
                    self._writes = False
                    return
                key, values = next(iter(self._unwritten.items()))
            try:
                self._write(key, values)
            except Problem as problem:
                with self._lock:
                    self._writes = False
                self._trouble(problem)
                return
            with self._lock:
                if self._unwritten.get(key, key) is values:
                    del self._unwritten[key]

    def _write(self, key: str, values: Mapping[str, str] | None) -> None:
        from servicedesk.operations import drafts as keeping

        if values is None:
            keeping.drop(self._desk, key)
        else:
            keeping.save(self._desk, key, values)
