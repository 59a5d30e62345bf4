"""Whole processes by the clock: subjects and floors take turns in rotating order, so that both see the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

FLOORS = Path(__file__).parent / "floors"
_NO_INPUT = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
_NO_OUTPUT = tuple((os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2))
_PEAK = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
                     file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_pid, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


@dataclass(frozen=True)
class Program:
    """A process to be timed; its command begins with the path of a file. `answers` says that it must print."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    answers: bool = False


class Took(NamedTuple):
    """What one process took, in seconds: by the clock, and of the processor."""

    wall: float
    cpu: float


def python(name: str, *arguments: str, env: Mapping[str, str] | None = None) -> Program:
    """One of the small programs in bench/floors."""
    return Program(name, (sys.executable, str(FLOORS / f"{name}.py"), *arguments), env or {})


def run_once(program: Program) -> Took:
    """Runs a process to its end. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    pid = os.posix_spawn(
        program.command[0],
        program.command,
        dict(program.env),
        file_actions=[_NO_INPUT, *_NO_OUTPUT],
    )
    _pid, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{program.name} failed: {' '.join(program.command)}")
    return Took(wall, usage.ru_utime + usage.ru_stime)


def in_turns(programs: Sequence[Program], rounds: int) -> dict[str, list[Took]]:
    """Runs every program so often; each round begins with another one. Before it, each is run once and its answer seen."""
    for program in programs:
        _look(program)
    took: dict[str, list[Took]] = {program.name: [] for program in programs}
    for turn in range(rounds):
        start = turn % len(programs)
        for program in (*programs[start:], *programs[:start]):
            took[program.name].append(run_once(program))
    return took


def peak_megabytes(program: Program) -> float:
    """The most memory a process held. A small starter asks, since a child begins with the peak of its parent."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _PEAK, *program.command],
        env=dict(program.env),
        capture_output=True,
        text=True,
        check=True,
    )
    code, kilobytes = map(int, ran.stdout.split())
    if code:
        raise RuntimeError(f"{program.name} failed: {ran.stderr}")
    return kilobytes / 1024


def _look(program: Program) -> None:
    ran = subprocess.run(program.command, env=dict(program.env), capture_output=True, check=False)
    if ran.returncode or (program.answers and not ran.stdout.strip()):
        said = ran.stderr.decode(errors="replace")[-800:]
        raise RuntimeError(f"{program.name} answers {ran.returncode}: {' '.join(program.command)}\n{said}")
