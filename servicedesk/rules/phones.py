"""Telephone numbers: read from any writing, kept comparable, shown the way people write them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue

FEWEST_DIGITS = 3
MOST_DIGITS = 17
FEWEST_DIGITS_BESIDE_WORDS = 5
LONGEST_WRITING = 100

_EXTENSION = re.compile(
    r"[\s,;(]*(?:转|分机号?|内线|ext(?:ensi(?:on)?|n)?\.?|x|#)[\s:.=]*([0-9]{1,7})[\s)]*$", re.IGNORECASE
)
_DASHED_EXTENSION = re.compile(
    r"((?:\(?(?:\+|00)?86\)?[-\s]*)?"
    r"(?:\(?0?(?:10|2[0-9]|[3-9][0-9]{2})\)?[-\s]*[2-9][0-9]{2,3}[-\s]?[0-9]{4}"
    r"|1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}|[48]00-?[0-9]{3}-?[0-9]{4}))"
    r"\s*-\s*([0-9]{1,6})$"
)
_WORDS_BEFORE = re.compile(r"^[^0-9+]*[^\W0-9_][^0-9+(]*")
_WORDS_AFTER = re.compile(r"[\s(]*[^\W0-9_][^0-9]*$")
_WRITTEN = re.compile(r"[\s(]*\+?[0-9\s().\-/·‐-―−]+")
_TWO_NUMBERS = re.compile(r"[0-9]{7}\s*/[^/]*[0-9]{7}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}")
_CHINESE_MOBILE = re.compile(r"1(?:[3-689][0-9]|7[0-8])(?:[ -]?[0-9]){8}")  # 179 chooses a carrier
_CHINESE = (
    (re.compile(r"\+86(1[3-9][0-9])([0-9]{4})([0-9]{4})"), r"\1 \2 \3"),
    (re.compile(r"\+86([48]00)([0-9]{3})([0-9]{4})"), r"\1 \2 \3"),
    (re.compile(r"\+86(10|2[0-9])([2-9][0-9]{3})([0-9]{4})"), r"0\1 \2 \3"),
    (re.compile(r"\+86([3-9][0-9]{2})([2-9][0-9]{2,3})([0-9]{4})"), r"0\1 \2 \3"),
)


class Phone(NamedTuple):
    """A number to compare and dial (E.164, or bare digits where that does not exist), and what was typed."""

    number: str
    extension: str
    raw: str


def read_phone(raw: str, region: str = "CN") -> Phone:
    """Reads a phone in any writing; a short service number such as 95588 keeps its bare digits.

    `region` is the firm's country as two letters. Raises BadValue when no number can be meant.
    """
    written = _plain(raw)
    main, extension = _without_extension(written[: LONGEST_WRITING + 1], region)
    main = _without_words(main)
    digits = re.sub(r"[^0-9]", "", main)
    if len(written) > LONGEST_WRITING or not _is_one_number(main) or len(digits) < FEWEST_DIGITS:
        raise BadValue(
            _("'{text}' is not a phone number.").format(text=written[:60]),
            _("Type one number of 3 to 17 digits, such as 138 0013 8000, 010-62771114 ext 802 or 95588."),
        )
    return Phone(_comparable(main, digits, region), extension, raw)


def _is_one_number(main: str) -> bool:
    digits = re.findall(r"[0-9]", main)
    return bool(_WRITTEN.fullmatch(main)) and len(digits) <= MOST_DIGITS and not _TWO_NUMBERS.search(main)


def _plain(raw: str) -> str:
    folded = unicodedata.normalize("NFKC", raw)
    return "".join(sign for sign in folded if unicodedata.category(sign) != "Cf").strip()


def _without_extension(written: str, region: str) -> tuple[str, str]:
    found = _EXTENSION.search(written)
    if found and re.search(r"[0-9]{3}", re.sub(r"[^0-9]", "", written[: found.start()])):
        return written[: found.start()], found[1]
    if region == "CN" or re.match(r"(?:tel:)?\s*\(?(?:\+|00)86", written):
        dashed = _DASHED_EXTENSION.search(written)
        if dashed:
            return written[: dashed.end(1)], dashed[2]
    return written, ""


def _without_words(main: str) -> str:
    """Takes away a label before and a remark after the number, if what is left is clearly a number."""
    bare = _WORDS_AFTER.sub("", _WORDS_BEFORE.sub("", main)).strip()
    enough = len(re.findall(r"[0-9]", bare)) >= FEWEST_DIGITS_BESIDE_WORDS
    return bare if enough else main


def _comparable(main: str, digits: str, region: str) -> str:
    if region == "CN" and _CHINESE_MOBILE.fullmatch(main):
        return f"+86{digits}"  # what most callers have, known without the library and its data of the world
    import phonenumbers

    for writing in (main, "+" + digits[2:] if digits.startswith("00") else ""):
        try:
            parsed = phonenumbers.parse(writing, region)
        except phonenumbers.NumberParseException:
            continue
        reason = phonenumbers.is_possible_number_with_reason(parsed)
        if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return digits


@lru_cache(maxsize=4096)
def shown_phone(number: str, region: str = "CN") -> str:
    """The stored number as people of the region write it: national at home, international from abroad."""
    if not number.startswith("+"):
        return number
    if region == "CN":
        for form, writing in _CHINESE:
            if form.fullmatch(number):
                return form.sub(writing, number)
    return _formatted(number, region)


def _formatted(number: str, region: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    home = parsed.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if home else form.INTERNATIONAL)


def phone_digits(text: str) -> str:
    """The digits of any writing, for searching, without what people dial before a full number."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))
    if len(digits) >= 11 and digits.startswith("00"):
        return digits[2:]
    return digits[1:] if re.fullmatch(r"01[3-9][0-9]{9}", digits) else digits


def phone_words(phone: Phone) -> list[str]:
    """The digit strings a phone is found by: as dialled from abroad, as dialled at home, and as typed."""
    national = re.sub(r"[^0-9]", "", shown_phone(phone.number))
    written = phone_digits(_without_extension(_plain(phone.raw), "CN")[0])
    words = [phone_digits(phone.number), national, written, phone.extension]
    return [word for word in dict.fromkeys(words) if word]


def looks_like_phone(text: str) -> bool:
    """Whether a typed text is probably a whole phone number rather than a name, a date or a ticket number."""
    written = _plain(text[:LONGEST_WRITING]).lower().removeprefix("tel:")
    main = _without_extension(written, "CN")[0]
    enough = len(re.findall(r"[0-9]", main)) >= 7
    return enough and len(text) <= LONGEST_WRITING and _is_one_number(main) and not _DATE.fullmatch(written)
