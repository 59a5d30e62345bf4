"""The short name of a staff member that scripts and queries say: `li.na`, made from the name."""

from __future__ import annotations

import re
from collections.abc import Collection

from servicedesk.rules.names import name_syllables
from servicedesk.rules.text import normalised


def handle_from(name: str, taken: Collection[str]) -> str:
    """`Li Na` and 李娜 both give `li.na`; a number is added when somebody has it already."""
    surname, given = name_syllables(name)
    words = [surname, given] if surname else normalised(name).split()
    base = ".".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words))) or "staff"
    handle, number = base, 2
    while handle in taken:
        handle, number = f"{base}{number}", number + 1
    return handle
