"""Single commands as a person starts them, each in a fresh interpreter, killed anywhere between start and end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from survive.desks import Copies, make_desk
from survive.kills.assault import surroundings
from survive.outcome import Outcome, Run
from survive.processes import Ended
from survive.wholeness import faults_of, tokens_in

KILLS = 40
MEASURED = 3
TRIES = 3


def run(run: Run) -> Outcome:
    """New tickets, notes, contacts, calls and files from the command line, one after the other on one desk."""
    place, random = run.place("kills-cold"), run.chance("kills-cold")
    template = place / "template.sqlite"
    make_desk(template)
    desk = Copies(template, run.place("kills-cold/desks")).path
    counts: Counter[str] = Counter({"killed": 0})
    standing: set[str] = set()
    faults: list[str] = []
    measured = run.of(MEASURED)
    unkilled = [start_and_kill(words(random, f"cold.{number}"), desk, 60) for number in range(measured)]
    span = min(ended.seconds for ended in unkilled)
    standing |= {f"cold.{number}" for number in range(measured)}
    wanted = run.of(KILLS, least=3)
    number = measured
    while counts["killed"] < wanted and number < TRIES * wanted + measured:
        token = f"cold.{number}"
        ended = start_and_kill(words(random, token), desk, random.uniform(0, span))
        number += 1
        counts["killed"] += ended.killed
        done = tokens_in(desk)[token] == 1
        counts["killed when all was done"] += done and ended.killed
        if done:
            standing.add(token)
        faults += [f"kill {number}: {fault}" for fault in _judge(ended, desk, token, standing)]
    figures = {"milliseconds unkilled": round(span * 1000), "started": number - measured, **counts}
    return Outcome("kills", "commands from a cold start", int(figures.pop("killed")), figures, tuple(faults))


def words(random: Random, token: str) -> Sequence[str]:
    """One command that writes a token."""
    text = f"漏水 <{token}>"
    return random.choice(
        (
            ("ticket", "new", text, "--unknown"),
            ("ticket", "note", "1", text),
            ("contact", "add", "1", text, "--channel", "phone", "--direction", "in", "--keep-callbacks"),
            (
                "callback",
                "log",
                str(random.randint(1, 8)),
                "--outcome",
                "call_later",
                "--at",
                "+2h",
                "--note",
                text,
            ),
            ("customer", "new", text),
        )
    )


def start_and_kill(command: Sequence[str], desk: Path, seconds: float) -> Ended:
    """Starts a command and kills it after so many seconds, unless it ends before; tells what it had said."""
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "servicedesk", *command],
        env={**os.environ, **surroundings(desk)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            said, _none = process.communicate(timeout=seconds)
            killed = False
        except subprocess.TimeoutExpired:
            process.kill()
            said, _none = process.communicate()
            killed = True
    return Ended(killed, [said], time.monotonic() - started, process.returncode)


def _judge(ended: Ended, desk: Path, token: str, standing: set[str]) -> Iterator[str]:
    yield from faults_of(desk)
    found = tokens_in(desk)
    if lost := [one for one in standing if found[one] != 1]:
        yield f"acknowledged and not there once: {lost[:5]}"
    if ended.code == 0 and token not in standing:
        yield f"acknowledged and lost: {ended.told}"
    if not ended.killed and ended.code != 0:
        yield f"it failed by itself: {ended.told}"
