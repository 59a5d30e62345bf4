"""What the tests of imported customers share: a list of them, and bringing it in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from servicedesk.desk import Desk
from servicedesk.operations.importing.customers.run import (
    Fate,
    Imported,
    ImportRequest,
    import_customers,
    prepare,
    rehearse,
)

HEADINGS = ("客户编号", "姓名", "手机", "邮箱", "房号", "身份", "生日", "标签", "备注")
WANG = (
    "A1",
    "王小明",
    "138 0013 8000；010-62771114 转 802",
    "wang@x.cn",
    "8-802",
    "业主",
    "1980/2/29",
    "VIP",
    "[/b] 😀",
)


def people(path: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def bring_in(desk: Desk, path: Path, **said: Any) -> tuple[Imported, list[Fate]]:
    """Rehearses and imports; a rehearsal says of every row what the import does."""
    prepared = prepare(desk, ImportRequest(path, **said))
    expected: list[Fate] = []
    rehearsed = rehearse(desk, prepared, None, expected.append)
    fates: list[Fate] = []
    done = import_customers(desk, prepared, None, fates.append)
    assert rehearsed[:5] == done[:5]
    assert [(fate.row, fate.what) for fate in expected] == [(fate.row, fate.what) for fate in fates]
    return done, sorted(fates)


def whats(fates: list[Fate]) -> list[str]:
    return [fate.what for fate in fates]
