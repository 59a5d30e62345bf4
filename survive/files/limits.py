"""What one file may cost, told by the worker itself: its own time of the processor and its own memory, not the clock's.

On a busy machine the clock says how busy the others are. Where a system cannot tell the one or the other, nothing is held
against the program.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_WORKING = 120.0  # seconds of the processor until a file is held to go on for ever
MOST_WAITING = 1_800  # seconds of the clock until it is held to wait for nothing


def stop_what_hangs() -> None:
    """From now on a signal of `watched` ends the file at hand as Ctrl+C would."""
    for name in ("SIGPROF", "SIGALRM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _hangs)


@contextmanager
def watched() -> Iterator[None]:
    """Ends what is done inside when it works, or waits, for too long."""
    try:
        _set(MOST_WORKING, MOST_WAITING)
        yield
    finally:
        _set(0, 0)


def peak_megabytes() -> int:
    """The most memory this worker ever had; 0 where the system does not tell."""
    with suppress(ImportError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(peak) // (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return 0


def _set(working: float, waiting: int) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, working)
    if hasattr(signal, "alarm"):
        signal.alarm(waiting)


def _hangs(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
