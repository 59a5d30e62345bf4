"""Ticket and customer numbers, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.numbers import (
    LARGEST_NUMBER,
    narrow,
    read_customer_number,
    read_marked_number,
    read_ticket_number,
)

NUMBERS = st.integers(min_value=1, max_value=LARGEST_NUMBER)
UNREADABLE = [
    "",
    " ",
    "#",
    "T",
    "0",
    "#0",
    "-1",
    "10.5",
    "1e3",
    "10²",
    "١٠",
    "1 042",
    "一",
    "[/b]",
    "##7",
    "T#7",
]


@pytest.mark.parametrize(
    "typed", ["1042", "#1042", "T1042", "t1042", " 1042 ", "＃１０４２", "Ｔ1042", "001042"]
)
def test_a_ticket_number_is_read_in_every_writing(typed: str) -> None:
    assert read_ticket_number(typed) == 1042


@pytest.mark.parametrize("typed", ["388", "#388", "C388", "c388", "Ｃ３８８"])
def test_a_customer_number_is_read_in_every_writing(typed: str) -> None:
    assert read_customer_number(typed) == 388


@pytest.mark.parametrize("typed", [*UNREADABLE, "C388", str(2**63), "9" * 400])
def test_what_is_no_ticket_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match="not a ticket number"):
        read_ticket_number(typed)


@pytest.mark.parametrize("typed", [*UNREADABLE, "T1042", str(2**63)])
def test_what_is_no_customer_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match="not a customer number"):
        read_customer_number(typed)


@given(NUMBERS, st.sampled_from(["", "#", "T", "t"]))
def test_every_number_that_a_desk_can_hold_is_read(number: int, sign: str) -> None:
    assert read_ticket_number(f"{sign}{number}") == number


@given(st.text())
def test_narrowing_twice_changes_nothing_more_and_keeps_the_length(text: str) -> None:
    assert narrow(narrow(text)) == narrow(text)
    assert len(narrow(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1042", ("", 1042)),
        (" ＃1042 ", ("#", 1042)),
        ("t7", ("T", 7)),
        ("C388", ("C", 388)),
        ("0138", None),
        ("13800138000", None),
        ("3-2-501", None),
        ("王", None),
        ("", None),
    ],
)
def test_a_text_that_is_only_a_number_is_told_from_phones_and_words(
    typed: str, read: tuple[str, int] | None
) -> None:
    assert read_marked_number(typed) == read
