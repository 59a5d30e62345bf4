"""One slip of the finger: a letter or digit wrong, left out, put in, or two exchanged."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4  # a shorter word with one letter wrong could be nearly any other
MOST_SLIPS = 1


def is_near(typed: str, meant: str) -> bool:
    """Whether one slip lies between two words."""
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, meant, score_cutoff=MOST_SLIPS) <= MOST_SLIPS


def nearest(typed: str, known: Iterable[str], most: int) -> list[str]:
    """The beginnings of known words that are one slip away, those with the same first letter first."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    size = len(typed)
    words = {word[:length] for word in known for length in (size, size - 1, size + 1)}
    found = extract(typed, words, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=most)
    return sorted((word for word, _slips, _place in found), key=lambda word: (word[:1] != typed[:1], word))


def holds_near(text: str, typed: str) -> bool:
    """Whether any stretch of a text as long as what was typed, or one sign more or less, is near to it."""
    lengths = (len(typed), len(typed) - 1, len(typed) + 1)
    return any(
        is_near(typed, text[at : at + length]) for length in lengths for at in range(len(text) - length + 1)
    )
