"""One text for premises out of the columns that hold its parts, as people write it: 楼栋 3, 单元 2, 房号 501 is "3-2-501"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# The parts of premises, in the order in which people name them.
PARTS = (
    "premises", "estate", "phase", "building", "unit", "floor", "room",
    "street_number", "street", "street_2", "district", "city", "region", "postcode",
)  # fmt: skip
# Parts that say only roughly where it is: alone they are no premises.
ROUGHLY = ("district", "city", "region", "postcode")

_CHINESE = re.compile("[\u3400-\u9fff]")
_DIGIT = re.compile("[0-9]")
_TOKEN = re.compile("[0-9a-z]+|[\u3400-\u9fff]+", re.IGNORECASE)
_KINDS = re.compile(
    "(?<=[0-9a-z一二三四五六七八九十东西南北])(?:号楼|[#＃]楼?|栋|幢|座|单元|层|楼|室|号房|号|户)",
    re.IGNORECASE,
)
_SEVERAL = re.compile("[;；,，、\n]")
_DASHES = re.compile("-+")
_ENGLISH_KINDS = re.compile(
    r"^(?:(?:building|bldg|block|blk|unit|entrance|floor|room|flat|apartment|apt)\b\.?\s*#?|[#＃])\s*(?=[0-9a-z])",
    re.IGNORECASE,
)

Part = Callable[[str], str]


def premises_text(part: Part) -> str:
    """The premises that a row names in parts; empty where it says nothing, or only roughly where they are."""
    part = _with_room(part)
    return _whole(part) if _names_a_door(part) else ""


def doorless_text(part: Part) -> str:
    """A building, an entrance or an estate without a door, where many live: no premises of anybody."""
    part = _with_room(part)
    return "" if _names_a_door(part) else _whole(part)


def rough_text(part: Part) -> str:
    """The town of a row that says nothing nearer."""
    return "" if _whole(_with_room(part)) else _town(part)


def bare_room(part: Part) -> str:
    """The room of a row that says nothing of where that room is; each building may have one of its number."""
    room, whole = part("room"), part("premises")
    beside = (whole if room else "", part("street"), part("street_2"), part("street_number"))
    if any(map(_DIGIT.search, beside)):
        return ""
    several = (_tokens(_bare(one)) for one in _SEVERAL.split(room or whole))
    return (room or whole) if any(len(said) == 1 and _is_numbered(said) for said in several) else ""


def _with_room(part: Part) -> Part:
    """The parts where 门牌号 501 beside building 3 is its room, and no address."""
    whole = part("premises")
    if part("room") or not (part("building") or part("unit")) or not _is_numbered(_tokens(_bare(whole))):
        return part
    read = {"premises": "", "room": whole}
    return lambda name: read[name] if name in read else part(name)


def _names_a_door(part: Part) -> bool:
    if part("room"):
        return True
    whole, house = part("premises"), "-".join(_house(part))
    if not house:
        return bool(whole or _street(part))
    said, wanted = _tokens(whole), _tokens(house)
    if any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted))):
        return True  # the address says more than the building
    return bool(whole or _street(part)) and not _is_chinese(part)


def _is_numbered(tokens: Sequence[str]) -> bool:
    return bool(tokens) and all(_DIGIT.search(token) and not _CHINESE.search(token) for token in tokens)


def _house(part: Part) -> list[str]:
    return [number for number in (_bare(part("building")), _bare(part("unit"))) if number]


def _whole(part: Part) -> str:
    flat = _flat(part)
    street = _street(part)
    near = _joined_once([part("premises"), *([street, flat] if _is_chinese(part) else [flat, street])], part)
    return _with_town(near, part) if near else ""


def _flat(part: Part) -> str:
    """`3-2-501`, after the estate where there is one."""
    building, unit = (_bare(part(name)) for name in ("building", "unit"))
    room = _upstairs(_bare(part("room")), _bare(part("floor")))
    numbers = [building, unit, room]
    said = _tokens(room)
    if building and len(said) > 1 and said[0] == building.casefold():  # 房号 says 3-2-501 or 3-501 itself
        whole = not unit or said[:2] == [building.casefold(), unit.casefold()]
        numbers = [room] if whole else [building, unit, *said[1:]]
    phase = part("phase")
    if phase.isdecimal() and _is_chinese(part):
        phase = f"{phase}期"
    return _close("".join(filter(None, [part("estate"), phase])), "-".join(filter(None, numbers)))


def _upstairs(room: str, floor: str) -> str:
    """Room 1 of floor 5 is 501; a room that names its floor stays as it is."""
    if (
        not floor
        or len(room) > 2
        or not room.isalnum()
        or (room.startswith(floor) and len(room) > len(floor))
    ):
        return room
    return f"{floor}{room.zfill(2) if room.isdecimal() else room}" if room else floor


def _street(part: Part) -> str:
    number, street, more = part("street_number"), part("street"), part("street_2")
    if number and not street.startswith(number):
        street = _close(street, number) if _CHINESE.search(street) else f"{number} {street}".strip()
    if _CHINESE.search(street + more):
        return _close(street, more)
    return ", ".join(filter(None, (street, more)))


def _with_town(near: str, part: Part) -> str:
    missing: Part = lambda name: "" if _holds(near, part(name)) else part(name)  # noqa: E731
    town = _town(missing)
    if not town:
        return near
    if _CHINESE.search(town):
        code = missing("postcode")
        town = town.removesuffix(code).strip()
        return " ".join(filter(None, (_close(town, near), code)))
    return f"{near}, {town}"


def _town(part: Part) -> str:
    """From the largest to the smallest in Chinese, else from the smallest on."""
    if _CHINESE.search(part("region") + part("city") + part("district")):
        names = dict.fromkeys(filter(None, (part("region"), part("city"), part("district"))))
        return " ".join(filter(None, ("".join(names), part("postcode"))))
    return " ".join(filter(None, (part("district"), part("city"), part("region"), part("postcode"))))


def _joined_once(texts: Sequence[str], part: Part) -> str:
    """The texts as one; what another one of them says too is said once."""
    kept = [
        text
        for at, text in enumerate(texts)
        if text and not any(_holds(other, text) for other in (*texts[:at], *_longer(texts[at + 1 :], text)))
    ]
    if not _is_chinese(part):
        return ", ".join(kept)
    joined = ""
    for text in kept:
        joined = _close(joined, text)
    return joined


def _longer(texts: Sequence[str], than: str) -> list[str]:
    return [text for text in texts if len(text) > len(than)]


def _holds(text: str, piece: str) -> bool:
    """Whether a text ends with, or names, all that a piece says: `枫林苑3栋2单元501` holds `3-2-501`."""
    said, wanted = _tokens(text), _tokens(piece)
    if not wanted or _CHINESE.search(piece):
        return bool(piece) and piece.casefold() in text.casefold()
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


def _close(before: str, after: str) -> str:
    """Two texts side by side; a blank parts them unless Chinese stands at the seam and no name runs into another number."""
    if not before or not after:
        return before or after
    seamless = _CHINESE.match(before[-1])
    return f"{before}{after}" if seamless else f"{before} {after}"


def _is_chinese(part: Part) -> bool:
    return any(_CHINESE.search(part(name)) for name in PARTS)


def _bare(said: str) -> str:
    """A number without the word for what it numbers: 3栋, 2单元, 501室, Block 3."""
    text = "".join(said.split()) if _CHINESE.search(said) else said.strip()
    tokens = _tokens(text)
    if _KINDS.search(text) and (len(tokens) <= 2 or _is_numbered(tokens)):
        text = _DASHES.sub("-", _KINDS.sub("-", text)).strip("-")
    return _ENGLISH_KINDS.sub("", text) or text


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(_KINDS.sub(" ", text))]
