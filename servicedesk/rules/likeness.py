"""How alike two names or two places are, however they were written: 0 for nothing in common, 1 for the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from servicedesk.rules.names import name_syllables
from servicedesk.rules.text import normalised

SAME_SOUND = 0.95
NEAR_SOUND = 0.88
ONLY_A_PART = 0.6  # of a name whose other part was not written down
LEFT_OUT = 0.85
ANOTHER_NUMBER = 0.6  # the same street and another house
LONG_NUMBER = 4  # digits: a postcode rather than a flat
GIVEN_NAME = 0.55  # the given name stayed, as after a wedding

_TITLES = re.compile(
    r"(?:先生|女士|小姐|太太|师傅|老师|经理|阿姨|同学|夫人)$|^(?:mr|mrs|ms|miss|dr|prof)\b\.?|\b(?:jr|sr)\b\.?"
)
_FIRM_FORMS = re.compile(
    r"\([^()]*\)|\b(?:ltd|limited|inc|llc|plc|gmbh|corp|corporation|co|company|the|and|of|at|restaurant)\b\.?"
    r"|(?:有限责任|有限|股份|集团)?(?:公司|商店|分店|总店)|[&+]"
)
_WORDS = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[㐀-鿿]")
_LOOSE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("h", "f"), ("v", "u"))
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
_ORDINALS = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_COUNTED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_UNITS = re.compile(r"(?:号楼|号院|单元|栋|幢|座|楼|层|室|号|弄|户|房)(?=\W|[0-9]|$)")
_SHORT_FORMS = {
    "st": "street", "ave": "avenue", "av": "avenue", "blvd": "boulevard", "blv": "boulevard", "rd": "road",
    "dr": "drive", "ct": "court", "crt": "court", "pl": "place", "ln": "lane", "sq": "square",
    "cres": "crescent", "hwy": "highway", "pkwy": "parkway", "n": "north", "s": "south", "e": "east",
    "w": "west", "apt": "", "unit": "", "flat": "", "no": "", "bldg": "building", "fl": "floor",
    **{word: str(number) for number, word in enumerate(_COUNTED, 1)},
}  # fmt: skip


def person_words(name: str) -> tuple[str, ...]:
    """A person's name as words in Latin letters, a Chinese one as surname and given name in pinyin; no titles."""
    folded = _TITLES.sub(" ", normalised(name)).strip()
    if _HAN.search(folded):
        if len(folded) == 1:
            return (name_syllables(folded + "一")[0],)
        surname, given = name_syllables(folded)
        if surname:
            return (surname, given)
    return tuple(_WORDS.findall(folded.replace("'", "").replace("’", "").replace("-", "")))


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return _HAN.search(name) is not None


def firm_words(name: str) -> tuple[str, ...]:
    """The words of a firm's name that tell it from others."""
    folded = normalised(name).replace("'", "").replace("’", "")
    return tuple(_WORDS.findall(_FIRM_FORMS.sub(" ", folded))) or tuple(_WORDS.findall(folded))


def place_words(text: str) -> tuple[str, ...]:
    """Premises as their words and numbers: 3栋2单元501室 and 3-2-501 are the same."""
    folded = _ORDINALS.sub("", _UNITS.sub(" ", normalised(text))).replace("'", "")
    words = (_SHORT_FORMS.get(piece, piece) for piece in _PIECES.findall(folded))
    return tuple(word for word in words if word)


def persons_alike(one: Sequence[str], other: Sequence[str], *, by_sound: bool = False) -> float:
    """How alike two names of people are, as `person_words` gives them, in whatever order they stand.

    Chinese names are compared `by_sound`: another syllable is another name, not a slip of the hand.
    """
    if not one or not other:
        return 0.0
    if sorted(one) == sorted(other):
        return 1.0
    if "".join(one) == "".join(other) or "".join(one) == "".join(reversed(other)):
        return SAME_SOUND
    fewer, more = sorted((one, other), key=_fewest)
    pairs = _matched(fewer, more, _by_sound if by_sound else _word)
    worst, mean = min(pairs), sum(pairs) / len(pairs)
    alike = (worst + mean) / 2
    if len(fewer) == 1 and len(more) > 1:
        return ONLY_A_PART if alike > 0.8 else alike * LEFT_OUT
    if alike <= GIVEN_NAME and one[0] == other[0] and not by_sound:
        return GIVEN_NAME
    return alike if len(fewer) == len(more) else alike * LEFT_OUT


def firms_alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names of firms are: words may be left out, stand elsewhere, or be cut short."""
    if not one or not other:
        return 0.0
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return 1.0
    fewer, more = sorted((one, other), key=lambda words: (sum(map(len, words)), tuple(words)))
    weights = [len(word) for word in fewer]
    found = [max(_firm_word(word, known) for known in more) for word in fewer]
    covered = sum(weight * share for weight, share in zip(weights, found, strict=True)) / sum(weights)
    left_out = 1 - sum(weights) / max(sum(map(len, more)), 1)
    return covered * (1 - 0.15 * max(left_out, 0.0))


def places_alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two places are; another number of the house or flat makes them two places."""
    if not one or not other:
        return 0.0
    if one == other or sorted(one) == sorted(other):
        return 1.0
    words, names = ([word for word in words if not word.isdigit()] for words in (one, other))
    of_words = _words_alike(words, names)
    numbers, known = ([word for word in words if word.isdigit()] for words in (one, other))
    if not numbers or not known:
        return of_words * 0.9
    of_numbers = _numbers_alike(numbers, known)
    if not words or not names:
        return SAME_SOUND if numbers == known else 0.0
    return min(of_words, ANOTHER_NUMBER) if of_numbers == 0.0 else 0.6 * of_words + 0.4 * of_numbers


def _numbers_alike(one: Sequence[str], other: Sequence[str]) -> float:
    """0 where both have a number that the other has not; one that was left out, or two digits swapped, is a slip."""
    mine, theirs = ({_slips_aside(number) for number in numbers} for numbers in (one, other))
    if not (mine <= theirs or theirs <= mine):
        return 0.0
    return len(mine & theirs) / max(len(mine), len(theirs)) * 0.2 + 0.8


def _slips_aside(number: str) -> str:
    return "".join(sorted(number)) if len(number) >= LONG_NUMBER else number


def _fewest(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Puts the shorter first, whichever of two was named first."""
    return len(words), tuple(words)


def _words_alike(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    fewer, more = sorted((one, other), key=_fewest)
    found = [max(_word(word, known) for known in more) for word in fewer]
    weights = [len(word) for word in fewer]
    return sum(w * f for w, f in zip(weights, found, strict=True)) / sum(weights)


def _matched(fewer: Sequence[str], more: Sequence[str], alike: Callable[[str, str], float]) -> list[float]:
    """Each word of the shorter name with the best word of the other that is still free."""
    free, found = list(more), []
    for word in fewer:
        scores = [alike(word, known) for known in free]
        best = scores.index(max(scores))
        found.append(scores[best])
        del free[best]
    return found


def _by_sound(word: str, known: str) -> float:
    return 1.0 if word == known else NEAR_SOUND if _loose(word) == _loose(known) else 0.0


def _firm_word(word: str, known: str) -> float:
    shorter, longer = sorted((word, known), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return SAME_SOUND
    return _word(word, known)


@lru_cache(maxsize=65_536)
def _word(word: str, known: str) -> float:
    """How alike two words are; a slip of one letter counts little, another ending of a short word much."""
    if word == known:
        return 1.0
    if len(word) == 1 or len(known) == 1:
        return SAME_SOUND if word[0] == known[0] else 0.0
    if _loose(word) == _loose(known):
        return NEAR_SOUND
    from rapidfuzz.distance import DamerauLevenshtein

    slips = DamerauLevenshtein.distance(word, known, score_cutoff=4)
    return max(0.0, 1 - slips / max(len(word), len(known)) * (1.0 if slips == 1 else 1.3))


def _loose(word: str) -> str:
    for written, heard in _LOOSE:
        word = word.replace(written, heard)
    return word
