"""Text on cells: columns never move, and wrapped text loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from servicedesk.widgets.cells import fit, shorten, wrapped
from tests.widgets.hosting import HOSTILE

TEXTS = st.text(max_size=200) | st.text(alphabet="ab 漏水，。（）王\n😀", max_size=200)


@given(TEXTS, st.integers(0, 60), st.sampled_from(["left", "right"]))
def test_a_cell_of_any_text_is_exactly_as_wide_as_its_column(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, align)) == width


@given(TEXTS, st.integers(2, 40))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    plain = "".join(char for char in text if char.isalnum() or char in "，。（）😀\n")
    result = wrapped(plain, width)
    assert all(cell_len(line) <= width for line in result)
    assert "".join(result) == plain.replace("\n", "")


def test_words_stay_whole_where_they_can() -> None:
    assert wrapped("plumber there in twenty minutes", 16) == ["plumber there in", "twenty minutes"]


def test_chinese_wraps_between_characters_but_never_before_a_comma() -> None:
    assert wrapped("客户说水已经停了，但是地板坏了", 16) == ["客户说水已经停", "了，但是地板坏了"]


def test_own_line_ends_and_empty_lines_are_kept() -> None:
    assert wrapped("one\n\ntwo", 20) == ["one", "", "two"]


def test_a_word_longer_than_the_line_is_cut_into_pieces() -> None:
    assert wrapped("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_ten_thousand_characters_wrap_without_loss() -> None:
    text = "漏水 leak " * 1000
    assert "".join(wrapped(text, 37)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("draw", [lambda text: fit(text, 60), lambda text: shorten(text, 60)])
def test_control_characters_never_reach_the_terminal(draw) -> None:  # type: ignore[no-untyped-def]
    assert "\x1b" not in draw(HOSTILE)
    assert "\u202e" not in draw(HOSTILE)
    assert "\x1b" not in "".join(wrapped(HOSTILE, 20))


@pytest.mark.parametrize(
    ("width", "words"),
    [(40, "Maple Court Service Desk"), (22, "Maple Court Service"), (12, "Maple Court"), (3, "Map")],
)
def test_a_name_is_shortened_at_a_space(width: int, words: str) -> None:
    assert shorten("Maple Court Service Desk", width) == words
