"""Numbers inside times people type, in digits or in Chinese: 3, 两, 十一, 二十五."""

from __future__ import annotations

NUMBER = (
    "(?:[0-9]{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
    "|[零〇一二两三四五六七八九]{1,4})"
)

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def number(text: str) -> int:
    """The value of a text that matches NUMBER; below 100 when written in Chinese."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.replace("廿", "二十").rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in ones))
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[-1]] if ones else 0)
