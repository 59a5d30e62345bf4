"""The pulse notices every write, from this process and from others."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups.pulse import Pulse
from servicedesk.operations import handling, tickets
from servicedesk.operations.drafts import save
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last
from servicedesk.problems import DatabaseProblem, NoDesk


def test_own_writes_and_drafts_show_and_silence_does_not(desk: Desk) -> None:
    with Pulse(desk) as pulse:
        assert not pulse.changed()
        assert not pulse.changed()
        tickets.open_ticket(desk, NewTicket("漏水"))
        assert pulse.changed()
        assert not pulse.changed()
        save(desk, "ticket.new", {"subject": "二"})
        assert pulse.changed()


def test_writes_of_another_process_show(desk: Desk) -> None:
    with Pulse(desk) as pulse:
        pulse.changed()
        write = (
            "import sqlite3, sys; desk = sqlite3.connect(sys.argv[1]);"
            " desk.execute('UPDATE team SET lead = NOT lead'); desk.commit(); desk.close()"
        )
        subprocess.run([sys.executable, "-c", write, str(desk.store.path)], check=True)
        assert pulse.changed()


def test_news_say_what_was_done_to_what(desk: Desk) -> None:
    with Pulse(desk) as pulse:
        seen = pulse.last_event()
        number = tickets.open_ticket(desk, NewTicket("漏水", phone="13800138000")).ticket.number
        handling.note(desk, number, "已派单")
        undo_last(desk)
        news = pulse.news(seen)
        assert [(row.kind, row.ticket) for row in news] == [
            ("customer.created", None),
            ("ticket.opened", number),
            ("ticket.noted", number),
            ("undone", number),
        ]
        assert {row.who for row in news} == {"li.na"}
        assert news[0].customer == news[1].customer
        assert news[-1].undoes == news[-2].event_id
        assert pulse.last_event() == news[-1].event_id
        assert pulse.news(pulse.last_event()) == []


def test_it_recovers_when_the_file_was_away(desk: Desk) -> None:
    path = desk.store.path
    with Pulse(desk) as pulse:
        pulse.changed()
        away = path.with_name("away.sqlite")
        path.rename(away)
        with pytest.raises(NoDesk):
            pulse.changed()
        away.rename(path)
        pulse.changed()
        assert pulse.last_event() > 0


def test_another_file_in_its_place_is_said(desk: Desk) -> None:
    path = desk.store.path
    copy = path.with_name("copy.sqlite")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with Pulse(desk) as pulse:
        pulse.changed()
        copy.replace(path)
        with pytest.raises(DatabaseProblem, match="exchanged"):
            pulse.changed()


def test_a_file_that_is_no_desk_is_a_problem(desk: Desk) -> None:
    path = desk.store.path
    with Pulse(desk) as pulse:
        pulse.changed()
        path.unlink()
        path.write_text("not a desk " * 500)
        with pytest.raises(DatabaseProblem):
            pulse.changed()
