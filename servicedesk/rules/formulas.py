"""Texts that a spreadsheet would run: a customer's words must stay words."""

from __future__ import annotations

import re

_RISKY = frozenset("=@+-\t\r")
_NUMBERS = re.compile(r"[+-]?[0-9][0-9 .]*(?: ext [0-9]+)?(?:; \+?[0-9][0-9 .]*(?: ext [0-9]+)?)*")


def guarded(cell: str) -> str:
    """The cell with a quotation mark before what a spreadsheet would take for a formula; numbers and phones stay."""
    return f"'{cell}" if cell[:1] in _RISKY and not _NUMBERS.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "'" and guarded(cell[1:]) == cell else cell
