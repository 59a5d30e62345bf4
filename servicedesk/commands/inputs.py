"""Reading what a command line says: numbers and texts from arguments, files and standard input."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk.file_names import file_named
from servicedesk.i18n import _
from servicedesk.problems import BadValue, NotFound
from servicedesk.rules.numbers import narrow, read_ticket_number
from servicedesk.rules.text import without_halves

if TYPE_CHECKING:
    from servicedesk.desk import Desk

_START = 1 << 16
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_IN_FULL = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T")


def read_numbers(words: Sequence[str], read: Callable[[str], int] = read_ticket_number) -> list[int]:
    """The numbers given, or those on standard input for `-`. Raises BadValue on one that is none."""
    if list(words) == ["-"]:
        words = sys.stdin.read().split()
    return list(dict.fromkeys(read(word) for word in words))


def read_text(text: str | None, file: str, *, numbers: Sequence[str] = ()) -> str:
    """The TEXT of a verb: the argument, `-` for standard input, or a file. Raises BadValue, NotFound."""
    if file:
        if text not in (None, ""):
            raise BadValue(_("Both a text and --file are given"), _("Leave one of the two out"))
        return _file_text(file)
    if text is None:
        raise BadValue(
            _("The text is missing"), _("Give it as an argument, with --file, or - for standard input")
        )
    if text != "-":
        return clean(text)
    if list(numbers) == ["-"]:
        raise BadValue(
            _("Standard input cannot be both the numbers and the text"), _("Give the text with --file")
        )
    return clean(sys.stdin.read().rstrip("\n"))


def clean(text: str) -> str:
    """A word of the command line with half characters made visible."""
    return without_halves(text)


def _file_text(name: str) -> str:
    path = file_named(name)
    if not path.is_file():
        raise NotFound(_("There is no file {path}").format(path=name), _("Check the name"))
    with path.open("rb") as file:
        raw = file.read(_START)
        if b"\0" in raw and not raw.startswith(_WIDE_MARKS):
            raise BadValue(
                _("{path} is not a text that can be read").format(path=name),
                _("Write what it says, and where it is kept"),
            )
        raw += file.read()
    return _decoded(raw).rstrip("\n")


def _decoded(raw: bytes) -> str:
    if raw.startswith(_WIDE_MARKS):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def query_text(words: Sequence[str] | None) -> str:
    """The words of a query as one text; a word with blanks, as the shell passes a phrase, stays a phrase."""
    return " ".join(_phrase(clean(word)) for word in words or ())


def _phrase(word: str) -> str:
    plain = " " in word and ":" not in word and '"' not in word and "：" not in word
    return f'"{word}"' if plain else word


def pairs(words: Sequence[str] | None, example: str = "--set subject='New words'") -> dict[str, str]:
    """`FIELD=VALUE` words as a mapping. Raises BadValue on one without a sign, with an example."""
    read: dict[str, str] = {}
    for word in words or ():
        field, sign, value = word.partition("=")
        if not sign or not field.strip():
            raise BadValue(
                _("{word} is not FIELD=VALUE").format(word=word),
                _("Write it like {example}").format(example=example),
            )
        read[field.strip()] = clean(value)
    return read


def moment(desk: Desk, said: str | None) -> datetime | None:
    """As `needed_moment`, passing an absent time through."""
    return needed_moment(desk, said) if said else None


def needed_moment(desk: Desk, said: str) -> datetime:
    """A time a person gave, in the firm's zone, echoed as understood where it was not written out in full."""
    from servicedesk.i18n import current_language
    from servicedesk.rules.say import say_when
    from servicedesk.rules.when import read_when

    now = desk.local(desk.now())
    at = read_when(said, now)
    if not _IN_FULL.match(narrow(said).strip()):
        print(_("understood: {time}").format(time=say_when(at, now, current_language())), file=sys.stderr)
    return at
