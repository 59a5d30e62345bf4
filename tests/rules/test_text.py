"""What is typed is found again, and no text can steer a terminal."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.text import (
    LONGEST_WORD,
    index_words,
    match_expression,
    normalised,
    one_line,
    search_words,
    shown,
    without_halves,
)

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
MIXED = st.text(st.sampled_from("漏水客厅王小明アがé Äß1234567890abcXYZ -._，！😀\u200d\u202e"), max_size=40)


def found(text: str, query: str) -> bool:
    words = index_words(text)
    return all(
        any(word.startswith(term.text) if term.prefix else word == term.text for word in words)
        for term in search_words(query)
    )


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Café  ＡＢＣ１２３", "cafe abc123"),
        ("e\u0301te\u0301", "ete"),
        ("İSTANBUL Straße", "istanbul strasse"),
        ("ｶﾞｽ漏れ", "ガス漏れ"),
        ("co\u00adoperate", "cooperate"),
        ("客厅\u3000漏水\r\n\t！", "客厅 漏水 !"),
    ],
)
def test_width_case_accents_and_whitespace_are_folded(typed: str, folded: str) -> None:
    assert normalised(typed) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("漏水了", ["漏", "水", "了", "漏水", "水了"]),
        ("Leak, leak!", ["leak"]),
        ("3号楼A座", ["3", "号", "楼", "号楼", "a", "座"]),
        ("unit12345b", ["unit12345b", "12345b", "2345b", "345b"]),
        ("[/b] 😀 _", ["b"]),
        ("！😀\u200d", []),
    ],
)
def test_text_is_cut_into_these_words(text: str, words: list[str]) -> None:
    assert index_words(text) == words


@pytest.mark.parametrize("query", ["13800138000", "138", "0013", "8000", "138-0013", "00138"])
def test_a_number_written_in_groups_is_found_by_any_fragment(query: str) -> None:
    assert found("请回电 138-0013-8000", query)


def test_a_digit_run_over_the_limit_is_kept_whole_without_tails() -> None:
    assert index_words("1" * 21) == ["1" * 21]


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("水", '"水"'),
        ("客厅漏水", '"客厅" AND "厅漏" AND "漏水"'),
        ('Leak" OR 12', '"leak" * AND "or" * AND "12" *'),
        ("王xm", '"王" AND "xm" *'),
        ("?! 😀", ""),
    ],
)
def test_a_query_becomes_quoted_words_that_must_all_match(query: str, expression: str) -> None:
    assert match_expression(query) == expression


@given(st.data(), CHINESE, ANY_TEXT)
def test_every_chinese_fragment_finds_its_text(data: st.DataObject, chinese: str, around: str) -> None:
    start = data.draw(st.integers(0, len(chinese) - 1))
    end = data.draw(st.integers(start + 1, len(chinese)))
    assert found(around + " " + chinese + " " + around, chinese[start:end])


@given(st.data(), ANY_TEXT | MIXED)
def test_every_beginning_of_every_word_finds_its_text(data: st.DataObject, text: str) -> None:
    for word in normalised(text).split():
        assert found(text, word[: data.draw(st.integers(1, len(word)))])


@given(st.data(), st.text("0123456789", min_size=3, max_size=20))
def test_every_middle_of_a_number_finds_it(data: st.DataObject, digits: str) -> None:
    start = data.draw(st.integers(0, len(digits) - 3))
    end = data.draw(st.integers(start + 3, len(digits)))
    assert found(f"A{digits} 王", digits[start:end])


@given(ANY_TEXT | MIXED)
def test_words_are_letters_and_digits_short_and_each_once(text: str) -> None:
    words = index_words(text)
    assert len(words) == len(set(words))
    assert all(word.isalnum() and len(word) <= LONGEST_WORD for word in words)


@given(ANY_TEXT | MIXED)
def test_nothing_with_a_letter_or_digit_is_dropped_from_a_query(text: str) -> None:
    assert bool(search_words(text)) == any(sign.isalnum() for sign in normalised(text))


@given(st.lists(MIXED, min_size=1, max_size=4), st.data())
def test_the_full_text_index_agrees(texts: list[str], data: st.DataObject) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='unicode61')")
    connection.executemany("INSERT INTO words VALUES (?)", [(" ".join(index_words(text)),) for text in texts])
    number = data.draw(st.integers(0, len(texts) - 1))
    expression = match_expression(texts[number])
    if expression:
        rows = connection.execute("SELECT rowid FROM words WHERE body MATCH ?", (expression,)).fetchall()
        assert (number + 1,) in rows
    connection.close()


def test_a_megabyte_of_text_is_cut_without_trouble() -> None:
    assert {"漏水", "leak"} <= set(index_words("漏水" * 200_000 + " leak" * 80_000))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\x00b\x7f\x9b31m", "a␀b␡‹U+009B›31m"),
        ("\u202egpj.exe\u2069", "‹U+202E›gpj.exe‹U+2069›"),
        ("pay\u200bpal\ufeff", "pay‹U+200B›pal‹U+FEFF›"),
        ("a\u200db", "a‹U+200D›b"),
        ("\ud83d lone", "‹U+D83D› lone"),
        ("one\ntwo\t", "one␊two␉"),
    ],
)
def test_signs_that_steer_a_terminal_are_drawn(text: str, drawn: str) -> None:
    assert shown(text) == drawn


@pytest.mark.parametrize(
    "text",
    [
        "王小明 漏水！",
        "[/b] \\[red]",
        "👨\u200d👩\u200d👧 👩🏽\u200d⚕️ 🏳️\u200d🌈",
        "🏴\U000e0067\U000e0062\U000e007f",
        "می\u200cخواهم",
        "全角\u3000空格",
    ],
)
def test_ordinary_text_and_joined_emoji_stay_as_they_are(text: str) -> None:
    assert shown(text) == text


def test_clean_text_is_the_same_object() -> None:
    text = "客厅漏水 " + "leak"
    assert shown(text) is text
    assert one_line(text) is text


def test_lines_are_kept_where_a_text_has_room_for_them() -> None:
    assert shown("一\r\n二\t三\x07\r", keep_newlines=True) == "一\n二    三␇␍"


def test_one_line_joins_lines_and_draws_the_rest() -> None:
    assert one_line("一\r\n二\t三\x07") == "一 二 三␇"


@given(st.text(max_size=60), st.booleans())
def test_no_control_character_is_ever_drawn(text: str, keep_newlines: bool) -> None:
    drawn = shown(text, keep_newlines).replace("\n", "" if keep_newlines else "\n")
    assert not [sign for sign in drawn if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(drawn) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not set(one_line(text)) & set("\r\n\t")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("漏水", "漏水"),
        ("a\ud800b", "a\ufffdb"),
        ("\udfff", "\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\udc80\udcff", "\ufffd\ufffd"),
    ],
)
def test_halves_become_whole_or_a_sign(typed: str, kept: str) -> None:
    assert without_halves(typed) == kept
