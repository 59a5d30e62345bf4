"""What the tests of imports share: a file of requests, and bringing it in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from servicedesk.desk import Desk
from servicedesk.operations.importing.run import Imported, ImportRequest, import_tickets, prepare, rehearse
from tests.support import HOSTILE

HEADINGS = (
    "编号",
    "标题",
    "姓名",
    "电话",
    "房号",
    "创建时间",
    "状态",
    "关闭时间",
    "处理结果",
    "答复意见",
    "答复时间",
)
CLOSED = (
    "7",
    "水管漏水",
    "王小明",
    "13800138000",
    "8-802",
    "2025/3/1 9:00",
    "已办结",
    "2025/3/2 10:00",
    "换了水管",
    "师傅已出发",
    "2025/3/1 9:30",
)
OPEN = ("8", HOSTILE, "", "", "", "2025/3/4 9:00", "处理中", "", "", "", "")


def sheet(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def bring_in(desk: Desk, path: Path, **said: Any) -> Imported:
    prepared = prepare(desk, ImportRequest(path, **said))
    rehearsed = rehearse(desk, prepared)
    done = import_tickets(desk, prepared)
    assert rehearsed[:5] == done[:5], "a rehearsal says what the import does"
    return done


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.created, done.updated, done.unchanged, len(done.refused)


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as reader:
        return list(reader.rows(sql))
