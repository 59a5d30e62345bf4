"""What is measured: a figure with its spread, the floor it stands beside, and the target it is judged by."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["ratio", "above", "most", "least"]
_PLACES = {"ms": 2, "MB": 1, "s": 2, "%": 2}


class Target(NamedTuple):
    """`ratio`: at most so many times the floor; `above`: at most so much above it; else an absolute bound."""

    kind: Kind
    limit: float


@dataclass(frozen=True)
class Figure:
    """One line of a table; `value` is what the target judges, `low` and `high` are the quartiles.

    `size` is the number of tickets on the desk; `cpu` the processor time of a whole process, in the same unit.
    """

    what: str
    unit: str
    value: float
    low: float
    high: float
    times: int
    measure: str = "median"
    size: int | None = None
    cpu: float | None = None
    floor: str = ""
    floor_value: float | None = None
    target: Target | None = None
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return None if not self.floor_value else self.value / self.floor_value

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        kind, limit = self.target
        if kind in {"most", "least"}:
            return self.value <= limit if kind == "most" else self.value >= limit
        if self.floor_value is None:
            return None
        return self.value <= (self.floor_value * limit if kind == "ratio" else self.floor_value + limit)

    def kept(self) -> dict[str, Any]:
        """The figure as results.json keeps it."""
        values = asdict(self)
        values["target"] = list(self.target) if self.target else None
        places = _PLACES.get(self.unit, 1)
        for name in ("value", "low", "high", "cpu", "floor_value"):
            if values[name] is not None:
                values[name] = round(values[name], places)
        said = {name: value for name, value in values.items() if value not in (None, "")}
        return {"what": self.what, "unit": self.unit, **said}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Figure:
        """The figure that `kept` wrote."""
        target = kept.get("target")
        return cls(**{**kept, "target": Target(*target) if target else None})


def figure_of(
    samples: Sequence[float], what: str, unit: str, *, measure: str = "median", **more: Any
) -> Figure:
    """The figure of some samples: their median, `p95`, `p99` or `max`, with the quartiles."""
    low, _middle, high = statistics.quantiles(samples, n=4) if len(samples) > 1 else [samples[0]] * 3
    value = percentile(samples, measure)
    return Figure(what, unit, value, low, high, len(samples), measure, **more)


def percentile(samples: Sequence[float], measure: str) -> float:
    """The `median`, the `max`, or the smallest sample that at least NN of a hundred do not pass, as `pNN`."""
    if measure == "median":
        return statistics.median(samples)
    share = 1.0 if measure == "max" else int(measure.removeprefix("p")) / 100
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]
