"""One damaged desk: every command on it works or is refused in plain words, and salvage brings out the rest."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from survive.damage.ruin import CUT_LOG
from survive.damage.screen import faults_on_screen
from survive.damage.slow import Place, Rows, readable, rows_of
from survive.desks import STAFF
from survive.headless import DATABASE_CODE, Ran, command, harm

READS = (
    ("ticket", "list"),
    ("search", "漏水"),
    ("ticket", "show", "5"),
    ("ticket", "list", "is:any", "--json", "--limit", "200"),
    ("customer", "find", "138"),
    ("report", "daily"),
    ("callback", "list", "--due", "all"),
    ("doctor",),
)
WRITES = (("ticket", "new", "爆管 after the damage", "--unknown"), ("ticket", "note", "5", "still here?"))
NEXT_STEPS = ("servicedesk", "--database", "Check")

Door = Callable[..., Ran]


@dataclass
class Verdict:
    """What came of one damaged desk."""

    done: str
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def hear(self, said: Sequence[str], ran: Ran) -> None:
        """Counts how a command ended, and what it must not have done."""
        self.ended["refused" if ran.code == DATABASE_CODE else "worked" if ran.code == 0 else "told"] += 1
        self.wrong += [f"{' '.join(said)}: {wrong}" for wrong in (*harm(ran), *_unhelpful(ran))]


def judge(
    path: Path, done: str, originals: Rows, whole: Path, *, door: Door = command, full: bool, screen: bool
) -> Verdict:
    """Runs everything on the desk at `path`; `screen` opens the full screen, `full` restores at the end."""
    verdict = Verdict(done)
    run = partial(door, "--database", str(path))
    before, still = _bytes(path), readable(path, originals)
    for said in READS:
        verdict.hear(said, run(*said))
        if _bytes(path) != before:
            verdict.wrong.append(f"{' '.join(said)}: it wrote to the damaged file")
            before = _bytes(path)
    _salvage(verdict, run, path, originals, still)
    if _bytes(path) != before:
        verdict.wrong.append("doctor --salvage: it wrote to the damaged file")
    if screen:
        verdict.wrong += faults_on_screen(path, verdict.ended)
    _write(verdict, run, path, originals, still)
    if full:
        _bring_back(verdict, run, whole)
    return verdict


def as_process(*arguments: str) -> Ran:
    """The headless door as a process of its own."""
    words = [sys.executable, "-m", "servicedesk", *arguments]
    ran = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def _salvage(verdict: Verdict, run: Door, path: Path, originals: Rows, still: set[Place]) -> None:
    """What is readable comes out as it was, into a desk in which nothing is broken."""
    target = path.with_name(f"salvaged-{path.name}")
    ran = run("doctor", "--salvage", str(target), "--json")
    verdict.hear(("doctor", "--salvage"), ran)
    verdict.ended[f"salvage {ran.code}"] += 1
    verdict.ended["rows readable"] += len(still)
    if not target.exists():
        if ran.code != DATABASE_CODE or still:
            verdict.wrong.append(
                f"salvage left with {ran.code} and no desk, though {len(still)} rows are readable"
            )
        return
    got = rows_of(target)
    there = {(table, row) for (table, _number), row in got.items()}
    same = {place for place, row in originals.items() if (place[0], row) in there}
    verdict.ended["rows salvaged"] += len(same)
    verdict.ended["rows kept in part or older"] += len((originals.keys() & got.keys()) - same)
    if lost := sorted(place for place in still - same if _can_be_proved(place, still)):
        verdict.wrong.append(f"salvage lost {len(lost)} readable rows, first {lost[:3]}")
    if ran.code == 0 and not verdict.done.endswith(CUT_LOG) and (short := len(originals.keys() - got.keys())):
        verdict.wrong.append(f"salvage said that all came out, and {short} rows did not")
    verdict.wrong += _of_salvaged(
        target, ran.code, "salvage" if '"new_administrator": true' in ran.out else STAFF
    )


def _can_be_proved(place: Place, still: set[Place]) -> bool:
    """What an event changed is kept where it fits the event; a changed event leaves nothing to fit."""
    table, number = place
    return table != "event_body" or ("event", number) in still


# Times that a lost part of the history led to are told by the doctor, with how to count them anew.
_OF_LOST_HISTORY = {"due_times", "promises"}


def _of_salvaged(target: Path, code: int, staff: str) -> Iterator[str]:
    from servicedesk.operations.checkup import checkup

    for check in checkup(target):
        if check.state == "bad" and check.name not in _OF_LOST_HISTORY:
            yield f"the salvaged desk has a bad {check.name}: {check.detail}"
        if check.name == "chain" and check.state != "ok" and code == 0:
            yield "salvage said that all came out, and the history says it did not"
    for said in (("ticket", "list"), ("ticket", "new", "爆管", "--unknown"), ("search", "爆管")):
        ran = command("--database", str(target), "--as", staff, *said)
        if ran.code not in (0, 4) or harm(ran):
            yield f"on the salvaged desk `{' '.join(said)}` left with {ran.code}: {ran.err[-200:]}"


def _write(verdict: Verdict, run: Door, path: Path, originals: Rows, still: set[Place]) -> None:
    """A change works or is refused; what was readable stays so."""
    for said in (*WRITES, ("backup", str(path.with_name("copy.sqlite")))):
        ran = run(*said)
        verdict.hear(said, ran)
        if ran.code == 0 and said[0] == "backup":
            verdict.ended["backups"] += 1
    if worse := {place for place in still - readable(path, originals) if place not in _CHANGED_BY_WRITES}:
        verdict.wrong.append(
            f"after the writes {len(worse)} rows are not readable any more: {sorted(worse)[:3]}"
        )


_CHANGED_BY_WRITES = {("ticket", 5)}


def _bring_back(verdict: Verdict, run: Door, whole: Path) -> None:
    """A backup mends whatever was damaged."""
    ran = run("restore", str(whole))
    verdict.hear(("restore",), ran)
    verdict.ended["restores"] += ran.code == 0
    if ran.code != 0:
        verdict.wrong.append(f"restore left with {ran.code}: {ran.err[-300:]}")
    elif bad := [line for line in run("doctor").out.splitlines() if line.startswith("bad")]:
        verdict.wrong.append(f"after the restore: {bad}")


def _unhelpful(ran: Ran) -> Iterator[str]:
    if ran.code == DATABASE_CODE and not any(word in ran.err.partition("\n")[2] for word in NEXT_STEPS):
        yield f"refused without a next step: {ran.err!r}"


def _bytes(path: Path) -> str:
    sums = (
        hashlib.sha256(file.read_bytes())
        for file in (path, path.with_name(path.name + "-wal"))
        if file.exists() and file.stat().st_size
    )
    return " ".join(sum_.hexdigest() for sum_ in sums)
