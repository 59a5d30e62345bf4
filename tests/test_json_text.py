"""The quick writer of JSON writes what the standard library writes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from servicedesk.json_text import json_text
from tests.support import HOSTILE

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_it_writes_what_the_standard_library_writes(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_customer_text_is_written_as_data() -> None:
    assert json.loads(json_text([{"name": HOSTILE, "tags": ()}])) == [{"name": HOSTILE, "tags": []}]
