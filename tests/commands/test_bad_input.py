"""Bad input and bad luck: a clear message, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from servicedesk.desk import Desk
from servicedesk.lookups import tickets
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.store.sessions import engine_for
from tests.support import HOSTILE, START, CommandLine

NEW = ("ticket", "new", "Burst pipe", "--unknown")


def on(path: Path) -> CommandLine:
    class Here(CommandLine):
        def __call__(self, *arguments: str, stdin: str = ""):  # type: ignore[no-untyped-def]
            return super().__call__("--database", str(path), "--as", "li.na", *arguments, stdin=stdin)

    return Here()


@pytest.mark.parametrize(
    "command", [("ticket", "list"), NEW, ("doctor",), ("backup",)], ids=lambda words: words[0]
)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear neighbour, " * 500, "is not a service desk"),
        (b"", "there is no desk"),
        (None, "There is no desk"),
    ],
    ids=["letter", "empty", "nothing"],
)
def test_what_is_no_desk_is_told_and_not_touched(
    tmp_path: Path, command: tuple[str, ...], content: bytes | None, said: str
) -> None:
    path = tmp_path / "x.sqlite"
    if content is not None:
        path.write_bytes(content)
    ran = on(path)(*command)
    assert (ran.code, ran.out) == (6, "")
    assert said in ran.err
    assert (path.read_bytes() if path.exists() else None) == content


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    before = path.read_bytes()
    assert on(path)(*NEW).code == 6
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "command", [("ticket", "list", "is:any"), NEW, ("doctor",)], ids=lambda words: words[0]
)
@pytest.mark.parametrize("hurt", ["cut", "flipped"])
def test_a_damaged_desk_is_told_without_a_traceback(
    cli: CommandLine, tmp_path: Path, command: tuple[str, ...], hurt: str
) -> None:
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    if hurt == "cut":
        path.write_bytes(whole[:5000])
    else:
        for place in range(4096, len(whole), 4096):
            whole[place : place + 100] = b"\xff" * 100
        path.write_bytes(whole)
    ran = cli(*command)
    assert ran.code == (1 if command == ("doctor",) else 6)
    assert "Traceback" not in ran.err
    assert "damaged" in ran.err or "restore FILE" in ran.out


def test_a_newer_desk_is_refused_untouched(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for command in (("ticket", "list"), NEW, ("doctor",)):
        ran = cli(*command)
        assert ran.code == 6
        assert "newer version" in ran.err
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)


def test_a_folder_is_not_a_desk(tmp_path: Path) -> None:
    ran = on(tmp_path)("ticket", "list")
    assert ran.code == 6
    assert "is a folder" in ran.err


def test_a_read_only_desk_is_read_and_not_written(desk: Desk, cli: CommandLine) -> None:
    cli(*NEW)
    engine = engine_for(desk.store.path)
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
    engine.dispose()
    ran = cli(*NEW)
    assert (ran.code, ran.out) == (6, "")
    assert "read-only" in ran.err
    assert cli("ticket", "list", "--ids").out == "1\n"


def test_a_writer_that_never_ends_is_told_and_reading_goes_on(
    desk: Desk, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servicedesk.store.sessions.BUSY_MILLISECONDS", 50)
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        ran = cli(*NEW)
        assert (ran.code, ran.out) == (6, "")
        assert "busy" in ran.err
        assert cli("ticket", "list").code == 0
    assert cli(*NEW).code == 0


def test_a_full_disk_loses_nothing(desk: Desk, cli: CommandLine) -> None:
    cli(*NEW, "--description", "kept")
    pages = 1 + desk.store.path.stat().st_size // 4096
    engine = engine_for(desk.store.path)
    event.listen(
        engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA max_page_count = {pages}")
    )
    engine.dispose()
    ran = cli(*NEW, "--description", "x" * 900_000)
    assert (ran.code, ran.out) == (6, "")
    assert "full" in ran.err
    assert cli("ticket", "list", "--ids").out == "1\n"
    assert cli("doctor", "--json").json["checks"][2]["state"] == "ok"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ticket", "new", "x", "--unknown", "--opened-at", "2026-02-30"), 2, "2026-02-30"),
        (("ticket", "new", "x", "--unknown", "--opened-at", "25:99"), 2, "25:99"),
        (("ticket", "new", "x", "--phone", "abcdef"), 2, "abcdef"),
        (("ticket", "new", "x", "--unknown", "--description", "d" * 1_000_001), 2, "1000001"),
        (("ticket", "new", " ", "--unknown"), 2, "subject"),
        (("ticket", "list", "--no-such-option"), 2, "no-such-option"),
        (("--lang", "tlh", "ticket", "list"), 2, "tlh"),
        (("no-such-noun",), 2, "no-such-noun"),
        (("ticket", "show", "99"), 3, "99"),
        (("--as", "nobody", "ticket", "list"), 3, "nobody"),
    ],
    ids=lambda value: None if isinstance(value, int) else str(value)[:40],
)
def test_a_bad_value_is_named_with_its_code(
    cli: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert cli("ticket", "list", "is:any", "--ids").out == ""


def test_an_unmapped_account_is_refused_with_4_naming_the_way(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SERVICEDESK_STAFF")
    ran = cli("ticket", "list")
    assert ran.code == 4
    assert "--as" in ran.err


def test_a_megabyte_and_hostile_text_are_kept_whole_and_drawn_harmless(desk: Desk, cli: CommandLine) -> None:
    long = (HOSTILE + "\n") * 20_000
    made = cli("ticket", "new", HOSTILE, "--unknown", "--description", "-", stdin=long)
    assert made.code == 0
    assert tickets.detail(desk, int(made.out)).description == long.rstrip("\n")
    for command in (("ticket", "list"), ("ticket", "show", "1")):
        ran = cli(*command)
        assert ran.code == 0
        assert "漏水 😀" in ran.out
        assert not set("\x1b\x07\u202e") & set(ran.out)


def process(desk: Desk, *arguments: str, **more: object) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "SERVICEDESK_DATABASE": str(desk.store.path),
        "SERVICEDESK_STAFF": "li.na",
        "SERVICEDESK_NOW": START.isoformat(),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "servicedesk", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


def test_head_ends_a_list_quietly(desk: Desk) -> None:
    for number in range(3):
        open_ticket(desk, NewTicket(f"爆管 {number} " + "x" * 400, caller="?"))
    with closing(sqlite3.connect(desk.store.path)) as connection:
        connection.execute("UPDATE ticket SET description = ''")
        columns = "subject, kind, status, priority, channel, caller, whose_turn, opened_at, recorded_at, updated_at,"
        columns += " promised_from, description, reopened, escalated, tags, imported, version"
        for _double in range(9):
            connection.execute(f"INSERT INTO ticket ({columns}) SELECT {columns} FROM ticket")
        connection.commit()
    ran = process(desk, "ticket", "list")
    assert ran.stdout is not None
    assert ran.stderr is not None
    with ran:
        ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.returncode == 0


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("customer", "tier", "1", "A"), "--reason TEXT"),
        (("customer", "restrict", "1", "--reason", " "), "--reason TEXT"),
        (("customer", "correct", "1", " "), "what is wrong"),
        (("customer", "import", "a.csv", "--yes", "--map", "name"), "--map name=COLUMN"),
        (("ticket", "import", "a.csv", "--yes", "--map", "name"), "--map name=COLUMN"),
        (("customer", "edit", "1", "--set", "tags"), "--set tags=vip"),
    ],
    ids=" ".join,
)
def test_the_hint_names_what_is_missing(cli: CommandLine, command: tuple[str, ...], words: str) -> None:
    cli("customer", "new", "王小明")
    ran = cli(*command)
    assert (ran.code, words in ran.err) == (2, True), ran.err


def test_ctrl_c_leaves_with_130_and_writes_nothing(desk: Desk) -> None:
    # A background job of a shell begins with Ctrl-C ignored, and its children inherit that.
    heeding = {"stdin": subprocess.PIPE, "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    ran = process(desk, "ticket", "new", "x", "--unknown", "--description", "-", **heeding)
    with ran:
        time.sleep(1.5)
        ran.send_signal(signal.SIGINT)
        assert ran.wait(10) == 130
        assert ran.stderr is not None
        assert b"Traceback" not in ran.stderr.read()
    assert tickets.count(desk, "is:any") == 0


def test_completion_knows_every_noun_and_verb(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SERVICEDESK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("COMP_WORDS", "servicedesk c")
    ran = process(desk)
    out, _err = ran.communicate(timeout=30)
    assert {"customer", "contact", "callback", "category", "config"} <= set(out.decode().split())


def test_the_exit_codes_are_explained(cli: CommandLine) -> None:
    assert [line[0] for line in cli("exit-codes").lines] == ["0", "1", "2", "3", "4", "5", "6", "130"]
