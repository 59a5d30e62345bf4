"""Whatever ends the full screen, a key, a signal or a terminal that went away: what is typed is kept first."""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

ENDINGS = ("SIGHUP", "SIGTERM", "SIGINT")


def leave_on_signals(leave: Callable[[], object]) -> None:
    """From the running event loop: what would end the process leaves in order instead, where signals exist."""
    loop = asyncio.get_running_loop()
    for name in ENDINGS:
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), leave)


def is_terminal_gone() -> bool:
    """Whether the terminal that keys come from was closed; where the system cannot tell, it is there."""
    try:
        waiting = select.poll()
        waiting.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]
        return any(
            state & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _file, state in waiting.poll(0)
        )
    except (AttributeError, OSError, ValueError):
        return False
