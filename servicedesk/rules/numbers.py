"""How ticket and customer numbers are read: as people say and write them."""

from __future__ import annotations

import re

from servicedesk.i18n import _
from servicedesk.problems import BadValue

LARGEST_NUMBER = 2**63 - 1  # that a desk can keep, or be asked for

_WIDE_TO_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TICKET = re.compile(r"[#T]?([0-9]{1,19})", re.IGNORECASE)
_CALLBACK = re.compile(r"#?([0-9]{1,19})")
_MARKED = re.compile(r"([#CT]?)([1-9][0-9]{0,8})", re.IGNORECASE)
_PREMISES = re.compile(r"[#P]?([0-9]{1,19})", re.IGNORECASE)
_AGREEMENT = re.compile(r"[#A]?([0-9]{1,19})", re.IGNORECASE)
_NEED = re.compile(r"[#N]?([0-9]{1,19})", re.IGNORECASE)
_CUSTOMER = re.compile(r"[#C]?([0-9]{1,19})", re.IGNORECASE)


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs as their ASCII twins; nothing else changes."""
    return text.translate(_WIDE_TO_NARROW)


def folded_name(word: str) -> str:
    """A name as it is compared: wide or narrow, with capitals, blanks and underscores or without."""
    return narrow(word).casefold().replace("_", "").replace(" ", "")


def read_ticket_number(text: str) -> int:
    """Reads `1042`, `#1042` and `T1042`, full width too; raises BadValue outside 1 to 2**63 - 1."""
    number = _number(_TICKET, text)
    if number:
        return number
    raise BadValue(
        _("“{text}” is not a ticket number").format(text=text),
        _("Write it as 1042, #1042 or T1042."),
    )


def read_customer_number(text: str) -> int:
    """Reads `388`, `#388` and `C388`, full width too; raises BadValue outside 1 to 2**63 - 1."""
    number = _number(_CUSTOMER, text)
    if number:
        return number
    raise BadValue(
        _("“{text}” is not a customer number").format(text=text),
        _("Write it as 388, #388 or C388."),
    )


def read_callback_number(text: str) -> int:
    """Reads `12` and `#12`, full width too; raises BadValue outside 1 to 2**63 - 1."""
    number = _number(_CALLBACK, text)
    if number:
        return number
    raise BadValue(
        _("“{text}” is not a callback number").format(text=text),
        _("Write it as 12 or #12."),
    )


def read_agreement_number(text: str) -> int:
    """Reads `12`, `#12` and `A12`, full width too; raises BadValue outside 1 to 2**63 - 1."""
    number = _number(_AGREEMENT, text)
    if number:
        return number
    raise BadValue(
        _("“{text}” is not the number of an agreement").format(text=text),
        _("Write it as 12, #12 or A12."),
    )


def read_need_number(text: str) -> int:
    """Reads `12`, `#12` and `N12`, full width too; raises BadValue outside 1 to 2**63 - 1."""
    number = _number(_NEED, text)
    if number:
        return number
    raise BadValue(
        _("“{text}” is not the number of a need").format(text=text),
        _("Write it as 12, #12 or N12."),
    )


def premises_number(text: str) -> int | None:
    """The number in `12`, `#12` and `P12`, full width too; None for any other text, which is the name of a place."""
    return _number(_PREMISES, text) or None


def read_marked_number(text: str) -> tuple[str, int] | None:
    """The mark (`T`, `C`, `#` or none) and the number of a text that is nothing else; None for any other text.

    Without a mark at most nine digits and no leading zero: longer ones are phone numbers.
    """
    match = _MARKED.fullmatch(narrow(text).strip())
    return (match[1].upper(), int(match[2])) if match else None


def _number(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.fullmatch(narrow(text).strip())
    number = int(match[1]) if match else 0
    return number if number <= LARGEST_NUMBER else 0
