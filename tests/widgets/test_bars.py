"""Bars and sparks as plain text, and the line of numbers that leads to reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from servicedesk.widgets.bars import Count, Counts, bar, spark
from tests.widgets.hosting import Host, lines, run

NUMBERS = (
    Count("open", "Open", "64", spark([8, 4, 0])),
    Count("resolved", "今天解决", "9"),
    Count("satisfied", "Satisfied", "4.6 (17)"),
)


@pytest.mark.parametrize(
    ("value", "most", "drawn"),
    [
        (10, 10, "████████"),
        (5, 10, "████"),
        (5.4, 10, "████▍"),
        (0.001, 10, "▏"),
        (0, 10, ""),
        (-3, 10, ""),
        (20, 10, "████████"),
        (1, 0, ""),
    ],
)
def test_a_bar_shows_its_share(value: float, most: float, drawn: str) -> None:
    assert bar(value, most, 8) == drawn


@given(st.lists(st.floats(0, 1e9), max_size=40))
def test_a_spark_has_one_sign_for_each_value(values: list[float]) -> None:
    assert len(spark(values)) == len(values)


def test_a_spark_runs_from_lowest_to_highest() -> None:
    assert (spark([0, 1, 2]), spark([0, 0]), spark([])) == ("▁▅█", "▁▁", "")


def test_numbers_are_chosen_by_keys_and_by_mouse() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_counts(NUMBERS)
        host.widget.focus()
        await pilot.press("right", "enter", "right", "right", "enter", "left")
        await pilot.click(Counts, offset=(2, 0))
        await pilot.pause()

    host = run(Counts(), steps)
    assert [message.key for message in host.heard_of(Counts.Chosen)] == ["resolved", "satisfied", "open"]


def test_numbers_that_do_not_fit_are_left_out_whole() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        host.widget.set_counts(NUMBERS)
        await pilot.pause()
        assert lines(host.widget)[0].strip() == "Open 64 █▅▁   今天解决 9"

    run(Counts(), steps, size=(40, 4))
