"""What a customer likes, in one line, for whoever opens or reads a ticket."""

from __future__ import annotations

import json
from typing import Protocol

from servicedesk.i18n import _, known_language
from servicedesk.rules.codes import label

_LANGUAGE_NAMES = {
    **dict.fromkeys(("中文", "汉语", "普通话", "Chinese", "chinese", "Mandarin"), "zh_CN"),
    **dict.fromkeys(("英文", "英语"), "en"),
}


class Liking(Protocol):
    """Anything that carries a customer's preferences; `preferences` is a JSON object of text to text."""

    @property
    def best_time(self) -> str | None: ...
    @property
    def preferred_channel(self) -> str | None: ...
    @property
    def preferences(self) -> str | None: ...


def likes(customer: Liking) -> str:
    """Best time, channel, and what else is known: `best time after 10 · prefers WeChat · pets: dog` (R005, R018)."""
    words = [_("best time {time}").format(time=customer.best_time)] if customer.best_time else []
    if customer.preferred_channel:
        words.append(_("prefers {channel}").format(channel=label("channel", customer.preferred_channel)))
    known = json.loads(customer.preferences or "{}")
    words += [_("{name}: {value}").format(name=name, value=value) for name, value in known.items()]
    return " · ".join(words)


def language_of(customer: Liking) -> str:
    """The language in which the customer wants to be spoken to, of those the desk speaks; empty where none is known."""
    known = json.loads(customer.preferences or "{}")
    said = next((known[name] for name in ("language", "语言") if known.get(name)), "").strip()
    if said in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[said]
    return known_language(said) or "" if said else ""
