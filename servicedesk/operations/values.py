"""Reading the small values that firm administration is made of."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.problems import BadValue

LONGEST_LINE = 200
_YES = {"yes", "y", "true", "on", "1", "是", "启用"}
_NO = {"no", "n", "false", "off", "0", "否", "停用"}


def line(said: str, missing: str) -> str:
    """One line of text with its blanks folded. Raises BadValue saying `missing` on blanks, or when too long."""
    text = " ".join(said.split())
    if not text:
        raise BadValue(missing, _("Give it one"))
    if len(text) > LONGEST_LINE:
        raise BadValue(
            _("The text has {count} characters; at most {most} are kept").format(
                count=len(text), most=LONGEST_LINE
            ),
            _("Say it in fewer words"),
        )
    return text


def yes_or_no(said: str) -> bool:
    """Reads yes and no, also in Chinese. Raises BadValue."""
    word = said.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise BadValue(_("{text} is neither yes nor no").format(text=said), _("Write yes or no"))


def in_two_languages(name: str, english: str, chinese: str) -> tuple[str, str]:
    """A name as its English and its Chinese one: `name` serves the language it is written in."""
    is_chinese = any("\u3400" <= letter <= "\u9fff" for letter in name)
    first, second = ("", name) if is_chinese else (name, "")
    return " ".join((english or first).split()), " ".join((chinese or second).split())
