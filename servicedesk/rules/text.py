"""What people typed: folded and cut into words for searching, and drawn without doing any harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

LONGEST_WORD = 64
SHORTEST_TAIL = 3
LONGEST_DIGIT_RUN = 20

_CJK = (  # letters only, each known to unicode61
    r"\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    r"\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufa6d\ufa70-\ufad9\U0001b000-\U0001b122"
    r"\U00020000-\U0002a6df\U0002a700-\U0002b738\U0002b740-\U0002b81d\U0002b820-\U0002cea1"
    r"\U0002ceb0-\U0002ebe0\U0002f800-\U0002fa1d\U00030000-\U0003134a"
)
_FIRST_CJK = "\u1100"
_RUN = rf"[{_CJK}]+|[^\W_{_CJK}]+"
_ASCII_RUN = r"[a-z0-9]+"
_CJK_START = rf"[{_CJK}]"
_DIGITS = re.compile(r"[0-9]+")
_GROUPS_OF_DIGITS = re.compile(r"[0-9]+(?:[-. ][0-9]+)*")
_BETWEEN_GROUPS = str.maketrans("", "", "-. ")
_MAYBE_MARKED = r"[^\x00-\x7f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"


class SearchWord(NamedTuple):
    """One word that must be found; as a prefix, or exactly."""

    text: str
    prefix: bool


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A large pattern, compiled when it is first needed: most commands fold and draw nothing."""
    return re.compile(text)


def normalised(text: str) -> str:
    """The text with width, case, accents and whitespace folded, so that equal writings compare equal."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _pattern(_MAYBE_MARKED).sub(_without_marks, text).casefold()
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


@lru_cache(maxsize=2_000)  # each letter that is typed is compared with much the same names and flats
def comparable(text: str) -> str:
    """As `normalised`, traditional Chinese characters also as simplified ones: by this texts are found."""
    folded = normalised(text)
    return folded if folded.isascii() else _simplified()(folded)


@cache
def _simplified() -> Callable[[str], str]:
    from servicedesk.rules.traditional import simplified

    return simplified


def _without_marks(run: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFKD", run[0])
    kept = "".join(sign for sign in apart if unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"})
    return unicodedata.normalize("NFKC", kept)


def index_words(text: str) -> list[str]:
    """The words a text is found by, each once; only letters and digits, so FTS5's unicode61 keeps them whole.

    Chinese, Japanese and Korean runs give every character and every overlapping pair, numbers their tails of
    at least three digits (in runs of at most twenty), and numbers written in groups also the joined number.
    """
    folded = comparable(text)
    words: dict[str, None] = {}
    for run in _pattern(_ASCII_RUN if folded.isascii() else _RUN).findall(folded):
        if run[0] >= _FIRST_CJK and _is_cjk(run):
            words.update(dict.fromkeys(run))
            words.update(dict.fromkeys(_pairs(run)))
        else:
            words[run[:LONGEST_WORD]] = None
            if not run.isalpha():
                words.update(_tails_of(run))
    for grouped in _GROUPS_OF_DIGITS.findall(folded):
        joined = grouped.translate(_BETWEEN_GROUPS)
        if 7 <= len(joined) <= LONGEST_DIGIT_RUN and joined != grouped:
            words.update(dict.fromkeys(_tails(joined)))
    return list(words)


def _is_cjk(run: str) -> bool:
    return _pattern(_CJK_START).match(run) is not None


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


@lru_cache(maxsize=20_000)  # flats and phones come again and again
def _tails_of(word: str) -> dict[str, None]:
    return dict.fromkeys(_tails(word))


def _tails(word: str) -> Iterator[str]:
    """The rest of the word from each digit on, so that a prefix query finds a number by its middle."""
    for digits in _DIGITS.finditer(word):
        start, end = digits.span()
        yield word[start : start + LONGEST_WORD]
        if end - start <= LONGEST_DIGIT_RUN:
            for at in range(start + 1, end - SHORTEST_TAIL + 1):
                yield word[at : at + LONGEST_WORD]


def search_words(text: str) -> list[SearchWord]:
    """What must all be found for a typed query; empty only when it holds no letter and no digit."""
    words: dict[SearchWord, None] = {}
    for run in _pattern(_RUN).findall(comparable(text)):
        if run[0] < _FIRST_CJK or not _is_cjk(run):
            words[SearchWord(run[:LONGEST_WORD], prefix=True)] = None
        else:
            for piece in _pairs(run) or [run]:
                words[SearchWord(piece, prefix=False)] = None
    return list(words)


def match_expression(text: str) -> str:
    """The FTS5 MATCH expression for a typed query, every word quoted; empty when there is nothing to find."""
    return " AND ".join(
        f'"{word.text}" *' if word.prefix else f'"{word.text}"' for word in search_words(text)
    )


# Order matters: sequences that are drawn as one picture come first and stay as they are.
_PICTURE = r"\U0001f3f4[\U000e0020-\U000e007e]{2,8}\U000e007f"
_EMOJI = r"\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
_JOINING = r"\u0600-\u07ff\u0860-\u0dff\u1800-\u18af"
_JOINER = rf"(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])"
_HARMFUL = (
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_DRAWN = f"(?P<kept>{_PICTURE}|{_JOINER})|{_HARMFUL}"
_HALF = re.compile("[\ud800-\udfff]")
_LINES = re.compile(r"\r\n?|[\n\t\v\f\x85\u2028\u2029]")


def shown(text: str, keep_newlines: bool = False) -> str:
    """The text with control, direction and invisible signs made visible, so that it cannot steer a terminal.

    With `keep_newlines` line ends stay and tabs become spaces. Clean text is returned as the same object.
    """
    if text.isprintable() or not _pattern(_HARMFUL).search(text):
        return text
    if keep_newlines:
        lines = text.replace("\r\n", "\n").replace("\t", "    ").split("\n")
        return "\n".join(_pattern(_DRAWN).sub(_sign, line) for line in lines)
    return _pattern(_DRAWN).sub(_sign, text)


def without_halves(text: str) -> str:
    """Two halves become their character, one alone a visible sign; everything else stays as typed."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    """The text as `shown` draws it, on one line: line ends and tabs become single spaces."""
    return text if text.isprintable() else shown(_LINES.sub(" ", text))


def _sign(found: re.Match[str]) -> str:
    if found["kept"]:
        return found[0]
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"‹U+{code:04X}›"
