"""Writes docs/measured.md from what the benchmark and the survival suite found at full size.

python tools/measured.py           write it
python tools/measured.py --check   fail when it is not fresh
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.__main__ import GROUPS  # noqa: E402  found from the root of the project
from bench.figures import Figure  # noqa: E402
from bench.kept import Group, kept_groups  # noqa: E402
from bench.table import TITLES, cells  # noqa: E402
from survive.__main__ import TRIALS  # noqa: E402

PAGE = ROOT / "docs" / "measured.md"
NOTES = ROOT / "bench" / "notes.md"
SURVIVED = ROOT / "survive" / "results.json"
_INTRO = """# Measured

Made by `make measured` from `bench/results.json` and `survive/results.json`, which full runs of the two suites write.

- `make bench` measures speed and size: it makes desks of 10,000, 100,000 and 1,000,000 tickets (10,000 customers, a fifth of
  the text Chinese, a tenth open) by the program's own import, and works on them. `python -m bench --help` tells how to
  measure one part, other sizes, or other programs on the same tickets (`--peers FOLDER`). It needs Linux and `.[test]`.
- `make survive` does harm to desks and looks whether they are whole: `python -m survive --help`.

Times differ from machine to machine, and from run to run by up to two. So every figure stands beside its floor, measured in
the same run in turn with it: bare Python, bare `sqlite3` with the very same SELECTs, the cheapest command that Typer makes,
an empty app of Textual. **The ratio is what counts**: 1.2 means a fifth more time than the floor. A figure is a median
unless another measure is named; the spread is from the lower to the upper quartile of so many repetitions; cpu is the time
of the processor. Keys are timed in a real terminal from the key to the last byte of what it changed on the screen.
"""


def page() -> str:
    """The whole page."""
    parts = [_INTRO, *_speed(kept_groups())]
    notes = NOTES.read_text(encoding="utf-8").strip() if NOTES.exists() else ""
    if notes:
        parts.append(f"## Where a target is not met\n\n{notes}\n")
    return "\n".join([*parts, *_survival()])


def _speed(groups: Mapping[str, Group]) -> Iterator[str]:
    judged = [figure for group in groups.values() for figure in group.figures if figure.is_met is not None]
    if judged:
        met = sum(figure.is_met is True for figure in judged)
        yield f"## Speed and size\n\n{met} of {len(judged)} targets are met.\n"
    for name, group in groups.items():
        machine = ", ".join(f"{fact} {value}" for fact, value in group.machine.items())
        yield f"### {GROUPS[name].capitalize()}\n\nMeasured on {group.measured_on} in {group.seconds:.0f} s; {machine}.\n"
        sizes = dict.fromkeys(figure.size for figure in group.figures if figure.size)
        present = [figure for figure in group.figures if figure.measure != "absent"]
        for size in sizes:
            yield f"{size:,} tickets:\n"
            yield "\n".join(_table([figure for figure in present if figure.size == size]))
        of_no_size = [figure for figure in present if not figure.size]
        if of_no_size:
            yield "\n".join(_table(of_no_size))
        yield from (f"{one.what}: not present.\n" for one in group.figures if one.measure == "absent")


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    """A table without the columns that would be empty."""
    lines = [_without_size(TITLES), *(_without_size(cells(figure)) for figure in figures)]
    used = [place for place in range(len(lines[0])) if any(line[place] for line in lines[1:])]
    for number, line in enumerate(lines):
        yield f"| {' | '.join(line[place] for place in used)} |"
        if number == 0:
            yield f"| {' | '.join('---' for _place in used)} |"
    yield from (f"\n{figure.what}: {figure.remark}." for figure in figures if figure.remark)
    yield ""


def _without_size(line: Sequence[str]) -> list[str]:
    return [cell for title, cell in zip(TITLES, line, strict=True) if title != "tickets"]


def _survival() -> Iterator[str]:
    kept: dict[str, Any] = json.loads(SURVIVED.read_text(encoding="utf-8")) if SURVIVED.exists() else {}
    if not kept:
        return
    yield "## Survival\n"
    yield "Real processes and real files; the same seed gives the same faults. Whole means that nothing was lost or hurt.\n"
    yield "| what was done | tried | counted | |\n| --- | --- | --- | --- |"
    for trial, told in kept.items():
        yield f"| **{TRIALS[trial]}** | | seed {told['seed']}, {told['seconds']:.0f} s | |"
        for outcome in told["outcomes"]:
            counted = ", ".join(f"{name} {value}" for name, value in outcome["figures"].items())
            verdict = f"{len(outcome['faults'])} faults" if outcome["faults"] else "whole"
            yield f"| {outcome['what']} | {outcome['tried']:,} | {counted} | {verdict} |"
    yield ""


def main() -> int:
    """Writes the page, or tells that it is not fresh."""
    fresh = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(fresh, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == fresh:
        return 0
    print("docs/measured.md is not fresh: run make measured", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
