"""Phones, Chinese pairs, surnames and hostile strings against published vectors."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from servicedesk.problems import BadValue
from servicedesk.rules.names import name_keys
from servicedesk.rules.phones import read_phone, shown_phone
from servicedesk.rules.text import comparable, index_words, match_expression, one_line, search_words, shown

pytestmark = pytest.mark.proof

DATA = Path(os.environ.get("SERVICEDESK_PROOF_DATA", "."))

# Where we read otherwise than the phone library, and why.
OTHERWISE = {
    "010-62771114-8001": ("+861062771114", "8001"),  # the library swallows the extension
    "010 6277 1114转8001": ("+861062771114", "8001"),  # the library knows no 转
    "手机 13800138000（张先生）": ("+8613800138000", ""),  # a remark beside a clear number
    "138****8000": None,  # a hidden number is no number
}


def json_of(path: str) -> Any:
    return json.loads((DATA / path).read_text(encoding="utf-8"))


def read_or_none(raw: str, region: str) -> tuple[str, str] | None:
    try:
        phone = read_phone(raw, region)
    except BadValue:
        return None
    assert phone.raw == raw
    return phone.number, phone.extension


def expected_of(row: dict[str, Any]) -> tuple[str, str] | None:
    """E.164 where the number is possible; the bare digits of a short, local or overlong one."""
    import phonenumbers

    raw, said = row["raw"], row["expected"]
    if raw in OTHERWISE:
        return OTHERWISE[raw]
    if "error" in said:
        return None
    parsed = phonenumbers.parse(said["e164"])
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
        return said["e164"], said["ext"] or ""
    return "".join(sign for sign in unicodedata.normalize("NFKC", raw) if sign in "0123456789"), ""


def test_phones_are_read_as_the_phone_library_reads_them() -> None:
    rows = json_of("phones/phone_vectors.json")["rows"]
    read = {(row["region"], row["raw"]): read_or_none(row["raw"], row["region"]) for row in rows}
    expected = {(row["region"], row["raw"]): expected_of(row) for row in rows}
    # The library reads 00 only in regions that dial it; we read it everywhere.
    expected["US", "00-1-212-555-7777"] = ("+12125557777", "")
    assert {key: value for key, value in read.items() if value != expected[key]} == {}


def test_valid_phones_of_the_region_are_shown_as_the_phone_library_shows_them() -> None:
    rows = [row for row in json_of("phones/phone_vectors.json")["rows"] if row["expected"].get("valid")]
    home = [row for row in rows if row["expected"]["region"] == row["region"] and not row["expected"]["ext"]]
    assert len(home) > 50
    for row in home:
        assert shown_phone(row["expected"]["e164"], row["region"]) == row["expected"]["national"]


def test_chinese_is_cut_into_the_published_pairs() -> None:
    for case in json_of("search/cjk_bigram_cases.json")["cases"]:
        words = set(index_words(case["input"]))
        terms = {comparable(token["term"]) for token in case["tokens"]}
        assert terms <= words, case["input"]


def test_a_surname_is_found_by_its_own_and_by_its_default_reading() -> None:
    with (DATA / "names/surname_pinyin.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 200
    for row in rows:
        keys = name_keys(row["surname"] + "小明")
        for reading in (row["pinyin_plain"], row["default_char_reading"]):
            assert reading.replace(" ", "") + "xiaoming" in keys
            assert "".join(syllable[0] for syllable in reading.split()) + "xm" in keys


def test_hostile_strings_are_drawn_harmlessly_and_found_again() -> None:
    strings = json_of("hostile/blns.json")
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='unicode61')")
    for number, text in enumerate(strings):
        drawn = shown(text) + one_line(text) + shown(text, keep_newlines=True).replace("\n", "")
        assert not [sign for sign in drawn if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}]
        connection.execute(
            "INSERT INTO words(rowid, body) VALUES (?, ?)", (number, " ".join(index_words(text)))
        )
    for number, text in enumerate(strings):
        if search_words(text):
            found = connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ?", (match_expression(text),)
            )
            assert (number,) in found.fetchall(), text
    connection.close()
