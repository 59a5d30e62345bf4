"""django-helpdesk: a help desk in Django, by its own models."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.peers.peer import CHINESE, CREATE, ENGLISH, NEWEST, SCRIPTS, SHEET, SHOW, Peer, run
from bench.processes import Program
from bench.words import FREQUENT, FREQUENT_CHINESE


class Helpdesk(Peer):
    """It has no commands for tickets: a process that asks its models, as a command of `manage.py` would."""

    NAME = "django-helpdesk"

    def is_there(self) -> bool:
        try:
            return bool(self.venv("django-helpdesk"))
        except subprocess.CalledProcessError:
            return False

    def prepare(self, place: Path) -> None:
        run(self.venv("django-helpdesk") / "python", SCRIPTS / "helpdesk_work.py", place, "make")

    def load(self, place: Path) -> None:
        run(
            self.venv("django-helpdesk") / "python",
            SCRIPTS / "helpdesk_work.py",
            place,
            "load",
            place / SHEET,
        )

    def programs(self, place: Path) -> dict[str, Program]:
        start = (
            str(self.venv("django-helpdesk") / "python"),
            str(SCRIPTS / "helpdesk_work.py"),
            str(place),
        )
        said = {
            NEWEST: ("newest",),
            ENGLISH: ("find", FREQUENT),
            CHINESE: ("find", FREQUENT_CHINESE),
            SHOW: ("show", "1042"),
            CREATE: ("create", "Burst pipe"),
        }
        return {work: Program(self.NAME, (*start, *words), answers=True) for work, words in said.items()}
