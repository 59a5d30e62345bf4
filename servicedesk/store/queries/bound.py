"""Lists of numbers inside a SELECT, each bound by a name of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

MOST_AT_ONCE = 500


def bound_numbers(numbers: Sequence[int]) -> tuple[str, dict[str, object]]:
    """What stands between the brackets of `IN (...)`, and its parameters."""
    names = {f"n{index}": number for index, number in enumerate(numbers)}
    return ", ".join(f":{name}" for name in names), dict(names)


def in_portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers in portions that one SELECT can take."""
    for start in range(0, len(numbers), MOST_AT_ONCE):
        yield numbers[start : start + MOST_AT_ONCE]


def bound_texts(texts: Collection[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """As `bound_numbers`, for texts, in portions that one SELECT can take."""
    wanted = list(texts)
    for start in range(0, len(wanted), MOST_AT_ONCE):
        values = {f"t{index}": text for index, text in enumerate(wanted[start : start + MOST_AT_ONCE])}
        yield ", ".join(f":{name}" for name in values), dict(values)
