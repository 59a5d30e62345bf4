"""What a customer can confirm of her file, and how long ago she did, in words."""

from __future__ import annotations

from collections.abc import Mapping

from servicedesk.i18n import N_, _, ngettext
from servicedesk.rules.numbers import folded_name

PARTS: Mapping[str, str] = {
    "name": N_("name"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "premises": N_("premises"),
    "birthday": N_("birthday"),
    "preferences": N_("preferences"),
}
_WORDS = {
    "phones": "phone", "emails": "email", "姓名": "name", "电话": "phone", "邮箱": "email", "房屋": "premises",
    "地址": "premises", "生日": "birthday", "偏好": "preferences",
}  # fmt: skip


def part_meant(said: str) -> str | None:
    """The part that a word of either language means."""
    word = folded_name(said.strip())
    readings = {
        folded_name(text): part for part, english in PARTS.items() for text in (part, english, _(english))
    }
    return readings.get(word) or _WORDS.get(word)


def part_words(field: str, own: Mapping[str, str]) -> str:
    """What people call a part; `own` are the names of the firm's own fields by code."""
    return _(PARTS[field]) if field in PARTS else own.get(field, field.replace("_", " "))


def confirmed_words(days: int | None) -> str:
    """How long ago the customer confirmed it; None is never."""
    if days is None:
        return _("not confirmed yet")
    if days <= 0:
        return _("confirmed today")
    return ngettext("confirmed {count} day ago", "confirmed {count} days ago", days).format(count=days)
