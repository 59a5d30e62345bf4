"""The short names that scripts and queries say: `li.na` for a person, `front_desk` for a team."""

from __future__ import annotations

import re
from collections.abc import Collection

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.names import name_syllables
from servicedesk.rules.text import normalised

RESERVED = frozenset({"me", "mine", "my", "none", "nobody", "anyone", "all", "any", "team", "system"})
LONGEST_CODE = 40


def handle_from(name: str, taken: Collection[str]) -> str:
    """`Li Na` and 李娜 both give `li.na`; a number is added when somebody has it already."""
    surname, given = name_syllables(name)
    words = [surname, given] if surname else normalised(name).split()
    base = ".".join(filter(None, (re.sub(r"[^a-z0-9]", "", word) for word in words))) or "staff"
    return _free(base, taken)


def code_from(name: str, taken: Collection[str]) -> str:
    """`Front desk` gives `front_desk`, 工程部 gives `gongcheng_bu` or the like; numbered when taken."""
    surname, given = name_syllables(name)
    words = [surname, given] if surname else re.findall(r"[a-z0-9]+", normalised(name))
    return _free("_".join(filter(None, words))[:LONGEST_CODE].strip("_") or "new", taken)


def check_handle(said: str, taken: Collection[str]) -> str:
    """A handle or code as somebody chose it. Raises BadValue when it cannot be said in a query, or is taken."""
    handle = normalised(said)
    if not re.fullmatch(r"[a-z][a-z0-9._-]{0,39}", handle) or handle in RESERVED:
        raise BadValue(
            _("{name} cannot be a short name").format(name=said),
            _("Use small letters, digits, dots and underscores, beginning with a letter: li.na"),
        )
    if handle in taken:
        raise BadValue(_("{name} is taken already").format(name=handle), _("Choose another short name"))
    return handle


def _free(base: str, taken: Collection[str]) -> str:
    name, number = base, 2
    while name in taken or name in RESERVED:
        name, number = f"{base}{number}", number + 1
    return name
