"""The tickets' area: queues, the filter, and the verbs on one ticket and on several."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input, TextArea

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations import handling
from servicedesk.operations import tickets as operations
from servicedesk.operations.saved_queues import NewQueue
from servicedesk.operations.saved_queues import add as add_queue
from servicedesk.screens.ticket import TicketScreen
from servicedesk.screens.tickets import TicketsScreen
from servicedesk.widgets.dialogs import PickOne
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.rows import RowList
from tests.screens.at_the_desk import WIDE, AtTheDesk, at_the_desk
from tests.screens.work import a_colleague, a_customer, a_ticket
from tests.support import HOSTILE
from tests.watching import watching


def listed(at: AtTheDesk) -> RowList:
    return at.app.screen.query_one("#tickets", RowList)


def kinds(desk: Desk, number: int) -> list[str]:
    """The kinds of the events of a ticket, those that were taken back left out."""
    return [row.kind for row in tickets.timeline(desk, number) if not row.undone]


@pytest.mark.parametrize(
    ("language", "queue", "column"), [("en", "All open", "Subject"), ("zh_CN", "全部未结", "主题")]
)
def test_queues_stand_beside_the_list_and_the_preview_follows_the_cursor(
    desk: Desk, language: str, queue: str, column: str
) -> None:
    customer = a_customer(desk)
    first, second = a_ticket(desk, "爆管漏水", customer=customer), a_ticket(desk, "No light on the stairs")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees(queue, column, str(first), "爆管漏水", str(second), "No light on", "138 0013 8000")
        await at.press("down")
        await at.until(lambda: "138 0013 8000" not in at.seen)

    at_the_desk(desk, steps, size=WIDE, language=language)


def test_the_queue_is_changed_on_a_narrow_screen_too(desk: Desk) -> None:
    a_ticket(desk)
    waiting = a_ticket(desk, "Waits")
    handling.wait(desk, waiting, waiting_for="customer")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "q")
        await at.write("wait")
        await at.press("enter")
        await at.sees("Waiting: 1", "Waits")
        assert "爆管漏水" not in at.seen

    at_the_desk(desk, steps)


def test_another_queue_and_a_word_are_asked_once_whatever_is_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        a_ticket(desk, f"爆管漏水 {number}" if number % 2 else "No light")
    read: list[str] = []
    parse = Stylesheet.reparse
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: (read.append("anew"), parse(sheet))[1])

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 40", "next due first")
        assert read == []
        await at.press("q")
        await at.write("unass")
        with watching() as seen:
            await at.press("enter")
            await at.sees("Unassigned: 40")
        shown, numbers, page = seen  # first what is seen, then the rest
        assert (shown.rows, numbers.rows, page.rows) == (listed(at).lines_seen, 40, 40)
        assert listed(at).virtual_size.height == 41
        await at.press("/")
        with watching() as seen:
            await at.pilot.press(*"light")
            await at.sees("Unassigned: 20")
            await at.rest()
        looked_up = [one for one in seen if "search_ticket" in one.sql]
        assert {one.rows for one in looked_up} <= {20}
        assert all("FROM search_ticket" in one.sql and "ticket AS t" not in one.sql for one in looked_up)
        assert tickets.numbers(desk, "is:open no:owner light") == at.app.screen.ids  # type: ignore[attr-defined]
        await at.press("escape")
        await at.sees("Unassigned: 40")

    at_the_desk(desk, steps)


def test_the_filter_says_what_it_means_and_what_is_wrong_and_esc_drops_it(desk: Desk) -> None:
    a_ticket(desk), a_ticket(desk, "Lift noise", kind="complaint")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "slash")
        at.app.screen.query_one("#filter", Input).value = "kind:complaint"
        await at.sees("All open: 1", "filtered", "Lift noise")
        assert "爆管漏水" not in at.seen
        at.app.screen.query_one("#filter", Input).value = "kind:nonsense"
        await at.sees("! ", "nonsense", "Lift noise")
        await at.press("escape")
        await at.sees("All open: 2", "爆管漏水")
        assert listed(at).has_focus

    at_the_desk(desk, steps)


def test_letters_and_fullwidth_signs_act_only_where_no_field_has_the_focus(desk: Desk) -> None:
    number = a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "fullwidth_solidus")
        await at.write("dxnmz2")
        assert at.app.screen.query_one("#filter", Input).value == "dxnmz2"
        assert isinstance(at.app.screen, TicketsScreen)
        await at.press("escape", "fullwidth_question_mark")
        await at.sees("Keys that work here")

    at_the_desk(desk, steps)
    assert kinds(desk, number) == ["ticket.opened"]


VERBS = {
    "a": (["enter", "WORDS", "ctrl+s"], "ticket.assigned"),
    "m": (["WORDS", "ctrl+s"], "ticket.noted"),
    "r": (["WORDS", "ctrl+s"], "ticket.replied"),
    "w": (["ctrl+s"], "ticket.waits"),
    "x": (["WORDS", "ctrl+s"], "ticket.resolved"),
    "p": (["up", "enter"], "ticket.prioritised"),
    "D": (["WORDS", "ctrl+s"], "ticket.cancelled"),
    "E": (["WORDS", "ctrl+s"], "ticket.escalated"),
}


@pytest.mark.parametrize(
    ("place", "key"), [*(("list", key) for key in VERBS), ("today", "m"), ("ticket", "a"), ("ticket", "x")]
)
def test_every_verb_acts_on_the_line_and_on_all_marked_ones(desk: Desk, place: str, key: str) -> None:
    marked = [a_ticket(desk, f"Ticket {place} {count}") for count in range(2 if place != "ticket" else 1)]
    other = a_ticket(desk, "Not this one")
    rest, _kind = VERBS[key]

    async def steps(at: AtTheDesk) -> None:
        if place == "ticket":
            at.app.push_screen(TicketScreen(marked[0]))
            await at.sees("Ticket ticket 0")
        else:
            await at.press("2" if place == "list" else "1")
            await at.sees("Not this one")
            rows = at.app.screen.query_one("#tickets" if place == "list" else "#today", RowList)
            keys = [
                row.key for row in map(rows._pages.row, range(rows.count)) if row and "Ticket" in row.cells[2]
            ]
            rows.set_marks(set(keys))
        await at.press(key)
        for step in rest:
            await (at.write("为什么 because") if step == "WORDS" else at.press(step))
        await at.until(lambda: all(len(kinds(desk, number)) > 1 for number in marked))
        await at.rest()

    at_the_desk(desk, steps)
    assert kinds(desk, other) == ["ticket.opened"]
    assert len({tuple(kinds(desk, number)) for number in marked}) == 1


def test_a_ticket_is_closed_reopened_and_taken_up_again_by_keys(desk: Desk) -> None:
    number = a_ticket(desk)
    operations.resolve(desk, number, "Pipe changed")

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.sees("resolved")
        await at.press("d")
        await at.sees(f"Ticket {number} closed")
        await at.press("o")
        await at.write("It drips again")
        await at.press("ctrl+s")
        await at.sees(f"Ticket {number} reopened", "It drips again")
        await at.press("w", "ctrl+s")
        await at.sees("waiting")
        await at.press("u")
        await at.sees(f"Ticket {number} taken up again")

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, number).status == "open"


def test_one_ticket_that_refuses_does_not_keep_the_others_back_and_says_why(desk: Desk) -> None:
    good, bad = a_ticket(desk), a_ticket(desk, "Given up")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("Given up")
        listed(at).set_marks({good, bad})
        await at.press("x")
        await at.write("Done")
        operations.cancel(desk, bad, "double")
        await at.press("ctrl+s")
        await at.sees(f"Ticket {good} resolved", f"{bad}: ")

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, good).status == "resolved"
    assert tickets.ticket(desk, bad).status == "cancelled"


def test_the_words_of_a_verb_survive_esc_and_a_refusal(desk: Desk) -> None:
    number = a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        at.app.push_screen(TicketScreen(number))
        await at.sees("爆管漏水")
        await at.press("x")
        at.app.screen.query_one(TextArea).text = HOSTILE
        await at.press("escape")
        await at.sees("Your text is kept")
        await at.press("x")
        assert at.app.screen.query_one(TextArea).text == HOSTILE
        operations.cancel(desk, number, "double")
        await at.press("ctrl+s")
        await at.until(lambda: not isinstance(at.app.screen, TextPrompt))
        await at.press("x")
        assert at.app.screen.query_one(TextArea).text == HOSTILE

    at_the_desk(desk, steps)
    assert tickets.ticket(desk, number).status == "cancelled"


def test_undo_says_what_it_took_back_a_bulk_verb_in_one(desk: Desk) -> None:
    numbers = [a_ticket(desk), a_ticket(desk)]

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("All open: 2")
        listed(at).set_marks(set(numbers))
        await at.press("p", "up", "enter")
        await at.until(lambda: {tickets.ticket(desk, one).priority for one in numbers} == {"high"})
        await at.press("z")
        await at.sees("Undone: ", "and 1 more")

    at_the_desk(desk, steps)
    assert {tickets.ticket(desk, one).priority for one in numbers} == {"normal"}


def test_a_refresh_keeps_line_marks_filter_scroll_and_focus(desk: Desk) -> None:
    numbers = [a_ticket(desk, f"Lamp {count}") for count in range(40)]
    colleague = a_colleague(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "slash")
        at.app.screen.query_one("#filter", Input).value = "lamp"
        await at.sees("All open: 40")
        await at.press("enter", "end", "up", "up", "space", "up")
        rows = listed(at)
        kept = (rows.selected_key, set(rows.marks), rows.scroll_offset.y)
        operations.cancel(colleague, numbers[0], "double")
        await at.sees("All open: 39")
        assert (rows.selected_key, rows.marks) == kept[:2]
        assert abs(rows.scroll_offset.y - kept[2]) <= 1
        assert rows.has_focus
        await at.press("slash")
        operations.cancel(colleague, numbers[1], "double")
        await at.sees("All open: 38")
        assert at.app.screen.query_one("#filter", Input).has_focus

    at_the_desk(desk, steps)


def test_the_menu_offers_every_verb_with_its_letter_and_acts(desk: Desk) -> None:
    number = a_ticket(desk)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "f4")
        assert isinstance(at.app.screen, PickOne)
        await at.sees(f"Ticket {number}", "Resolve", "Escalate", "Customer file")
        await at.write("prior")
        await at.press("enter", "up", "enter")
        await at.until(lambda: tickets.ticket(desk, number).priority == "high")

    at_the_desk(desk, steps)


def test_hostile_text_is_drawn_as_signs_in_list_card_and_timeline(desk: Desk) -> None:
    customer = a_customer(desk, HOSTILE)
    number = a_ticket(desk, HOSTILE, customer=customer)
    operations.edit(desk, number, {"description": HOSTILE * 20, "tags": "[/b]"})
    handling.note(desk, number, HOSTILE)

    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("[/b] 漏水", "␛]0;owned␇")
        assert "\x1b" not in at.seen
        await at.press("enter")
        await at.sees("[/b] 漏水", "details")
        assert "\x1b" not in at.seen
        assert "\u202e" not in at.seen

    at_the_desk(desk, steps, size=WIDE)


def test_an_empty_queue_says_the_next_step(desk: Desk) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("2")
        await at.sees("Nothing here. n opens a new ticket")
        await at.press("x")
        await at.sees("No ticket is chosen")

    at_the_desk(desk, steps)


def test_esc_steps_back_one_layer_marks_then_filter(desk: Desk) -> None:
    number = a_ticket(desk)
    a_ticket(desk, "Lift noise")

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "slash")
        await at.write("漏水")
        await at.press("enter", "space")
        await at.sees("1 marked", "filtered")
        await at.press("escape")
        await at.until(lambda: "1 marked" not in at.seen)
        assert listed(at).chosen_keys == [number]
        await at.press("escape")
        await at.sees("Lift noise")
        await at.press("escape")
        await at.sees("All open: 2")

    at_the_desk(desk, steps)


def test_the_name_of_a_queue_is_text_also_in_the_heading(desk: Desk) -> None:
    add_queue(desk, NewQueue(f"漏水 {HOSTILE}", "is:open"))

    async def steps(at: AtTheDesk) -> None:
        await at.press("2", "q")
        await at.write("漏水")
        await at.press("enter")
        await at.sees("漏水 [/b]")
        assert "\x1b" not in at.seen

    at_the_desk(desk, steps, size=WIDE)
