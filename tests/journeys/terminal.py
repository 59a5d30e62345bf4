"""A real terminal: the program runs in a pty, and pyte reads the screen back as a person would see it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "ctrl+s": "\x13",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
}
PATIENCE = 20.0


class Terminal:
    """One program in one terminal; use it as a context, so that nothing is left running."""

    PROGRAM: tuple[str, ...] = ("-m", "servicedesk")

    def __init__(self, *arguments: str, env: dict[str, str], columns: int = 80, lines: int = 24) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.received = 0
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execve(
                sys.executable,
                [sys.executable, *self.PROGRAM, *arguments],
                {**_surroundings(), "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", **env},
            )
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self.is_running:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def is_running(self) -> bool:
        """Whether the program has not left yet."""
        if self._left is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._left = os.waitstatus_to_exitcode(status) if pid else None
        return self._left is None

    _left: int | None = None

    def press(self, *keys: str) -> None:
        """Presses keys by name; anything that is no name is typed as it is."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            self.settle()

    def settle(self, quiet: float = 0.15, most: float = 3.0) -> None:
        """Reads until the screen has been still for a moment."""
        end = time.monotonic() + most
        while time.monotonic() < end and self._read(quiet):
            pass

    def wait_for(self, text: str, patience: float = PATIENCE) -> str:
        """The screen as text once `text` stands on it; fails with the screen when it never does."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if text in self.text:
                return self.text
            self._read(0.1)
        raise AssertionError(f"{text!r} never stood on the screen:\n{self.text}")

    def wait_to_leave(self, patience: float = PATIENCE) -> int:
        """The exit code, once the program has left by itself."""
        end = time.monotonic() + patience
        while self.is_running:
            assert time.monotonic() < end, f"the program did not leave:\n{self.text}"
            self._read(0.05)
        assert self._left is not None
        return self._left

    @property
    def text(self) -> str:
        """The screen as lines; the empty cell behind each wide character is not told."""
        return "\n".join(
            "".join(line[column].data for column in range(self.screen.columns)).rstrip()
            for line in (self.screen.buffer[row] for row in range(self.screen.lines))
        )

    def _read(self, wait: float) -> bool:
        ready, _write, _error = select.select([self._fd], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.received += len(data)
        self._stream.feed(data)
        return bool(data)


def _surroundings() -> dict[str, str]:
    """The environment without what would name another size than this terminal has."""
    return {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}


def desk_env(path: Path, staff: str, config: Path) -> dict[str, str]:
    """The environment of one person at one desk."""
    return {
        "SERVICEDESK_DATABASE": str(path),
        "SERVICEDESK_STAFF": staff,
        "SERVICEDESK_CONFIG": str(config),
        "SERVICEDESK_LANG": "en",
    }
