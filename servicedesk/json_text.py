"""JSON with two blanks of indentation, as `json.dumps(indent=2)` writes it; what could steer a terminal is escaped.

The standard library indents without its C encoder: a list of 100,000 customers took seven seconds there.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import Any

_STEP = "  "
# DEL, C1, marks of direction, line ends beyond ASCII, half characters: JSON itself lets them through.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def json_text(value: Any, line: str = "\n") -> str:
    """The text of a value; `line` begins each further line and holds the indentation around it."""
    kind = type(value)
    if kind is str:
        return _quoted(value)
    if value is None:
        return "null"
    if kind is int:
        return str(value)
    if kind is dict:
        return _lines(
            "{}",
            [f"{_quoted(name)}: {json_text(value[name], line + _STEP)}" for name in value],
            line,
        )
    if kind is list or kind is tuple:
        return _lines("[]", [json_text(part, line + _STEP) for part in value], line)
    return json.dumps(value, ensure_ascii=False)


def _quoted(text: str) -> str:
    quoted: str = encode_basestring(text)
    return quoted if text.isprintable() else _STEERING.sub(_escaped, quoted)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _lines(brackets: str, parts: list[str], line: str) -> str:
    if not parts:
        return brackets
    deeper = line + _STEP
    return f"{brackets[0]}{deeper}{(',' + deeper).join(parts)}{line}{brackets[1]}"
