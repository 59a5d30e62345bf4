"""taskwarrior: a to-do list in C++, where `task` is on the path."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

from bench.peers.peer import CHINESE, CREATE, ENGLISH, NEWEST, SHEET, SHOW, Peer, run
from bench.processes import Program
from bench.words import FREQUENT, FREQUENT_CHINESE

_PRIORITY = {"urgent": "H", "high": "H", "normal": "M", "low": "L"}


class Taskwarrior(Peer):
    """Its own commands on its own files, with its defaults."""

    NAME = "taskwarrior"

    def is_there(self) -> bool:
        return shutil.which("task") is not None

    def prepare(self, place: Path) -> None:
        tasks = place / "tasks.json"
        with (place / SHEET).open(encoding="utf-8", newline="") as file:
            rows = [_task(row) for row in csv.DictReader(file)]
        tasks.write_text("\n".join(rows), encoding="utf-8")
        (place / "taskrc").write_text(f"data.location={place}\nconfirmation=off\n", encoding="utf-8")

    def load(self, place: Path) -> None:
        run(_task_path(), "import", place / "tasks.json", env=_env(place))

    def programs(self, place: Path) -> dict[str, Program]:
        said = {
            NEWEST: ("limit:50", "list"),
            ENGLISH: (f"description.contains:{FREQUENT}", "limit:50", "list"),
            CHINESE: (f"description.contains:{FREQUENT_CHINESE}", "limit:50", "list"),
            SHOW: ("104", "info"),
            CREATE: ("add", "Burst pipe"),
        }
        return {
            work: Program(self.NAME, (_task_path(), *words), _env(place), answers=True)
            for work, words in said.items()
        }


def _task_path() -> str:
    return str(shutil.which("task"))


def _env(place: Path) -> dict[str, str]:
    return {"TASKRC": str(place / "taskrc"), "TASKDATA": str(place), "HOME": str(place), "LANG": "C.UTF-8"}


def _task(row: dict[str, str]) -> str:
    values = {
        "description": row["Title"],
        "entry": _moment(row["Created at"]),
        "status": "completed" if row["Status"] == "closed" else "pending",
        "priority": _PRIORITY[row["Priority"]],
        "project": row["Category"],
    }
    if row["Closed at"]:
        values["end"] = _moment(row["Closed at"])
    return json.dumps(values, ensure_ascii=False)


def _moment(text: str) -> str:
    return text.replace("-", "").replace(":", "").replace(" ", "T") + "Z"
