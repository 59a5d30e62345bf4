"""Dates of other systems: many writings, one moment, and never a guess between day and month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.problems import BadValue
from servicedesk.rules.import_dates import Cell, DateOrder, date_order, may_be_read_two_ways, read_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2199-01-01")


@pytest.mark.parametrize(
    ("cell", "order", "shanghai"),
    [
        ("2019/2/28 11:25:05", None, "2019-02-28T11:25:05"),
        ("2019-02-28 11:25", None, "2019-02-28T11:25:00"),
        ("2024-04-16T03:03:15.000", None, "2024-04-16T03:03:15"),
        ("2022-01-21", None, "2022-01-21T00:00:00"),
        ("2024-04-16T03:03:15Z", None, "2024-04-16T11:03:15"),
        ("2024-04-16 03:03:15+0900", None, "2024-04-16T02:03:15"),
        ("2019年2月28日 下午3点05分", None, "2019-02-28T15:05:00"),
        ("２０１９年２月２８日", None, "2019-02-28T00:00:00"),
        ("21/01/2022 13:47:00", "dmy", "2022-01-21T13:47:00"),
        ("01/21/2022 01:47:00 PM", "mdy", "2022-01-21T13:47:00"),
        ("01/21/2022 12:47 am", "mdy", "2022-01-21T00:47:00"),
        ("3/4/2022", "dmy", "2022-04-03T00:00:00"),
        ("3/4/2022", "mdy", "2022-03-04T00:00:00"),
        ("21.01.2022", None, "2022-01-21T00:00:00"),
        ("21 Jan 2022 11:18", None, "2022-01-21T11:18:00"),
        (datetime.fromisoformat("2019-01-14 13:30:05"), None, "2019-01-14T13:30:05"),
        (date(2019, 1, 14), None, "2019-01-14T00:00:00"),
        (43500.5, None, "2019-02-04T12:00:00"),
    ],
)
def test_a_moment_is_read_in_the_firms_zone(cell: Cell, order: DateOrder | None, shanghai: str) -> None:
    assert read_moment(cell, order, SHANGHAI) == datetime.fromisoformat(shanghai).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-02-30",
        "31/13/2022",
        "2022-01-01 25:00",
        "friday",
        "soon",
        "0001-01-01",
        "x 2022",
        12,
        True,
        "2022",
    ],
)
def test_an_impossible_date_is_named(cell: Cell) -> None:
    with pytest.raises(BadValue, match=str(cell)[:10]):
        read_moment(cell, "dmy", SHANGHAI)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01/02/2022", "21/01/2022 10:00"], "dmy"),
        (["01/02/2022", "01/21/2022"], "mdy"),
        (["1.2.2022"], "dmy"),
        (["01/02/2022"], None),
        (["2022-01-21", "", "2022/13/01"], None),
    ],
)
def test_a_day_above_twelve_proves_the_order(texts: list[str], order: DateOrder | None) -> None:
    assert date_order(texts) == order


def test_two_orders_in_one_file_are_told() -> None:
    with pytest.raises(BadValue, match=r"21/01/2022.*01/22/2022"):
        date_order(["21/01/2022", "01/22/2022"])


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("3/4/2022", True), ("3/3/2022", False), ("13/4/2022", False), ("2022/3/4", False), ("", False)],
)
def test_only_a_date_that_could_be_another_is_doubtful(text: str, doubtful: bool) -> None:
    assert may_be_read_two_ways(text) is doubtful


@given(st.datetimes(FIRST, LAST).map(lambda at: at.replace(microsecond=0)))
def test_every_writing_of_a_moment_is_the_same_moment(at: datetime) -> None:
    for text, order in (
        (at.isoformat(), None),
        (f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute}:{at.second}", None),
        (f"{at.day}/{at.month}/{at.year:04} {at:%H:%M:%S}", "dmy"),
        (f"{at.month}/{at.day}/{at.year:04} {at:%I:%M:%S %p}", "mdy"),
        (f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分{at.second}秒", None),
    ):
        assert read_moment(text, order, ZoneInfo("UTC")) == at.replace(tzinfo=UTC)  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_named(text: str) -> None:
    try:
        read = read_moment(text, "dmy", SHANGHAI)
    except BadValue:
        return
    assert read.utcoffset() == timedelta(0)
