"""What another program must offer to be measured: where it is, how it is loaded, and the command of each work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from bench.desks import HANDLES, LOADED
from bench.processes import Program
from bench.sheets import write_sheet

NEWEST, ENGLISH, CHINESE = "list 50 open", "search an English word", "search two Chinese characters"
SHOW, CREATE = "show one", "create one"
WORKS = (NEWEST, ENGLISH, CHINESE, SHOW, CREATE)
SHEET = "tickets.csv"  # what is loaded, in the folder of the place
SCRIPTS = Path(__file__).parent / "scripts"


class Peer(ABC):
    """Another program, in a folder of its own beside the others."""

    NAME: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def is_there(self) -> bool:
        """Whether it can be run here; puts it into its folder where it can be installed."""

    @abstractmethod
    def prepare(self, place: Path) -> None:
        """Makes the place ready, and the sheet in it what the program can read; not timed."""

    @abstractmethod
    def load(self, place: Path) -> None:
        """Brings the tickets of the sheet in; timed."""

    @abstractmethod
    def programs(self, place: Path) -> dict[str, Program]:
        """The command of each work."""

    def place_with(self, tickets: int) -> tuple[Path, float]:
        """Where so many tickets are, loaded when they are not yet; and the seconds that the load took."""
        place = self.folder / f"{self.NAME}-{tickets}"
        facts = place / "load.json"
        if not facts.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            write_sheet(place / SHEET, tickets, LOADED.replace(tzinfo=None), HANDLES)
            self.prepare(place)
            started = time.monotonic()
            self.load(place)
            facts.write_text(json.dumps({"seconds": round(time.monotonic() - started, 2)}), encoding="utf-8")
        return place, float(json.loads(facts.read_text(encoding="utf-8"))["seconds"])

    def venv(self, package: str) -> Path:
        """The programs of a virtual environment that holds a package, installed when it is not there."""
        home = self.folder / f"{self.NAME}-venv"
        if not (home / "installed").exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            subprocess.run([str(home / "bin" / "pip"), "install", "-q", package], check=True)
            (home / "installed").touch()
        return home / "bin"


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Runs a step of a load quietly. Raises RuntimeError with what it said."""
    ran = subprocess.run(
        [str(word) for word in command], env=env, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise RuntimeError(f"{command[0]} failed: {ran.stderr[-800:]}")
