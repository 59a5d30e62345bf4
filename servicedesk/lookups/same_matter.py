"""Open tickets that may be about the same matter as one that is typed or was just opened."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.rules.permissions import Permission
from servicedesk.rules.text import search_words
from servicedesk.store.queries.same_matter import OPEN_BESIDE
from servicedesk.store.times import from_stored

MOST_SHOWN = 3
ENOUGH = 0.5  # of the words of the shorter subject
_FEWEST_LETTERS = 2


class SameMatter(NamedTuple):
    """An open ticket of the same customer or at the same premises; `likeness` is from 0 to 1, 1 for the same words."""

    number: int
    subject: str
    opened_at: datetime
    likeness: float


def same_matters(
    desk: Desk, subject: str, *, customer: int | None = None, premises: str = "", without: int = 0
) -> list[SameMatter]:
    """The open tickets beside it whose subjects share half of their words, the likest first, at most three.

    `premises` are named as people write them; `without` is the ticket itself.
    """
    desk.require(Permission.VIEW)
    words = _words(subject)
    if not words or (customer is None and not premises.strip()):
        return []
    asked = {"customer": customer, "premises": premises.strip(), "without": without}
    with desk.store.reading() as reader:
        rows = reader.rows(OPEN_BESIDE, asked)
    found = [
        SameMatter(number, text, from_stored(opened), _likeness(words, _words(text)))
        for number, text, opened in rows
    ]
    near = [one for one in found if one.likeness >= ENOUGH]
    return sorted(near, key=lambda one: (-one.likeness, -one.number))[:MOST_SHOWN]


def _words(text: str) -> set[str]:
    """The pairs of Chinese characters and the words of other languages; what a word is too short to say is left out."""
    return {word.text for word in search_words(text) if len(word.text) >= _FEWEST_LETTERS}


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
