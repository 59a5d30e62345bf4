"""The benchmark's own rules: what meets a target, what a percentile is, and that the same seed makes the same tickets."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from bench.figures import Figure, Kind, Target, figure_of, percentile
from bench.sheets import CUSTOMERS, HEADINGS, customer, write_sheet
from bench.table import TITLES, cells, printed
from bench.words import RARE, RARE_CHINESE
from servicedesk.rules.headers import TICKET_HEADERS, match_headers

LOADED = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001  the sheet's times have no zone, as exports have none
SAMPLES = [5.0, 1.0, 4.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("kind", "limit", "value", "met"),
    [
        ("ratio", 1.25, 125, True),
        ("ratio", 1.25, 126, False),
        ("above", 40, 140, True),
        ("above", 40, 141, False),
        ("most", 50, 50, True),
        ("most", 50, 50.1, False),
        ("least", 10_000, 10_000, True),
        ("least", 10_000, 9_999, False),
    ],
)
def test_a_target_is_met_up_to_its_limit(kind: Kind, limit: float, value: float, met: bool) -> None:
    figure = Figure("x", "ms", value, 0, 0, 1, floor="floor", floor_value=100, target=Target(kind, limit))
    assert figure.is_met is met
    assert Figure.from_kept(figure.kept()).is_met is met


def test_what_is_not_present_is_kept_as_such() -> None:
    absent = Figure("taskwarrior", "", 0, 0, 0, 0, "absent", remark="not present")
    assert Figure.from_kept(absent.kept()) == absent


def test_a_ratio_without_its_floor_is_neither_met_nor_missed() -> None:
    assert Figure("x", "ms", 1, 1, 1, 1, target=Target("ratio", 2)).is_met is None


@pytest.mark.parametrize(
    ("measure", "value"), [("median", 3), ("p95", 5), ("p80", 4), ("p20", 1), ("max", 5)]
)
def test_a_percentile_is_one_of_the_samples(measure: str, value: float) -> None:
    assert percentile(SAMPLES, measure) == value
    assert figure_of(SAMPLES, "x", "ms", measure=measure).value == value


def test_a_figure_stands_in_its_table_beside_its_floor() -> None:
    figure = figure_of(
        SAMPLES, "列表 list", "ms", size=10_000, floor="bare", floor_value=2, target=Target("ratio", 1.25)
    )
    line = dict(zip(TITLES, cells(figure), strict=True))
    assert (line["tickets"], line["ratio"], line["target"]) == ("10,000", "1.50", "at most 1.25 times")
    assert line[""] == "not met"
    heading, told = printed([figure])
    assert told.index("10,000") + 2 == heading.index("tickets")  # two Chinese characters fill four cells


def test_the_same_seed_makes_the_same_tickets(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_sheet(tmp_path / name, 2_000, LOADED, ["li.na"])
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = [row["Title"] for row in rows]
    assert 0.16 < sum(not title.isascii() for title in titles) / len(rows) < 0.24
    assert 0.08 < sum(row["Status"] != "closed" for row in rows) / len(rows) < 0.12
    text = " ".join(row["Title"] + row["Description"] for row in rows)
    assert RARE in text.lower()
    assert RARE_CHINESE in text


def test_every_column_of_the_file_is_read_by_the_import() -> None:
    assert sorted(match_headers(HEADINGS, TICKET_HEADERS).values()) == list(range(len(HEADINGS)))


def test_ten_thousand_customers_have_phones_and_flats_of_their_own() -> None:
    everybody = [customer(number) for number in range(CUSTOMERS)]
    assert len({one.phone for one in everybody}) == len({one.flat for one in everybody}) == CUSTOMERS
