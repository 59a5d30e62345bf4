"""What the program weighs: memory, open files, threads, widgets and live objects; and whether that stays flat."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from textual.app import App

# The bounds. Warm-up is the first half: caches fill, and every screen has been seen once.
MOST_GROWTH_MB = 12.0
MOST_MORE_OBJECTS = 1.10
MOST_MORE_HANDLES = 2
MOST_MORE_THREADS = 2
MOST_MORE_WIDGETS = 25


class Sizes(NamedTuple):
    """The program at one minute of the shift; `megabytes` and `handles` are 0 where the system does not tell."""

    minute: int
    megabytes: float
    handles: int
    threads: int
    widgets: int
    objects: int


def measured(app: App[None], minute: int) -> Sizes:
    """Weighs the program after a collection of what nobody holds any more."""
    gc.collect()
    screens = [screen for stack in app._screen_stacks.values() for screen in stack]
    widgets = sum(1 + len(screen.query("*")) for screen in screens)
    return Sizes(minute, _megabytes(), _handles(), threading.active_count(), widgets, len(gc.get_objects()))


def flat(sizes: Sequence[Sizes], warm: bool) -> list[str]:
    """What grew from the middle of the shift to its end beyond the bounds, in sentences.

    A short shift is warm-up to its end (`warm` is false): screens are seen and modules loaded for the first time,
    so that memory and objects are told and not judged.
    """
    if len(sizes) < 2:
        return ["nothing was measured twice"]
    middle, last = sizes[len(sizes) // 2 - 1], sizes[-1]
    told = f"from minute {middle.minute} to {last.minute}"
    grown = []
    if warm and last.megabytes - middle.megabytes > MOST_GROWTH_MB:
        grown.append(f"memory grew by {last.megabytes - middle.megabytes:.1f} MB {told}")
    for name, most in (
        ("handles", MOST_MORE_HANDLES),
        ("threads", MOST_MORE_THREADS),
        ("widgets", MOST_MORE_WIDGETS),
    ):
        more = getattr(last, name) - getattr(middle, name)
        if more > most:
            grown.append(f"{name} grew by {more} {told}")
    if warm and last.objects > middle.objects * MOST_MORE_OBJECTS:
        grown.append(f"live objects grew from {middle.objects} to {last.objects} {told}")
    return grown


def _megabytes() -> float:
    """The memory that is resident."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
    return 0.0


def _handles() -> int:
    for place in ("/proc/self/fd", "/dev/fd"):
        with suppress(OSError):
            return len(list(Path(place).iterdir()))
    return 0
