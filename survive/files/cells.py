"""What stands in the cells of somebody's file: real words, dates of every kind, and what no program likes."""

from __future__ import annotations

from random import Random

HEADINGS = (
    ("Ticket ID", "Subject", "Description", "Status", "Created At", "Resolved At", "Customer", "Phone"),
    ("工单编号", "标题", "内容", "状态", "创建时间", "办结时间", "客户姓名", "联系电话"),
    ("subject",),
    ("id", "title", "priority", "kind", "category", "channel", "team", "assignee", "tags", "email"),
    ("主题", "投诉内容", "类型", "优先级", "渠道", "房号", "处理人", "处理结果", "回复内容", "日期"),
    ("Case Title", "open dt", "target dt", "closed dt", "case status", "reason", "location", "latitude"),
)
_DATES = (
    "2026-11-20 09:30", "2026/3/4", "3/4/2026", "13/4/2026 10:00", "4/13/2026", "2026年3月4日 下午3:05",
    "2026-02-30", "0000-00-00", "9999-12-31 23:59:59", "2026-11-20T09:30:00+14:00", "2026-11-20T09:30:00Z",
    "20 Nov 2026", "yesterday", "45000", "45000.75", "-1", "1e308", "24:00", "2026-11-20 24:00:00",
    "1899-12-31", "3.4.2026", "2026-11-01 01:30 AM", "２０２６－１１－２０", "٢٠٢٦-١١-٢٠", "2026-13-45",
    "00:00:00", "1/1/0001", "31/12/9999 23:59", "2026-11-20 09:30:00.123456789 +0530", "12-25", "20261120",
)  # fmt: skip
_WORDS = (
    "爆管漏水", "电梯异响", "No hot water", "Приветствие", "水が止まらない", "Ärger im Büro", "😀 👩‍👩‍👧‍👦", "[/b] markup",
    "=cmd|' /C calc'!A0", "@SUM(1+9)", "+1", "-1", "closed", "处理中", "已办结", "urgent", "高", "Li Na", "nobody",
    "complaint", "维修", "phone", "138 0013 8000", "010-62771114 ext 802", "1380013800013800138000", "不详",
    "a@b.cc", "@", "a @ b", "3-2-501", "x" * 501, "y" * 5_000, "", " ", "\u3000", "null", "NaN", "None",
    "\x1b]0;owned\x07", "\u202egnirts", "\u200b\u200b", "e\u0301\u0327" * 40, "\ufeff", "\ufffe", "\U0010ffff",
    "line\nbreak", "carriage\rreturn", "tab\there", 'quo"te', "'; DROP TABLE ticket; --", "\x85", "\u2028", "\x0b",
    "999999999999999999999999", "-9223372036854775809", "1e309", "0x10", "１２３", "true", "FALSE", "\\N", "NULL",
)  # fmt: skip


def headings(chance: Random) -> list[str]:
    """The first row of a file: names that are known, in some order, and others."""
    names = list(chance.choice(HEADINGS))
    if chance.random() < 0.3:
        names.insert(chance.randrange(len(names) + 1), word(chance))
    return names


def word(chance: Random) -> str:
    """One text of a cell."""
    return chance.choice(_WORDS)


def cell(chance: Random, heading: str) -> str:
    """A cell below a heading: mostly what belongs there, now and then something else."""
    folded = heading.lower()
    if chance.random() < 0.12:
        return word(chance)
    if any(part in folded for part in ("date", "at", "dt", "时间", "日期")):
        return chance.choice(_DATES) if chance.random() < 0.4 else _plain_day(chance)
    if folded in {"ticket id", "工单编号", "id"}:
        return str(chance.randrange(1, 60))
    if any(part in folded for part in ("subject", "title", "标题", "主题")):
        return f"{chance.choice(_WORDS[:8])} {chance.randrange(10_000)}"
    return word(chance)


def table(chance: Random) -> list[list[str]]:
    """Headings and rows."""
    first = headings(chance)
    most = chance.choice((0, 1, 3, 8, 20, 40))
    return [first, *([cell(chance, name) for name in first] for _row in range(most))]


def _plain_day(chance: Random) -> str:
    return f"2026-{chance.randrange(1, 11):02}-{chance.randrange(1, 29):02} {chance.randrange(24):02}:00"
