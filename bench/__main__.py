"""python -m bench [GROUP ...] [--sizes 10000,100000,1000000] [--desks FOLDER] [--peers FOLDER] [--short]

Makes the desks that are not there yet, measures, and prints a table. What was measured at all three sizes is kept in
bench/results.json, from which docs/measured.md is made. `--short` runs everything a little on the smallest desk and
judges counts alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bench.desks import desk_of
from bench.kept import keep
from bench.run import Run
from bench.table import printed

SIZES = (10_000, 100_000, 1_000_000)
SHORT_SIZE = 10_000

# Each group is a module with `measure(run: Run) -> list[Figure]`.
GROUPS = {
    "commands": "commands that read",
    "writes": "writes, loads and exports",
    "screens": "the full screen in a real terminal",
    "bringing": "customers from a list, and taken back",
    "people": "duplicates found and missed",
    "peers": "other programs with the same tickets",
}
COUNTED = {"bytes", "rows"}  # units that do not wobble: judged in a short run too


def main(arguments: Sequence[str]) -> int:
    """Measures what was asked for; 1 when a short run finds a count beyond its target."""
    asked = _parser().parse_args(arguments)
    sizes = (SHORT_SIZE,) if asked.short else tuple(int(size) for size in asked.sizes.split(","))
    desks = tuple(desk_of(size, Path(asked.desks).resolve()) for size in sorted(sizes))
    peers = Path(asked.peers).resolve() if asked.peers else None
    beyond = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        run = Run(desks, Path(scratch), peers, asked.short)
        for group in asked.groups or [name for name in GROUPS if peers or name != "peers"]:
            print(f"{group}: {GROUPS[group]}", flush=True)
            started = time.monotonic()
            figures = import_module(f"bench.{group}").measure(run)
            seconds = time.monotonic() - started
            print("\n".join(printed(figures)), f"  {seconds:.0f} s\n", sep="\n", flush=True)
            beyond += sum(figure.unit in COUNTED and figure.is_met is False for figure in figures)
            if sizes == SIZES:
                keep(group, seconds, figures, list(GROUPS))
    return 1 if asked.short and beyond else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many tickets the desks have")
    parser.add_argument(
        "--desks",
        default=str(Path(tempfile.gettempdir()) / "servicedesk-bench"),
        help="where the desks are kept",
    )
    parser.add_argument(
        "--peers", help="a folder in which other programs are, or are put; without it none is run"
    )
    parser.add_argument(
        "--short", action="store_true", help="a little of everything on a small desk, as CI runs it"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
