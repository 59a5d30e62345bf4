"""What makes or replaces whole files, killed: set-up, backup, restore."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from servicedesk.desk import open_desk
from servicedesk.operations.backup import backup
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.problems import NoDesk, Problem
from servicedesk.settings import this_account
from survive.desks import STAFF, make_desk, settle
from survive.kills.assault import Assault, Killed
from survive.wholeness import faults_of, tokens_in

OLD, NEW = 5, 40
LONG = "-" * 60_000


def make_large_desk(path: Path) -> None:
    """A desk of some megabytes, settled: copying or upgrading it takes a while."""
    desk = make_desk(path)
    for number in range(NEW):
        open_ticket(desk, NewTicket(f"<new.{number}>", caller="Somebody", description=LONG))
    settle(path)


class Setup(Assault):
    """A desk is made, or it is not there and can be made by asking again."""

    what, kills = "setup", 80

    def make_template(self, path: Path) -> None:
        """There is nothing yet."""

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["--as", "", "setup", "--firm", "枫林苑", "--staff", "Li Na", "--timezone", "Asia/Shanghai"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        acknowledged = "is ready" in killed.said or not killed.ended.killed
        try:
            open_desk(killed.desk, account=this_account(), staff=STAFF)
        except NoDesk:
            counts["made by asking again"] += 1
            if acknowledged:
                yield "the desk was acknowledged and is not there"
        except Problem as problem:
            yield f"the desk is neither there nor absent: {problem.message}"
        else:
            yield from faults_of(killed.desk)
            return
        try:
            set_up(killed.desk, NewDesk(staff="Li Na", timezone="Asia/Shanghai"), this_account())
        except Problem as problem:
            yield f"set-up cannot be done again: {problem.message}"
        else:
            yield from faults_of(killed.desk)


class Backup(Assault):
    """A file named like a backup is a whole one; the desk itself is as it was."""

    what, kills = "backup", 80

    def make_template(self, path: Path) -> None:
        make_large_desk(path)

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["backup"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        yield from faults_of(killed.desk)
        made = backups_of(killed.desk)
        yield from faulty_backups(made, {NEW})
        if not made and ("Backup made" in killed.said or not killed.ended.killed):
            yield "the backup was acknowledged and is not there"


class Restore(Assault):
    """The desk is the one from before or the one brought back, and the one from before was saved whole."""

    what, kills = "restore", 80

    def make_template(self, path: Path) -> None:
        desk = make_desk(path)
        for number in range(OLD):
            open_ticket(desk, NewTicket(f"<old.{number}>", caller="Somebody"))
        backup(desk, self._kept(path))
        for number in range(OLD, NEW):
            open_ticket(desk, NewTicket(f"<new.{number}>", caller="Somebody", description=LONG))

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["restore", str(self._kept(desk.parent))]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        yield from faults_of(killed.desk)
        there = len(tokens_in(killed.desk))
        counts["desk from before"] += there == NEW
        counts["desk brought back"] += there == OLD
        if there not in {OLD, NEW}:
            yield f"the desk is neither the old nor the new one: {there} tokens"
        saved = backups_of(killed.desk)
        yield from faulty_backups(saved, {NEW})
        if there == OLD and not saved:
            yield "the desk from before was not saved"
        if there == NEW and ("Restored" in killed.said or not killed.ended.killed):
            yield "the restore was acknowledged and lost"

    def _kept(self, place: Path) -> Path:
        return place.parent / "kept.sqlite"


class RestoreLost(Restore):
    """Where the desk was lost there is the one brought back, or still none."""

    what, kills = "restore of a lost desk", 30

    def arguments(self, desk: Path) -> Sequence[str]:
        desk.unlink()
        return super().arguments(desk)

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        if killed.desk.exists():
            yield from faults_of(killed.desk)
            yield from faulty_backups([killed.desk], {OLD})
        elif "Restored" in killed.said or not killed.ended.killed:
            yield "the restore was acknowledged and the desk is not there"
        counts["desk brought back"] += killed.desk.exists()


def backups_of(desk: Path) -> list[Path]:
    """Every file that a person would take for a backup."""
    return sorted((desk.parent / "backups").glob("*.sqlite"))


def faulty_backups(backups: Sequence[Path], tokens: set[int]) -> Iterator[str]:
    """What is wrong with files that look like backups."""
    for path in backups:
        faults = [f"{path.name}: {fault}" for fault in faults_of(path)]
        yield from faults
        if not faults and not tokens & {len(tokens_in(path))}:
            yield f"{path.name} does not hold what the desk held"
