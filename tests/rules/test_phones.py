"""A phone is read from any writing, kept as typed, and shown as people write it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicedesk.problems import BadValue, ExitCode
from servicedesk.rules.phones import looks_like_phone, phone_digits, phone_words, read_phone, shown_phone
from servicedesk.rules.text import index_words, search_words


@pytest.mark.parametrize(
    "raw",
    [
        "13800138000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "0086-138-0013-8000",
        "(+86)13800138000",
        "１３８００１３８０００",
        "013800138000",
        "电话：13800138000",
        "手机 13800138000（张先生）",
        "tel:+86-138-0013-8000",
        "\u200e+86\u00a0138\u00a00013\u00a08000\u202c",
    ],
)
def test_one_mobile_in_many_writings_is_one_number(raw: str) -> None:
    assert read_phone(raw) == ("+8613800138000", "", raw)


@pytest.mark.parametrize(
    ("raw", "number", "extension"),
    [
        ("010 6277 1114转8001", "+861062771114", "8001"),
        ("010-62771114-8001", "+861062771114", "8001"),
        ("+86 10 6277 1114-802", "+861062771114", "802"),
        ("（010）6277 1114#802", "+861062771114", "802"),
        ("021-63214567 ext. 12", "+862163214567", "12"),
        ("13800138000 x802", "+8613800138000", "802"),
        ("400-820-8820-3", "+864008208820", "3"),
        ("0755-8666-7777", "+8675586667777", ""),
        ("138-0013-8000", "+8613800138000", ""),
        ("95588转1", "95588", "1"),
    ],
)
def test_an_extension_is_kept_apart(raw: str, number: str, extension: str) -> None:
    assert read_phone(raw) == (number, extension, raw)


@pytest.mark.parametrize("raw", ["95588", "12345", "110", "10086"])
def test_a_short_service_number_keeps_its_digits(raw: str) -> None:
    assert read_phone(raw).number == raw
    assert shown_phone(raw) == raw


def test_the_region_of_the_firm_is_the_home_of_a_number() -> None:
    assert read_phone("020 7946 0018 x123", "GB") == ("+442079460018", "123", "020 7946 0018 x123")
    assert shown_phone("+442079460018", "GB") == "020 7946 0018"
    assert shown_phone("+442079460018") == "+44 20 7946 0018"


@pytest.mark.parametrize(
    "raw",
    [
        *[
            "",
            "-",
            "无",
            "n/a",
            "call me",
            "12",
            "转802",
            "1" * 18,
            "1" * 100_000,
            "字" * 100_000 + "1",
            "[/b]",
        ],
        *["138****8000", "13800138000/13900139000", "3号楼13800138000"],
    ],
)
def test_what_is_no_single_number_is_refused_with_a_hint(raw: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_phone(raw)
    assert refused.value.exit_code == ExitCode.USAGE
    assert "138 0013 8000" in refused.value.hint


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613800138000", "138 0013 8000"),
        ("+861062771114", "010 6277 1114"),
        ("+8675586667777", "0755 8666 7777"),
        ("+8657123456789", "0571 2345 6789"),
        ("+864008208820", "400 820 8820"),
        ("+85221234567", "+852 2123 4567"),
        ("+1", "+1"),
    ],
)
def test_a_number_is_shown_as_people_write_it(number: str, shown: str) -> None:
    assert shown_phone(number) == shown


def test_common_numbers_are_read_and_shown_without_loading_the_phone_library() -> None:
    program = (
        "import sys; from servicedesk.rules.phones import read_phone, shown_phone;"
        "read_phone('138 0013-8000'); shown_phone('+8613800138000'); shown_phone('+861062771114');"
        "print('phonenumbers' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "False"


@example(1790, 2160, "{}{}{}")
@example(1790, 2100, "{}{}{}")
@given(
    st.integers(1300, 1999), st.integers(0, 9_999_999), st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}"])
)
def test_a_chinese_mobile_is_read_as_the_phone_library_reads_it(start: int, rest: int, form: str) -> None:
    digits = f"{start}{rest:07d}"
    written = form.format(digits[:3], digits[3:7], digits[7:])
    assert read_phone(written).number == (_as_the_library_reads(written) or digits)


def _as_the_library_reads(written: str) -> str | None:
    """None where it knows no such number, as after 1790, which chooses a carrier."""
    try:
        parsed = phonenumbers.parse(written, "CN")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("138 0013-8000", "13800138000"),
        ("００８６ 138 0013 8000", "8613800138000"),
        ("013800138000", "13800138000"),
        ("0013", "0013"),
        ("010-6277", "0106277"),
    ],
)
def test_digits_for_searching_leave_out_dialling_prefixes(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits


@pytest.mark.parametrize(
    "typed", ["13800138000", "+86 138 0013 8000", "62771114", "tel:+1-201-555-0123", "010-62771114转8"]
)
def test_a_whole_number_looks_like_a_phone(typed: str) -> None:
    assert looks_like_phone(typed)


@pytest.mark.parametrize(
    "typed", ["1042", "T1042", "王小明", "3-1203", "2026-11-25", "", "leak 13800138000", "1" * 300]
)
def test_other_words_do_not_look_like_a_phone(typed: str) -> None:
    assert not looks_like_phone(typed)


@given(st.sampled_from(["+86 10 6277 1114-802", "138-0013-8000", "0755 86667777", "95588"]), st.data())
def test_a_phone_is_found_by_every_fragment_of_three_digits(raw: str, data: st.DataObject) -> None:
    words = index_words(" ".join(phone_words(read_phone(raw))))
    digits = data.draw(st.sampled_from(phone_words(read_phone(raw))))
    start = data.draw(st.integers(0, len(digits) - 3))
    fragment = digits[start : data.draw(st.integers(start + 3, len(digits)))]
    assert all(any(word.startswith(term.text) for word in words) for term in search_words(fragment))


@given(st.text(max_size=40) | st.text("0123456789+-() 转x#/＋１２", max_size=30))
def test_any_text_is_read_as_typed_or_refused(raw: str) -> None:
    with suppress(BadValue):
        phone = read_phone(raw)
        assert phone.raw == raw
        assert phone.number.removeprefix("+").isdigit()
        assert shown_phone(phone.number)
