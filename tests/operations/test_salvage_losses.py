"""What a salvage cannot make whole is kept as far as it can be, and the account of it is honest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from servicedesk.desk import Desk, open_desk
from servicedesk.operations import handling
from servicedesk.operations.callbacks import log
from servicedesk.operations.checkup import checkup
from servicedesk.operations.customers import NewCustomer, create
from tests.operations.damaged import (
    blank,
    bring_out,
    changed,
    leaf_pages,
    rows,
    settle,
    states,
    table_of,
)
from tests.support import ACCOUNT


def test_lost_events_are_never_called_a_clean_history(damaged: Path) -> None:
    originals = rows(damaged)
    with changed(damaged) as data:
        blank(data, leaf_pages(damaged, "event")[1])
    done, got = bring_out(damaged)
    lost = [place for place in originals if place not in got]
    assert not done.is_whole
    assert {place[0] for place in lost} == {"event"}
    assert done.events_lost == len(lost) > 1
    assert done.events_unproven == 1
    assert states(done)["chain"] == "warn"
    (told,) = [check.detail for check in checkup(done.path) if check.name == "chain"]
    assert f"{len(lost)} events lost" in told


def test_bodies_without_their_event_are_believed_as_far_as_they_make_sense(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event WHERE id BETWEEN 20 AND 30")
        for number, body in enumerate(
            ("[]", '{"changes": 7}', '{"changes": [{"table": "ticket", "kex": [3]}]}'), 20
        ):
            connection.execute("UPDATE event_body SET body = ? WHERE event_id = ?", (body, number))
        connection.execute("DELETE FROM ticket WHERE id = 12")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert ("ticket", (12,)) in got
    assert done.events_lost == 11
    assert states(done)["chain"] == "warn"


def test_what_is_lost_for_good_has_a_file_that_says_so(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM customer WHERE id = 1")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert done.stand_ins == {"customer": 1}
    assert table_of(done, "customer").lost == 1
    row = got[("customer", (1,))]
    assert "Lost in the damage" in row
    assert " lost " in row
    assert states(done)["links"] == "ok"
    assert not done.is_whole


def test_a_value_that_cannot_be_meant_comes_from_the_history(damaged: Path) -> None:
    originals = rows(damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE ticket SET opened_at = '2026-11-2# 02:00:00.000000' WHERE id = 3")
        connection.execute("UPDATE ticket SET status = 'opem', subject = CAST(x'ff41' AS TEXT) WHERE id = 4")
        connection.execute("UPDATE setting SET value = '{\"half' WHERE key = 'firm.name'")
        connection.commit()
    settle(damaged)
    assert [check.state for check in checkup(damaged) if check.name == "values"] == ["bad"]
    done, got = bring_out(damaged)
    assert done.is_whole
    assert {place: got[place] for place in originals} == originals


def test_what_goes_leaves_nothing_behind_that_names_it(damaged_desk: Desk, damaged: Path) -> None:
    log(damaged_desk, 1, "no_answer", "rang twice")
    settle(damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("UPDATE callback SET customer_id = 70368744177664")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert states(done)["links"] == "ok"
    assert done.stand_ins == {"callback": 1}
    assert "Lost in the damage" in got[("callback", (1,))]


def test_the_head_of_the_chain_is_made_anew(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE setting SET value = '{\"hash\": 1' WHERE key = 'chain.head'")
        connection.commit()
    settle(damaged)
    done, _got = bring_out(damaged)
    assert done.is_whole
    assert states(done)["chain"] == "ok"


def test_a_value_that_nobody_knows_is_left_blank_and_counted(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("UPDATE ticket SET priority = 'urgemt', resolved_at = 'x' WHERE id = 3")
        connection.execute("UPDATE setting SET value = '\"half' WHERE key = 'firm.name'")
        connection.commit()
    settle(damaged)
    done, _got = bring_out(damaged)
    assert table_of(done, "ticket").mended == 1
    assert table_of(done, "setting").lost == 1
    assert states(done)["values"] == "ok"
    assert handling.prioritise(open_desk(done.path, account=ACCOUNT), 3, "high").ticket.priority == "high"


def test_without_any_administrator_the_account_that_salvages_becomes_one(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM staff")
        connection.execute("DELETE FROM staff_account")
        connection.commit()
    settle(damaged)
    done, _got = bring_out(damaged)
    assert done.new_administrator
    assert open_desk(done.path, account=ACCOUNT).actor.role == "administrator"
    assert open_desk(done.path, account="x", staff="system").actor.id == 1


def test_a_link_that_cannot_be_meant_is_cut_and_its_row_kept_where_it_can_be(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM event_body")
        connection.execute("UPDATE ticket SET customer_id = -4 WHERE id = 3")
        connection.execute("UPDATE ticket SET customer_id = 70368744177664 WHERE id = 4")
        connection.execute("UPDATE phone SET customer_id = 70368744177664 WHERE id = 1")
        connection.execute("UPDATE entry SET staff_id = 0 WHERE id = 5")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert [got[("ticket", (number,))][9] for number in (3, 4)] == [None, None]
    assert ("phone", (1,)) not in got
    assert got[("entry", (5,))][5] == 1
    assert done.stand_ins == {}
    assert table_of(done, "phone").lost == 1
    desk = open_desk(done.path, account=ACCOUNT)
    assert create(desk, NewCustomer(name="next")).number == 4
    assert {states(done)[name] for name in ("file", "links", "values", "search")} == {"ok"}


def test_a_call_that_is_lost_is_still_there_for_what_was_said_on_it(
    damaged_desk: Desk, damaged: Path
) -> None:
    log(damaged_desk, 1, "no_answer", "rang twice")
    settle(damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.execute("DELETE FROM callback")
        connection.commit()
    settle(damaged)
    done, got = bring_out(damaged)
    assert done.stand_ins == {"callback": 1}
    row = got[("callback", (1,))]
    assert ("Lost in the damage" in row, "cancelled" in row) == (True, True)
    assert states(done)["links"] == "ok"


def test_the_notes_of_the_database_itself_are_taken_for_no_row(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("DELETE FROM event_body")
        connection.commit()
    settle(damaged)
    with changed(damaged) as data:
        for page in leaf_pages(damaged, "staff_account"):
            blank(data, page)
    done, _got = bring_out(damaged)
    assert done.stand_ins == {}
    assert table_of(done, "staff_account").read == 0
