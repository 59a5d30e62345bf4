"""Whether two files are of one person: a table of cases, and what holds for any two files."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.duplicates import ONE_PERSON, REASONS, Portrait, likeness, pairs, portrait
from servicedesk.rules.likeness import person_words, place_words, places_alike
from tests.support import HOSTILE

PHONE, OTHER = "+8613800138000", "+8613911112222"
HOME = "枫林苑3-2-501"
BORN = date(1980, 2, 1)


def file(name: str, *phones: str, **more: object) -> Portrait:
    return portrait(1, name, phones=phones, **more)  # type: ignore[arg-type]


ONE = [
    (file("王小明", PHONE), file("王晓明", PHONE)),
    (file("王小明", PHONE), file("", PHONE)),
    (file("王小明", premises=[HOME]), file("Wang Xiaoming", premises=["枫林苑 3号楼2单元501室"])),
    (file("王小明", premises=[HOME]), file("王小明", premises=["3-2-501"])),
    (file("王小明", PHONE, premises=[HOME]), file("王先生", PHONE, premises=[HOME])),
    (file("王小明", OTHER, emails=["wang@example.com"]), file("王小明", PHONE, emails=["Wang@Example.com "])),
    (file("王小明", birthday=BORN), file("王小明", birthday=BORN)),
    (file("单雪", PHONE), file("Shan Xue", PHONE)),
    (file("John Smith", PHONE), file("Smith, Jon", PHONE)),
    (file("Ann O'Hara", premises=["12 Elm St"]), file("Ann OHara", premises=["12 Elm Street"])),
    (file("旭日食品有限公司", PHONE, kind="company"), file("旭日食品", PHONE, kind="company")),
    (file("The Palm Ltd.", kind="company", premises=["1 7th Ave"]), file("Palm", kind="company", premises=["1 Seventh Avenue"])),
]  # fmt: skip
TWO = [
    (file("王小明"), file("王小明")),
    (file("", PHONE), file("", OTHER)),
    (file("王小明", PHONE, premises=[HOME]), file("王小红", PHONE, premises=[HOME])),
    (file("王小明", PHONE, premises=[HOME]), file("李娜", PHONE, premises=[HOME])),
    (file("John Smith", PHONE, premises=["12 Elm St"]), file("Mary Smith", PHONE, premises=["12 Elm St"])),
    (file("王小明", premises=[HOME]), file("王小明", premises=["枫林苑3-2-502"])),
    (file("王小明", premises=[HOME]), file("王小明", premises=["翠湖3-2-501"])),
    (file("王小明", PHONE), file("王先生", PHONE)),
    (file("旭日食品有限公司", PHONE, kind="company"), file("旭日物流有限公司", PHONE, kind="company")),
    (file("王小明", birthday=BORN), file("李娜", birthday=BORN)),
    (file("王小明", PHONE), file("王小明", OTHER)),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_these_are_one_person(one: Portrait, other: Portrait) -> None:
    found = likeness(one, other)
    assert found.score >= ONE_PERSON
    assert found.reasons


@pytest.mark.parametrize(("one", "other"), TWO)
def test_these_are_two_people(one: Portrait, other: Portrait) -> None:
    assert likeness(one, other).score < ONE_PERSON


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王小明", ("wang", "xiaoming")),
        ("王先生", ("wang",)),
        ("欧阳修", ("ouyang", "xiu")),
        ("Mr. John  Smith Jr", ("john", "smith")),
        ("Jean-Luc O’Hara", ("jeanluc", "ohara")),
        ("😀", ()),
        ("", ()),
    ],
)
def test_a_name_is_compared_by_its_words(name: str, words: tuple[str, ...]) -> None:
    assert person_words(name) == words


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("3栋2单元501室", "3-2-501", 1, 1),
        ("854 7th Ave.", "854 Seventh Avenue", 1, 1),
        ("枫林苑3-2-501", "枫林苑3-2-502", 0, 0.6),
        ("12 Elm Street", "21 Elm Street", 0, 0.6),
        ("12 Elm Street 4011", "12 Elm Streat 4101", 0.75, 1),
        ("枫林苑3-2-501", "", 0, 0),
    ],
)
def test_places_are_told_by_their_numbers(one: str, other: str, least: float, most: float) -> None:
    assert least <= places_alike(place_words(one), place_words(other)) <= most


FILES = st.builds(
    portrait,
    st.integers(1, 9),
    st.sampled_from(["王小明", "王晓明", "Ann Lee", "Lee Anne", "", HOSTILE, "欧阳修", "李"]),
    kind=st.sampled_from(["person", "company"]),
    phones=st.sets(st.sampled_from([PHONE, OTHER]), max_size=2),
    emails=st.sets(st.sampled_from(["a@b.c", "A@B.C"])),
    premises=st.lists(st.sampled_from([HOME, "3-2-501", "12 Elm St", HOSTILE, "501"]), max_size=2),
    birthday=st.none() | st.dates(),
)


@given(FILES, FILES)
def test_a_score_is_the_same_from_both_sides_and_gives_known_reasons(one: Portrait, other: Portrait) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 1
    assert set(found.reasons) <= set(REASONS)
    assert likeness(other, one).score == found.score


@given(st.text(), st.text())
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert 0 <= likeness(file(one, premises=[other]), file(other, premises=[one])).score <= 1


@given(st.lists(FILES, max_size=12))
def test_a_scan_finds_each_pair_once_best_first(files: list[Portrait]) -> None:
    numbered = [one._replace(number=number) for number, one in enumerate(files, 1)]
    found = pairs(numbered)
    places = [(pair.first, pair.second) for pair in found]
    assert len(set(places)) == len(places)
    assert all(first < second for first, second in places)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert all(pair.score >= ONE_PERSON for pair in found)


def test_many_files_with_one_number_cost_no_more_than_many_without() -> None:
    switchboard = [
        portrait(number, f"Firm {number}", kind="company", phones=[PHONE]) for number in range(1, 3_000)
    ]
    again = portrait(3_000, "Firm 1500", kind="company", phones=[PHONE])
    started = time.process_time()
    found = pairs([*switchboard, again])
    assert time.process_time() - started < 5
    assert (1500, 3000) in [(pair.first, pair.second) for pair in found]
