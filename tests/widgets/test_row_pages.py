"""Which pages a list has, lacks and asks for."""

from __future__ import annotations

from servicedesk.widgets.row_pages import PAGE_SIZE, RowPages
from servicedesk.widgets.row_types import Row


def rows(start: int, size: int) -> list[Row]:
    return [Row(key, (str(key),)) for key in range(start, start + size)]


def of(count: int) -> RowPages:
    pages = RowPages()
    pages.put(0, rows(0, min(count, PAGE_SIZE)))
    pages.count = count
    return pages


def test_the_first_page_can_come_before_the_count() -> None:
    pages = RowPages()
    pages.put(0, rows(0, 50))
    assert (pages.size, pages.wanted(0, 20)) == (50, None)


def test_a_short_first_page_is_completed_once_the_count_is_known() -> None:
    pages = RowPages()
    pages.put(0, rows(0, 50))
    pages.count = 5000
    assert pages.wanted(0, 80) == (0, PAGE_SIZE)


def test_missing_rows_are_asked_for_once_in_whole_pages() -> None:
    pages = of(100_000)
    assert pages.wanted(50_010, 50_120) == (50_000, 2 * PAGE_SIZE)
    assert pages.wanted(50_010, 50_120) is None


def test_a_newer_request_replaces_one_that_was_never_answered() -> None:
    pages = of(100_000)
    pages.wanted(50_000, 50_020)
    pages.wanted(90_000, 90_020)
    assert pages.wanted(50_000, 50_020) == (50_000, PAGE_SIZE)


def test_a_page_that_came_short_is_not_asked_for_again_and_again() -> None:
    pages = of(250)
    pages.wanted(200, 249)
    pages.put(200, rows(200, 30))
    assert pages.wanted(200, 249) is None
    assert pages.row(240) is None


def test_stale_rows_are_drawn_until_fresh_ones_come() -> None:
    pages = of(300)
    pages.spoil()
    assert pages.row(5) == Row(5, ("5",))
    assert pages.find(5) is None
    assert pages.wanted(0, 20) == (0, PAGE_SIZE)
    pages.put(0, rows(7, 100))
    assert pages.find(7) == 0


def test_an_empty_list_can_be_asked_for_again() -> None:
    pages = of(0)
    pages.spoil()
    assert pages.wanted(0, 20) == (0, PAGE_SIZE)


def test_memory_holds_a_few_pages_however_long_the_list() -> None:
    pages = of(100_000)
    for start in range(0, 100_000, PAGE_SIZE):
        pages.put(start, rows(start, PAGE_SIZE))
    assert pages.row(0) is None
    assert pages.row(99_999) == Row(99_999, ("99999",))
