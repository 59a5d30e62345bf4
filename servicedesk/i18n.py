"""The language people see. English is the source; a translation is a gettext catalogue in `locale/`."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh_CN")

_active: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_names = ["en"]
_chosen = [False]
_spoken: ContextVar[str] = ContextVar("spoken", default="")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.translation("servicedesk", folder, languages=[language], fallback=language == "en")


def known_language(name: str) -> str | None:
    """Reads `zh`, `zh-CN`, `zh_CN.UTF-8`, `en_GB` and the like; None when no catalogue serves it."""
    short = name.replace("-", "_").split(".")[0].lower()
    if short.startswith("zh"):
        return "zh_CN"
    return "en" if short.startswith("en") or short in {"c", "posix"} else None


def use_language(language: str, *, chosen: bool = True) -> None:
    """Sets the language for this process; the screens draw themselves anew after it.

    `chosen` says that a person asked for it; a guess gives way to the firm's own language.
    """
    _active[0] = gettext.NullTranslations() if language == "en" else _catalogue(language)
    _names[0], _chosen[0] = language, chosen


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said inside is in this language, in this thread alone; an empty one leaves the language in use."""
    before = _spoken.set(language or current_language())
    try:
        yield
    finally:
        _spoken.reset(before)


def offer_language(language: str) -> None:
    """The firm's language, taken where nobody asked for another."""
    if not _chosen[0] and language in LANGUAGES:
        use_language(language, chosen=False)


def current_language() -> str:
    """The language in use: `en` or `zh_CN`."""
    return _spoken.get() or _names[0]


def _translations() -> gettext.NullTranslations:
    spoken = _spoken.get()
    return _catalogue(spoken) if spoken and spoken != _names[0] else _active[0]


def _(text: str) -> str:
    """The text in the language in use; the source text where there is no translation."""
    return _translations().gettext(text) if text else ""


def said_in(language: str, text: str) -> str:
    """The text in the language named, whatever language is in use: what is kept for the whole firm."""
    return text if language not in LANGUAGES or language == "en" else _catalogue(language).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The right plural form of a text for `number`, in the language in use."""
    return _translations().ngettext(one, many, number)


def N_(text: str) -> str:
    """Marks a text for translation where it is written; `_` translates it where it is shown."""
    return text
