"""A name is found by pinyin, by initials and by either reading of its surname."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.names import name_keys


def test_a_chinese_name_gives_pinyin_syllables_and_initials() -> None:
    assert set(name_keys("王小明")) == {"wangxiaoming", "wang", "xiao", "ming", "wxm", "xiaoming", "xm"}


@pytest.mark.parametrize(
    ("name", "spoken", "default"),
    [
        ("单明", "shanming", "danming"),
        ("曾明", "zengming", "cengming"),
        ("仇明", "qiuming", "chouming"),
        ("区明", "ouming", "quming"),
        ("朴明", "piaoming", "puming"),
        ("查明", "zhaming", "chaming"),
        ("盖明", "geming", "gaiming"),
        ("解明", "xieming", "jieming"),
        ("翟明", "zhaiming", "diming"),
        ("员明", "yunming", "yuanming"),
        ("黑明", "heming", "heiming"),
        ("尉迟明", "yuchiming", "weichiming"),
        ("万俟明", "moqiming", "wanqiming"),
        ("长孙明", "zhangsunming", "changsunming"),
        ("吕明", "lvming", "luming"),
    ],
)
def test_a_surname_of_two_readings_is_found_by_both(name: str, spoken: str, default: str) -> None:
    assert {spoken, default} <= set(name_keys(name))


def test_initials_follow_the_spoken_surname_too() -> None:
    assert {"sxm", "dxm"} <= set(name_keys("单雪梅"))


def test_a_two_character_surname_is_left_out_of_the_given_name() -> None:
    keys = name_keys("欧阳小明")
    assert {"ouyangxiaoming", "oyxm", "xiaoming", "xm"} <= set(keys)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Anna Smith", ["anna", "smith"]),
        ("Zoë O'Brien", ["zoe", "o", "brien", "obrien"]),
        ("[/b] 😀", ["b"]),
        ("", []),
    ],
)
def test_a_latin_name_gives_only_its_words(name: str, keys: list[str]) -> None:
    assert name_keys(name) == keys


def test_a_name_in_both_writings_is_found_by_both() -> None:
    assert {"tom", "wxm", "wangxiaoming"} <= set(name_keys("王小明（Tom）"))


@given(st.text(max_size=30))
def test_keys_are_plain_words_each_once(name: str) -> None:
    keys = name_keys(name)
    assert len(keys) == len(set(keys))
    assert all(key.isalnum() for key in keys)


def test_a_latin_name_does_not_load_the_pinyin_table() -> None:
    program = "import sys; from servicedesk.rules.names import name_keys; name_keys('Anna Smith'); print('pypinyin' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "False"
