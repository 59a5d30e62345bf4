"""The quick writer of JSON writes what the standard library writes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from servicedesk.json_text import json_text
from tests.support import HOSTILE

STEERING = "\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
STEERING += "".join(map(chr, range(0x7F, 0xA0)))


def values(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text
    return st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=20)


@given(values(st.text(st.characters(exclude_characters=STEERING, exclude_categories=["Cs"]))))
def test_it_writes_what_the_standard_library_writes(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


@given(values(st.text()))
def test_whatever_is_written_is_read_back(value: Any) -> None:
    assert json.loads(json_text(value)) == value


def test_what_could_steer_a_terminal_is_escaped_and_read_back_whole() -> None:
    said = {f"key {STEERING}": f"漏水 😀 {STEERING}\x1b[2J"}
    written = json_text(said)
    assert not set(STEERING + "\x1b") & set(written)
    assert "漏水 😀" in written
    assert json.loads(written) == said


def test_customer_text_is_written_as_data() -> None:
    assert json.loads(json_text([{"name": HOSTILE, "tags": ()}])) == [{"name": HOSTILE, "tags": []}]
