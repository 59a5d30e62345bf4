"""Real requests of three cities: they come in whole or by named rows, and are worked on like any others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from servicedesk.desk import Desk
from servicedesk.lookups import queues
from servicedesk.lookups import tickets as looked_up
from servicedesk.operations import tickets
from servicedesk.operations.importing.run import Imported, ImportRequest, import_tickets, prepare
from servicedesk.operations.undo import undo_last
from servicedesk.store.chain import first_break
from tests.support import CommandLine

pytestmark = pytest.mark.proof

DATA = Path(os.environ.get("SERVICEDESK_PROOF_DATA", "."))
REQUESTS = DATA / "requests"
COMPLAINTS = REQUESTS / "complaints_zh.xlsx"


def bring_in(desk: Desk, path: Path, **said: Any) -> Imported:
    return import_tickets(desk, prepare(desk, ImportRequest(path, **said)))


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.created, done.updated, done.unchanged, len(done.refused)


def one(desk: Desk, sql: str) -> Any:
    with desk.store.reading() as reader:
        return reader.rows(sql)[0][0]


def whole(desk: Desk) -> bool:
    with desk.store.reading() as reader:
        return first_break(reader) is None


def test_4326_complaints_come_in_with_their_dates_and_authors(desk: Desk) -> None:
    done = bring_in(desk, COMPLAINTS, constants={"kind": "complaint"})
    assert counts(done) == (4326, 0, 0, 0)
    assert done.opened_files == 3332
    assert one(desk, "SELECT max(n) FROM (SELECT count(*) AS n FROM ticket GROUP BY customer_id)") == 92
    assert one(desk, "SELECT min(opened_at) FROM ticket") == "2017-06-08 09:31:20.000000"
    assert one(desk, "SELECT count(*) FROM ticket WHERE promised_from < '2026-11-23'") == 0
    assert one(desk, "SELECT count(*) FROM callback") == 0
    assert one(desk, "SELECT count(*) FROM ticket WHERE description LIKE char(10) || '%'") == 0
    for word, fewest in (("漏水", 30), ("物业", 500), ("噪音", 100)):
        told = f"instr(subject || ' ' || description, '{word}')"
        assert looked_up.count(desk, word) == one(desk, f"SELECT count(*) FROM ticket WHERE {told}") >= fewest
    assert whole(desk)


def test_complaints_twice_are_the_same_complaints(desk: Desk) -> None:
    bring_in(desk, COMPLAINTS)
    events = one(desk, "SELECT count(*) FROM event")
    assert counts(bring_in(desk, COMPLAINTS)) == (0, 0, 4326, 0)
    assert one(desk, "SELECT count(*) FROM event") == events


def test_new_york_brings_channels_addresses_and_what_was_done(desk: Desk) -> None:
    assert counts(bring_in(desk, REQUESTS / "nyc311.csv")) == (1000, 0, 0, 0)
    assert one(desk, "SELECT count(*) FROM ticket WHERE status = 'closed'") == 293
    assert one(desk, "SELECT count(*) FROM ticket WHERE closed_at IS NOT NULL") == 292
    assert one(desk, "SELECT count(*) FROM ticket WHERE channel = 'phone'") == 349
    assert one(desk, "SELECT count(*) FROM ticket WHERE premises_id IS NOT NULL") == 987
    assert one(desk, "SELECT count(*) FROM ticket WHERE status = 'closed' AND due_at IS NOT NULL") == 0
    assert looked_up.count(desk, "") == 707
    assert looked_up.count(desk, queues.narrowed(desk, "unassigned", "")) == 707
    assert looked_up.count(desk, queues.narrowed(desk, "overdue", "")) == 0
    number = looked_up.tickets(desk, "is:any status:closed", limit=1)[0].number
    assert {"ticket.imported", "ticket.resolved"} <= {row.kind for row in looked_up.timeline(desk, number)}


@pytest.mark.parametrize(
    ("name", "created", "unchanged"),
    [
        ("boston311-100.csv", 100, 0),
        ("boston311-100-notime.csv", 100, 0),
        ("boston311-100-20dupes-random.csv", 80, 20),
        ("boston311-100-deduped.csv", 80, 0),
        ("boston311-100-with-nonascii.csv", 100, 0),
        ("boston311-100-with-fake-pii.csv", 100, 0),
        ("boston311-dmy-100.csv", 100, 0),
    ],
)
def test_boston_comes_in_however_it_is_written(desk: Desk, name: str, created: int, unchanged: int) -> None:
    assert counts(bring_in(desk, REQUESTS / name)) == (created, 0, unchanged, 0)


def test_days_first_and_years_first_are_the_same_requests(desk: Desk) -> None:
    bring_in(desk, REQUESTS / "boston311-100.csv")
    assert counts(bring_in(desk, REQUESTS / "boston311-dmy-100.csv")) == (0, 0, 100, 0)


def test_one_text_in_four_encodings_is_read(desk: Desk) -> None:
    folder = DATA / "csv"
    assert counts(bring_in(desk, folder / "att4_500_gb18030.csv")) == (500, 0, 0, 0)
    for name in ("att4_500_utf8_bom.csv", "att4_500_gbk.csv", "att4_500_utf16le_excel_unicode.txt"):
        created, updated, unchanged, refused = counts(bring_in(desk, folder / name))
        assert (created, updated + unchanged, refused) == (0, 500, 0), name
    assert one(desk, "SELECT count(*) FROM ticket WHERE first_responded_at IS NULL") == 0


def test_imported_complaints_are_searched_resolved_and_taken_back(desk: Desk) -> None:
    bring_in(desk, DATA / "csv" / "att4_500_utf8_bom.csv")
    found = looked_up.tickets(desk, "物业")
    assert found
    assert tickets.resolve(desk, found[0].number, "已回复业主").ticket.status == "resolved"
    undo_last(desk)
    undone = undo_last(desk)
    assert len(undone.tickets) == 500
    assert one(desk, "SELECT count(*) FROM ticket") == one(desk, "SELECT count(*) FROM customer") == 0
    assert looked_up.tickets(desk, "is:any 物业") == []
    assert whole(desk)


def test_the_command_names_what_it_does_not_read(cli: CommandLine) -> None:
    ran = cli("ticket", "import", str(REQUESTS / "nyc311.csv"), "--dry-run", "--json")
    assert (ran.code, ran.json["created"], ran.json["refused"]) == (0, 1000, [])
    assert {"agency", "bbl", "borough"} <= set(ran.json["ignored"])
