"""Figures as the cells of a table: each beside its floor, the ratio, the spread, the target, met or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from bench.figures import Figure, Target

TITLES = ("what", "tickets", "figure", "spread", "cpu", "floor", "ratio", "target", "")


def cells(figure: Figure) -> tuple[str, ...]:
    """One line of the table."""
    what = figure.what if figure.measure in {"median", "once"} else f"{figure.what}, {figure.measure}"
    return (
        what,
        f"{figure.size:,}" if figure.size else "",
        amount(figure.value, figure.unit),
        "" if figure.times < 2 else f"{amount(figure.low)}-{amount(figure.high)} of {figure.times}",
        "" if figure.cpu is None else amount(figure.cpu),
        "" if figure.floor_value is None else f"{amount(figure.floor_value)} {figure.floor}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        target_words(figure.target, figure.unit) if figure.target else "",
        {True: "met", False: "not met", None: ""}[figure.is_met],
    )


def target_words(target: Target, unit: str) -> str:
    """A target as people say it."""
    kind, limit = target
    bound = amount(limit, unit)
    return {
        "ratio": f"at most {limit:g} times",
        "above": f"at most {bound} above",
        "most": f"at most {bound}",
        "least": f"at least {bound}",
    }[kind]


def amount(value: float, unit: str = "") -> str:
    """A number with as many places as it deserves."""
    text = (
        f"{value:,.0f}"
        if value >= 100 or value == int(value)
        else f"{value:.1f}"
        if value >= 10
        else f"{value:.2f}"
    )
    return f"{text} {unit}".strip()


def printed(figures: Sequence[Figure]) -> Iterator[str]:
    """The table for a terminal, line by line."""
    lines = [TITLES, *map(cells, figures)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
