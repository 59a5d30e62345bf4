"""Short names: made from names in either language, or chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.handles import RESERVED, check_handle, code_from, handle_from


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Li Na", "li.na"),
        ("李娜", "li.na"),
        ("欧阳修", "ouyang.xiu"),
        ("José  Ñandú", "jose.nandu"),
        ("🛗", "staff"),
    ],
)
def test_a_handle_is_made_from_the_name(name: str, handle: str) -> None:
    assert handle_from(name, set()) == handle
    assert handle_from(name, {handle}) == f"{handle}2"
    assert handle_from(name, {handle, f"{handle}2"}) == f"{handle}3"


@pytest.mark.parametrize(
    ("name", "code"), [("Front desk", "front_desk"), ("Pool & garden", "pool_garden"), ("🛗", "new")]
)
def test_a_code_is_made_from_the_name(name: str, code: str) -> None:
    assert code_from(name, set()) == code


@given(st.text(max_size=60))
def test_whatever_the_name_the_result_can_be_said_and_is_free(name: str) -> None:
    for make, taken in ((handle_from, "staff"), (code_from, "new")):
        made = make(name, {taken})
        assert made
        assert not any(letter.isspace() or letter in ':,"' for letter in made)
        assert made not in RESERVED | {taken}


@pytest.mark.parametrize("said", ["me", "None", "a b", "", "1st", "x" * 41, "漏水", "a:b"])
def test_what_cannot_be_said_in_a_query_is_no_short_name(said: str) -> None:
    with pytest.raises(BadValue):
        check_handle(said, set())


def test_a_short_name_in_use_is_not_given_twice() -> None:
    assert check_handle(" Front.1 ", set()) == "front.1"
    with pytest.raises(BadValue):
        check_handle("front.1", {"front.1"})
