"""python -m survive [TRIAL ...] [--short] [--seed N] [--keep FOLDER]: runs the trials and prints their table.

What a trial found at full size is kept in survive/results.json, from which docs/measured.md is made.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from survive.outcome import Outcome, Run

RESULTS = Path(__file__).parent / "results.json"
SHORT = 0.03
SEED = 20261123

# Each trial is a module with `run(run: Run) -> list[Outcome]`.
TRIALS = {
    "kills": "kill -9 at random moments",
    "crowd": "many processes and screens writing at once",
    "power": "the power fails between two writes",
    "surroundings": "disk, rights, clock and terminal fail",
    "damage": "bytes of the file are changed",
    "hostile": "hostile text through every option and field",
    "files": "malformed files are imported",
    "model": "two people at one desk, against a plain model of it",
    "soak": "four hours of work in fast forward",
}


def main(arguments: Sequence[str]) -> int:
    """Runs the trials asked for; 1 when any of them found a fault."""
    asked = _parser().parse_args(arguments)
    faults = 0
    with tempfile.TemporaryDirectory(prefix="survive-") as scratch:
        folder = Path(asked.keep or scratch).resolve()
        run = Run(SHORT if asked.short else 1.0, asked.seed, folder)
        for trial in asked.trials or TRIALS:
            print(f"{trial}: {TRIALS[trial]}", flush=True)
            started = time.monotonic()
            outcomes: list[Outcome] = import_module(f"survive.{trial}").run(run)
            seconds = round(time.monotonic() - started, 1)
            for outcome in outcomes:
                _tell(outcome)
                faults += len(outcome.faults)
            print(f"  {seconds} s", flush=True)
            if not asked.short:
                _keep(trial, asked.seed, seconds, outcomes)
    return 1 if faults else 0


def _keep(trial: str, seed: int, seconds: float, outcomes: Sequence[Outcome]) -> None:
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[trial] = {"seed": seed, "seconds": seconds, "outcomes": [asdict(outcome) for outcome in outcomes]}
    ordered = {name: kept[name] for name in TRIALS if name in kept}
    RESULTS.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _tell(outcome: Outcome) -> None:
    figures = ", ".join(f"{name} {value}" for name, value in outcome.figures.items())
    verdict = f"{len(outcome.faults)} FAULTS" if outcome.faults else "whole"
    print(
        f"  {outcome.what}: {outcome.tried} tried, {verdict}{'; ' + figures if figures else ''}", flush=True
    )
    for fault in outcome.faults:
        print(f"    {fault}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="survive", description=__doc__)
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], metavar="TRIAL", help=", ".join(TRIALS))
    parser.add_argument("--short", action="store_true", help="a small part of every trial, as CI runs it")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same faults")
    parser.add_argument("--keep", help="work in this folder and leave it as it is")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
