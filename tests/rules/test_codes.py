"""Codes: what people type for them, and what they see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules import codes
from servicedesk.rules.code_words import CODE_WORDS

FAMILIES = tuple(CODE_WORDS)

TYPED = [
    ("kind", "complaint", "complaint"),
    ("kind", "投诉", "complaint"),
    ("kind", " Complaint ", "complaint"),
    ("kind", "ＣＯＭＰＬＡＩＮＴ", "complaint"),
    ("kind", "inquiry", "enquiry"),
    ("status", "canceled", "cancelled"),
    ("status", "处理中", "open"),
    ("priority", "紧急", "urgent"),
    ("channel", "E-mail", "email"),
    ("channel", "微信", "wechat"),
    ("outcome", "no answer", "no_answer"),
    ("outcome", "no-answer", "no_answer"),
    ("outcome", "占线", "busy"),
    ("turn", "供应商", "supplier"),
    ("cause", "供应商", "supplier"),
    ("step", "during service", "during"),
    ("occupancy", "业主", "owner"),
    ("role", "前台", "receptionist"),
    ("channel", "前台", "counter"),
]


@pytest.mark.parametrize(("family", "typed", "code"), TYPED)
def test_a_code_is_read_from_its_code_label_or_synonym(family: str, typed: str, code: str) -> None:
    assert codes.check_code(family, typed) == code


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_label_and_chinese_word_of_a_family_is_read(family: str) -> None:
    for code in codes.codes(family):
        words = CODE_WORDS[family][code].split()
        assert words
        for typed in (code, codes.label(family, code), *words):
            assert codes.check_code(family, typed) == code


@pytest.mark.parametrize("family", FAMILIES)
def test_no_two_codes_of_a_family_share_a_word_or_label(family: str) -> None:
    words = [word for code in codes.codes(family) for word in CODE_WORDS[family][code].split()]
    labels = [codes.label(family, code) for code in codes.codes(family)]
    assert len(set(words)) == len(words)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("listed", "contract"),
    [
        (codes.STATUSES, "new open waiting resolved closed cancelled"),
        (codes.OPEN_STATUSES, "new open waiting"),
        (codes.PRIORITIES, "urgent high normal low"),
        (codes.KINDS, "enquiry request repair complaint suggestion praise"),
        (codes.CHANNELS, "phone counter visit wechat app email web box social system"),
        (codes.TURNS, "us customer supplier none"),
        (codes.CALLBACK_STATES, "due done cancelled given_up"),
        (codes.OUTCOMES, "reached no_answer busy wrong_number call_later declined"),
        (codes.LAST_OUTCOMES, "reached no_answer busy wrong_number call_later declined customer_rang"),
        (codes.STEPS, "before during after"),
        (codes.CUSTOMER_KINDS, "person company"),
    ],
)
def test_the_lists_are_those_of_the_headless_contract(listed: tuple[str, ...], contract: str) -> None:
    assert " ".join(listed) == contract


def test_an_unknown_value_is_refused_naming_the_nearest_and_the_known_ones() -> None:
    with pytest.raises(BadValue) as caught:
        codes.check_code("status", "Opné")
    assert "Opné" in caught.value.message
    assert "Did you mean open?" in caught.value.hint
    assert "new, open, waiting, resolved, closed, cancelled" in caught.value.hint


def test_a_code_made_by_a_newer_program_is_shown_as_it_is() -> None:
    assert codes.label("status", "frozen") == "frozen"


@given(st.sampled_from(FAMILIES), st.text())
def test_anything_typed_is_a_known_code_or_a_bad_value(family: str, typed: str) -> None:
    try:
        read = codes.check_code(family, typed)
    except BadValue as problem:
        read = problem.message
    assert read in codes.codes(family) or typed in read
