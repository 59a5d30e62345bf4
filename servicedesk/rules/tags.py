"""Tags: one word each, kept between blanks so that a whole tag is found and never a part of one."""

from __future__ import annotations

from servicedesk.rules.text import normalised


def tags_text(said: str) -> str:
    """`leak, VIP` or `leak VIP` or `#leak，VIP` as it is kept: ` leak vip `; a blank alone when there is none."""
    words = said.replace(",", " ").replace("，", " ").replace("、", " ").replace("#", " ")
    tags = dict.fromkeys(normalised(words).split())
    return f" {' '.join(tags)} " if tags else " "
