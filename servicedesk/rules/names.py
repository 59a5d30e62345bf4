"""The words a person or firm is found by: pinyin and initials, with surnames read the way they are spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicedesk.rules.surnames import COMPOUND, COMPOUND_READINGS, READINGS
from servicedesk.rules.text import index_words, normalised

LONGEST_NAME = 60

_HAN = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_JOINED = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)+")


def name_keys(name: str) -> list[str]:
    """Search words for a name, each once: pinyin joined and by syllable, initials, and its Latin words.

    王小明 gives wangxiaoming, wang, xiao, ming, wxm, xiaoming and xm. A surname of several readings (单)
    gives the keys of each; ü is found as v and as u. The first Chinese name loads the pinyin table (0.4 s).
    """
    folded = normalised(name)
    keys: dict[str, None] = dict.fromkeys(index_words(_HAN.sub(" ", folded)))
    keys.update(dict.fromkeys(re.sub(r"[^\w]", "", joined) for joined in _JOINED.findall(folded)))
    for run in _HAN.findall(folded):
        keys.update(dict.fromkeys(_run_keys(run[:LONGEST_NAME])))
    keys.pop("", None)
    return list(keys)


def _run_keys(run: str) -> Iterator[str]:
    surname_length = 2 if run[:2] in COMPOUND and len(run) > 2 else 1
    for syllables in _readings(run):
        given = syllables[surname_length:]
        yield "".join(syllables)
        yield "".join(syllable[0] for syllable in syllables)
        yield from syllables
        yield "".join(given)
        yield "".join(syllable[0] for syllable in given)


def _readings(run: str) -> Iterator[list[str]]:
    """Each way the run may be read as syllables: as a surname and a name, and as plain words."""
    from pypinyin import lazy_pinyin

    plain: list[str] = lazy_pinyin(run, errors="ignore")
    beginnings = [tuple(plain[:1]), *((reading,) for reading in READINGS.get(run[0], ()))]
    if len(plain) == len(run) and run[:2] in COMPOUND_READINGS:
        beginnings.insert(0, COMPOUND_READINGS[run[:2]])
    elif len(plain) < len(run):
        beginnings = [()]
    for beginning in dict.fromkeys(beginnings):
        syllables = [*beginning, *plain[len(beginning) :]]
        yield syllables
        if any("v" in syllable for syllable in syllables):
            yield [syllable.replace("v", "u") for syllable in syllables]


def name_syllables(name: str) -> tuple[str, str]:
    """The surname and the given name of a Chinese name in pinyin; two empty texts for any other name."""
    run = normalised(name).replace(" ", "")
    if not run or not _HAN.fullmatch(run):
        return "", ""
    length = 2 if run[:2] in COMPOUND and len(run) > 2 else 1
    readings = list(_readings(run))
    best = readings[1] if length == 1 and run[0] in READINGS and len(readings) > 1 else readings[0]
    return "".join(best[:length]), "".join(best[length:])
