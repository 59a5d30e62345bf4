"""Real processes to be killed: started warm, with the program loaded, so that a kill lands in the work.

Where the system can fork, a server that has imported everything forks one clean process a time; elsewhere
each is started anew. Either way it is a process of its own that dies of SIGKILL (TerminateProcess on Windows).
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

PRELOADED = [
    "survive.hands", "servicedesk.cli", "servicedesk.commands.root", "servicedesk.operations.setup",
    "servicedesk.operations.undo", "servicedesk.operations.importing.run", "servicedesk.operations.backup",
    "servicedesk.store.schema", "servicedesk.store.migrations.run", "servicedesk.store.bulk",
    "servicedesk.store.log", "servicedesk.store.sessions", "rich.console", "chinese_calendar", "tzlocal",
    "pypinyin", "phonenumbers",
]  # fmt: skip
READY = "ready"
PATIENCE = 60.0

Body = Callable[..., None]


class Ended(NamedTuple):
    """How a process ended: whether it was killed in its work, what it had told, and how long it ran, in seconds."""

    killed: bool
    told: list[Any]
    seconds: float
    code: int | None


class Worker:
    """One process that runs `body(pipe, *arguments)`; it says READY on the pipe when the work begins."""

    def __init__(self, body: Body, *arguments: Any) -> None:
        self._pipe, theirs = _context().Pipe(duplex=False)
        self._process = _context().Process(target=body, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(PATIENCE):
            raise TimeoutError("the process never began")
        assert self._pipe.recv() == READY
        self._begun = time.monotonic()

    def kill_after(self, seconds: float) -> Ended:
        """Kills it so many seconds after its work began, unless it ends before."""
        self._process.join(max(0.0, self._begun + seconds - time.monotonic()))
        return self.kill()

    def kill(self) -> Ended:
        """Kills it at once, and hears what it had told."""
        done = self._process.exitcode is not None
        if not done:
            self._process.kill()
        return self._hear(time.monotonic() - self._begun)

    def wait(self) -> Ended:
        """Lets it end by itself."""
        self._process.join(PATIENCE)
        return self._hear(time.monotonic() - self._begun)

    def hear(self) -> Any:
        """The next thing that it tells, waited for."""
        return self._pipe.recv()

    def _hear(self, seconds: float) -> Ended:
        self._process.join(PATIENCE)
        told: list[Any] = []
        with suppress(EOFError, OSError):
            while self._pipe.poll():
                told.append(self._pipe.recv())
        self._pipe.close()
        code = self._process.exitcode
        self._process.close()
        return Ended(code is not None and code not in range(7), told, seconds, code)


def run_command(pipe: Connection, arguments: Sequence[str], env: dict[str, str], told: Path) -> None:
    """The body of a process that runs one command of the headless door; what it says goes to the file `told`."""
    from servicedesk.cli import main

    os.environ.update(env)
    kept = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(kept, stream)
    pipe.send(READY)
    main(arguments)


@lru_cache
def _context() -> Any:
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    context.set_forkserver_preload(PRELOADED)
    return context
