"""The desks that are measured: made once by the program's own setup and import, kept in a folder, copied to be worked on.

A desk is a practice desk, whose clock stands at NOW, so that the same desk is the same on every day and machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.processes import Program, run_once
from bench.sheets import write_sheet

RECIPE = 3  # raised whenever a desk made before is no longer the desk that would be made now
NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
LOADED = NOW - timedelta(days=3)
STAFF = "li.na"
COLLEAGUES = ("Chen Jie", "Zhou Wei", "Wang Fang", "Zhao Lei")
HANDLES = (STAFF, *(name.lower().replace(" ", ".") for name in COLLEAGUES))
SERVICEDESK = str(Path(sys.executable).with_name("servicedesk"))


@dataclass(frozen=True)
class Load:
    """How a file of tickets came in: seconds by the clock and of the processor, and the size of the desk after."""

    tickets: int
    seconds: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class BenchDesk:
    """A desk in a file of its own. `path` is only read; work is done on `copied`."""

    path: Path
    load: Load

    @property
    def tickets(self) -> int:
        return self.load.tickets

    @property
    def env(self) -> dict[str, str]:
        return env_of(self.path)

    def copied(self, folder: Path) -> BenchDesk:
        """The same desk in a file that may be changed."""
        folder.mkdir(parents=True, exist_ok=True)
        return BenchDesk(Path(shutil.copy(self.path, folder / self.path.name)), self.load)


def env_of(path: Path, now: datetime = NOW) -> dict[str, str]:
    """The environment of Li Na at a desk: no settings of this machine, English, the clock standing."""
    return {
        "SERVICEDESK_DATABASE": str(path),
        "SERVICEDESK_STAFF": STAFF,
        "SERVICEDESK_CONFIG": str(path.with_suffix(".toml")),
        "SERVICEDESK_LANG": "en",
        "SERVICEDESK_NOW": now.isoformat(),
        "PATH": os.environ.get("PATH", ""),
        "HOME": os.environ.get("HOME", ""),
    }


def desk_of(tickets: int, folder: Path) -> BenchDesk:
    """The desk with so many tickets, made when it is not there or was made by another schema."""
    folder.mkdir(parents=True, exist_ok=True)
    path, facts = folder / f"desk-{tickets}.sqlite", folder / f"desk-{tickets}.json"
    with tempfile.TemporaryDirectory(dir=folder) as place:
        fresh = Path(place) / "fresh.sqlite"
        make_empty(fresh)
        wanted = f"{RECIPE} {_schema(fresh)}"
        if path.exists() and facts.exists():
            kept = json.loads(facts.read_text(encoding="utf-8"))
            if kept["recipe"] == wanted:
                return BenchDesk(path, Load(**kept["load"]))
        for old in folder.glob(f"{path.name}*"):
            old.unlink()
        with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
    print(f"  making the desk of {tickets:,} tickets at {path}", flush=True)
    load = load_into(path, tickets, folder)
    run_module("bench.working", path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    facts.write_text(json.dumps({"recipe": wanted, "load": asdict(load)}, indent=1), encoding="utf-8")
    return BenchDesk(path, load)


def load_into(path: Path, tickets: int, folder: Path) -> Load:
    """Imports a file of so many tickets into an empty desk, by the command, in a process of its own."""
    sheet = folder / f"tickets-{tickets}.csv"
    write_sheet(sheet, tickets, LOADED.replace(tzinfo=None), HANDLES)
    command = (SERVICEDESK, "ticket", "import", str(sheet), "--yes", "--json")
    took = run_once(Program("import", command, env_of(path, LOADED)))
    sheet.unlink()
    wal = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    return Load(tickets, round(took.wall, 2), round(took.cpu, 2), round(size / 1e6, 1))


def run_module(name: str, path: Path, *arguments: str) -> str:
    """What a module of this suite prints about the desk at a path, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", name, str(path), *arguments],
        cwd=Path(__file__).parent.parent,
        env=env_of(path),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def make_empty(path: Path) -> None:
    """A fresh practice desk of the property pack, with its colleagues."""
    from servicedesk.clock import FrozenClock
    from servicedesk.operations.setup import NewDesk, set_up
    from servicedesk.operations.staff import NewStaff, add
    from servicedesk.settings import this_account
    from servicedesk.store.database import store_at

    new = NewDesk("property", "Maple Court 枫林苑", "en", "Asia/Shanghai", "Li Na", practice=True)
    desk = set_up(store_at(path), new, this_account(), FrozenClock(LOADED))
    teams = ("engineering", "security", "cleaning", "front_desk")
    for name, team in zip(COLLEAGUES, teams, strict=True):
        add(desk, NewStaff(name, team=team))


def _schema(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        texts = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
        version = connection.execute("PRAGMA user_version").fetchone()
    return hashlib.sha256(repr((texts, version)).encode()).hexdigest()[:16]
