"""The world of one trial: a made desk, copies of it, the program as real processes, and a tally of what was tried."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from survive.desks import ACCOUNT, STAFF, make_desk
from survive.headless import Ran, harm
from survive.outcome import Outcome, Run
from survive.wholeness import faults_of
from tests.journeys.terminal import Terminal

TRIAL = "surroundings"
HOUSE = Path(__file__).parents[2]
PATIENCE = 60


@dataclass
class Tally:
    """What was tried of one kind, how many checks held, and each that did not, in a sentence."""

    what: str
    tried: int = 0
    checks: int = 0
    faults: list[str] = field(default_factory=list)
    figures: dict[str, int | float] = field(default_factory=dict)

    def check(self, holds: bool, otherwise: str) -> bool:
        """Counts a check; `otherwise` tells the fault."""
        self.checks += 1
        if not holds:
            self.faults.append(otherwise[:600])
        return holds

    def plain(self, ran: Ran, codes: Sequence[int], *words: str, of: str) -> bool:
        """A command left with one of these codes, without harm, and said one of the words if it was refused."""
        for wrong in harm(ran):
            self.check(False, f"{of}: {wrong}")
        held = self.check(ran.code in codes, f"{of}: left with {ran.code}: {ran.err[-300:]!r}")
        if ran.code and words:
            held &= self.check(any(word in ran.err for word in words), f"{of}: said {ran.err[-300:]!r}")
        return held

    def whole(self, path: Path, of: str) -> None:
        """The desk is whole by every measure there is."""
        found = faults_of(path)
        self.check(not found, f"{of}: {found[:3]}")

    def most(self, figure: str, value: float) -> None:
        """Keeps the largest value of a figure."""
        self.figures[figure] = max(self.figures.get(figure, 0), round(value, 1))

    def outcome(self) -> Outcome:
        """The line of the table."""
        return Outcome(
            TRIAL, self.what, self.tried, {"checks": self.checks, **self.figures}, tuple(self.faults)
        )


def not_here(what: str) -> Outcome:
    """The line of what this machine does not let us try."""
    return Outcome(TRIAL, what, 0, {"not run here": 1})


@dataclass(frozen=True)
class World:
    """One desk made once, and folders for the copies that suffer."""

    run: Run
    folder: Path
    template: Path

    @classmethod
    def of(cls, run: Run) -> World:
        """Makes the desk."""
        folder = run.place(TRIAL)
        for open_to_all in (folder, run.folder):
            open_to_all.chmod(0o755)
        os.environ.setdefault("SERVICEDESK_CONFIG", str(folder / "config.toml"))
        template = folder / "template.sqlite"
        if not template.exists():
            make_desk(template)
        return cls(run, folder, template)

    def place(self, name: str) -> Path:
        """An empty folder."""
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def copy(self, folder: Path, name: str = "desk.sqlite") -> Path:
        """A copy of the desk that nobody has touched."""
        return Path(shutil.copy(self.template, folder / name))


@dataclass(frozen=True)
class Door:
    """Both doors of one desk, as processes of their own in an environment of their own."""

    path: Path
    home: Path
    more: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    prepare: Callable[[], object] | None = None

    @property
    def env(self) -> dict[str, str]:
        """What the program finds around it; a name without a value is taken away."""
        wanted = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "SERVICEDESK_DATABASE": str(self.path),
            "SERVICEDESK_STAFF": STAFF,
            "SERVICEDESK_CONFIG": str(self.home / "config.toml"),
            "SERVICEDESK_LANG": "en",
            "XDG_STATE_HOME": str(self.home / "state"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.more,
        }
        return {name: value for name, value in wanted.items() if value}

    def command(self, *arguments: str, stdin: str = "") -> Ran:
        """Runs a command; -1 when it never ended."""
        begun = time.monotonic()
        try:
            done = subprocess.run(
                [*self.before, sys.executable, "-m", "servicedesk", *arguments],
                env=self.env, cwd=HOUSE, input=stdin, capture_output=True, text=True, encoding="utf-8",
                errors="replace", timeout=PATIENCE, preexec_fn=self.prepare,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Ran(-1, "", f"no end after {PATIENCE} s", PATIENCE)
        return Ran(done.returncode, done.stdout, done.stderr, time.monotonic() - begun)

    def screen(self, columns: int = 80, lines: int = 24) -> Terminal:
        """The full screen in a terminal, when it is ready."""
        terminal = Terminal(env=self.env, columns=columns, lines=lines)
        terminal.wait_for("Needs you now")
        return terminal

    def count(self, words: str) -> int:
        """How many tickets have exactly this subject; read by this process, as everybody would see it."""
        from servicedesk.desk import open_desk

        with open_desk(self.path, account=ACCOUNT, staff=STAFF).store.reading() as reader:
            return int(
                reader.rows("SELECT count(*) FROM ticket WHERE subject = :words", {"words": words})[0][0]
            )


def type_ticket(terminal: Terminal, subject: str) -> None:
    """Opens the form of a new ticket and types its subject; nothing is saved yet."""
    terminal.press("f3")
    terminal.wait_for("Details")
    terminal.settle(0.3, 1)
    terminal.press("tab", subject)
