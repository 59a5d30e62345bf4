"""Roundup: an issue tracker in Python, by `roundup-admin` and its API."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.peers.peer import CHINESE, CREATE, ENGLISH, NEWEST, SCRIPTS, SHEET, SHOW, Peer, run
from bench.processes import Program
from bench.words import FREQUENT, FREQUENT_CHINESE


class Roundup(Peer):
    """Its classic tracker on SQLite; lists and title searches by its API, whose table command is far slower."""

    NAME = "roundup"

    def is_there(self) -> bool:
        try:
            return bool(self.venv("roundup"))
        except subprocess.CalledProcessError:
            return False

    def prepare(self, place: Path) -> None:
        bin_, home = self.venv("roundup"), place / "tracker"
        run(bin_ / "roundup-admin", "-i", home, "install", "classic", "sqlite")
        config = home / "config.ini"
        text = config.read_text(encoding="utf-8").replace("#web = NO DEFAULT", "web = http://localhost/")
        text = text.replace("#domain = NO DEFAULT", "domain = localhost")
        config.write_text(text.replace("#host = NO DEFAULT", "host = localhost"), encoding="utf-8")
        run(bin_ / "roundup-admin", "-i", home, "initialise", "admin")

    def load(self, place: Path) -> None:
        run(
            self.venv("roundup") / "python",
            SCRIPTS / "roundup_work.py",
            place / "tracker",
            "load",
            place / SHEET,
        )

    def programs(self, place: Path) -> dict[str, Program]:
        bin_, home = self.venv("roundup"), str(place / "tracker")
        api = (str(bin_ / "python"), str(SCRIPTS / "roundup_work.py"), home)
        admin = (str(bin_ / "roundup-admin"), "-i", home)
        return {
            NEWEST: Program(self.NAME, (*api, "newest"), answers=True),
            ENGLISH: Program(self.NAME, (*api, "find", FREQUENT), answers=True),
            CHINESE: Program(self.NAME, (*api, "find", FREQUENT_CHINESE), answers=True),
            SHOW: Program(self.NAME, (*admin, "display", "issue1042"), answers=True),
            CREATE: Program(self.NAME, (*admin, "create", "issue", "title=Burst pipe"), answers=True),
        }
