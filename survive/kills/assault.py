"""One command killed again and again, each time on a desk of its own, at moments spread over its whole length."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from survive.desks import STAFF, make_desk, settle
from survive.outcome import Outcome, Run
from survive.processes import Ended, Worker, run_command
from survive.traces import in_the_midst

MEASURED = 3
TRIES = 3  # at most so many processes for each kill wanted: the others had finished first


class Killed(NamedTuple):
    """The place that a killed command leaves: its desk, what it had said, and how it ended."""

    desk: Path
    said: str
    ended: Ended


class Assault(ABC):
    """A command, the desk it works on, and what must hold afterwards."""

    what: str
    kills: int

    def make_template(self, path: Path) -> None:
        """The desk that every round begins with."""
        make_desk(path)

    @abstractmethod
    def arguments(self, desk: Path) -> Sequence[str]:
        """The command, without naming the desk."""

    @abstractmethod
    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        """What is wrong; a command that was not killed in time must have done all of it."""

    def start(self, desk: Path) -> Worker:
        """Starts the command in a process that has the program loaded."""
        return Worker(run_command, self.arguments(desk), surroundings(desk), said_in(desk))


def carry_out(assault: Assault, run: Run) -> Outcome:
    """Measures the command, then kills it at random moments until enough kills have landed."""
    name = f"kills-{assault.what.replace(' ', '-')}"
    place, random = run.place(name), run.chance(name)
    template = place / "template.sqlite"
    assault.make_template(template)
    settle(template)
    rounds = Rounds(assault, template, place)
    span = min(rounds.whole().ended.seconds for _time in range(run.of(MEASURED)))
    wanted, faults = run.of(assault.kills), list[str]()
    counts: Counter[str] = Counter({"killed": 0, "left half written": 0})
    while counts["killed"] < wanted and counts["started"] < TRIES * wanted:
        seconds = random.uniform(0, span)
        killed = rounds.killed_after(seconds)
        counts["started"] += 1
        counts["killed"] += killed.ended.killed
        counts["left half written"] += in_the_midst(killed.desk.parent)
        faults += [f"after {seconds:.4f} s: {fault}" for fault in assault.judge(killed, counts)]
    if counts["killed"] < wanted:
        faults.append(f"only {counts['killed']} of {wanted} kills landed")
    figures = {"milliseconds unkilled": round(span * 1000), **counts}
    return Outcome("kills", assault.what, int(figures.pop("killed")), figures, tuple(faults))


class Rounds:
    """A new folder with an untouched desk for every round; the one before is thrown away."""

    def __init__(self, assault: Assault, template: Path, place: Path) -> None:
        self._assault, self._template, self._place = assault, template, place
        self._round = 0

    def whole(self) -> Killed:
        """The command left to end by itself; it must have done its work."""
        desk = self._fresh()
        ended = self._assault.start(desk).wait()
        killed = Killed(desk, said_in(desk).read_text("utf-8"), ended)
        assert ended.code == 0, f"{self._assault.what} fails by itself: {killed.said}"
        faults = list(self._assault.judge(killed, Counter()))
        assert not faults, f"{self._assault.what} is wrong by itself: {faults}"
        return killed

    def killed_after(self, seconds: float) -> Killed:
        """The command killed so many seconds after its work began."""
        desk = self._fresh()
        ended = self._assault.start(desk).kill_after(seconds)
        return Killed(desk, said_in(desk).read_text("utf-8"), ended)

    def _fresh(self) -> Path:
        shutil.rmtree(self._place / f"round-{self._round}", ignore_errors=True)
        self._round += 1
        folder = self._place / f"round-{self._round}"
        folder.mkdir()
        if self._template.exists():
            shutil.copyfile(self._template, folder / "desk.sqlite")
        said_in(folder / "desk.sqlite").touch()
        return folder / "desk.sqlite"


def surroundings(desk: Path) -> dict[str, str]:
    """The environment of a person at this desk."""
    return {
        "SERVICEDESK_DATABASE": str(desk),
        "SERVICEDESK_STAFF": STAFF,
        "SERVICEDESK_CONFIG": str(desk.with_name("config.toml")),
        "SERVICEDESK_LANG": "en",
        "XDG_STATE_HOME": str(desk.with_name("state")),
    }


def said_in(desk: Path) -> Path:
    """Where everything that a command says is kept."""
    return desk.with_name("said.txt")
