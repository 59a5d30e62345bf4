"""Headings in English and Chinese find their field, however they are decorated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.headers import TICKET_HEADERS, folded_header, map_headers, match_headers
from servicedesk.rules.import_words import import_code


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Subject", "subject"),
        ("case_title", "subject"),
        ("留言主题", "subject"),
        ("手机号（必填）", "phone"),
        ("* 联系电话：", "phone"),
        ("Ｃｒｅａｔｅｄ　Ｄａｔｅ", "opened_at"),
        ("open_dt", "opened_at"),
        ("留言用户", "customer_external_id"),
        ("客户姓名", "customer"),
        ("房号", "premises"),
        ("incident_address", "premises"),
        ("答复意见", "reply"),
        ("due-at", "due_at"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert match_headers([heading], TICKET_HEADERS) == {field: 0}


def test_the_surest_heading_of_a_field_is_read_and_the_other_left() -> None:
    assert match_headers(["subject", "case_title"], TICKET_HEADERS) == {"subject": 1}


def test_of_two_columns_with_one_heading_the_first_is_read() -> None:
    assert match_headers(["标题", "标题"], TICKET_HEADERS) == {"subject": 0}


def test_a_column_said_goes_before_the_one_found() -> None:
    headings = ["标题", "Wer", "Was", ""]
    assert map_headers(headings, TICKET_HEADERS, {"subject": "was"}) == {"subject": 2}
    assert map_headers(headings, TICKET_HEADERS, {"Customer": "2"}) == {"subject": 0, "customer": 1}
    assert map_headers(headings, TICKET_HEADERS, {"subject": ""}) == {}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"colour": "标题"}, "colour"),
        ({"subject": "nowhere"}, "标题"),
        ({"subject": "0"}, "标题"),
        ({"subject": "9"}, "9"),
    ],
)
def test_an_unknown_field_or_column_is_named(said: dict[str, str], told: str) -> None:
    with pytest.raises(BadValue) as raised:
        map_headers(["标题"], TICKET_HEADERS, said)
    assert told in raised.value.message + raised.value.hint


def test_no_heading_stands_for_two_fields() -> None:
    meant: dict[str, str] = {}
    for field, words in TICKET_HEADERS.items():
        for word in words.split(","):
            assert meant.setdefault(folded_header(word), field) == field, word


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_headings_give_columns_that_exist(headings: list[str]) -> None:
    found = match_headers(headings, TICKET_HEADERS)
    assert set(found) <= set(TICKET_HEADERS)
    assert all(headings[at] for at in found.values())


@pytest.mark.parametrize(
    ("family", "word", "code"),
    [
        ("status", "In Progress", "open"),
        ("status", "已办结", "closed"),
        ("status", "Closed", "closed"),
        ("channel", "ONLINE", "web"),
        ("channel", "Citizens Connect App", "app"),
        ("priority", "Medium", "normal"),
        ("kind", "投诉", "complaint"),
        ("kind", "whatever", None),
    ],
)
def test_words_of_other_systems_stand_for_codes(family: str, word: str, code: str | None) -> None:
    assert import_code(family, word) == code
