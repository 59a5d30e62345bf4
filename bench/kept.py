"""bench/results.json: what a full run measured, group by group, with the machine it was measured on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.figures import Figure
from bench.machine import machine_facts

RESULTS = Path(__file__).parent / "results.json"


class Group(NamedTuple):
    """The figures of one group, when they were measured and on what."""

    measured_on: str
    seconds: float
    machine: Mapping[str, str | int]
    figures: list[Figure]


def keep(name: str, seconds: float, figures: Sequence[Figure], order: Sequence[str]) -> None:
    """Puts a group's new figures in place of its old ones."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[name] = {
        "measured_on": date.today().isoformat(),  # noqa: DTZ011
        "seconds": round(seconds, 1),
        "machine": machine_facts(),
        "figures": [figure.kept() for figure in figures],
    }
    ordered = {group: kept[group] for group in order if group in kept}
    RESULTS.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept_groups() -> dict[str, Group]:
    """Every group that was measured."""
    if not RESULTS.exists():
        return {}
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {
        name: Group(
            group["measured_on"],
            group["seconds"],
            group["machine"],
            [Figure.from_kept(figure) for figure in group["figures"]],
        )
        for name, group in kept.items()
    }
