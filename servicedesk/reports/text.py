"""A report as plain text, aligned for a terminal and an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicedesk.i18n import _
from servicedesk.reports.values import Listed, Report
from servicedesk.reports.words import (
    cell_words,
    heading_words,
    more_words,
    note_words,
    value_words,
    width,
    wrapped,
)
from servicedesk.rules.text import one_line

LINE = 80


def as_text(report: Report) -> str:
    """The whole report, ending with what its numbers mean."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{one_line(report.firm)}  {report.title}".strip()
    if report.motto:
        yield one_line(report.motto)
    yield heading_words(report)
    yield ""
    measures = [(one.label, value_words(one), note_words(one)) for one in report.measures]
    yield from aligned(measures, right={1})
    for listed in report.lists:
        yield ""
        yield _("{title}: {count}").format(title=listed.title, count=listed.total)
        yield from _list(listed)
    yield ""
    yield _("What the numbers mean")
    for measured in report.measures:
        yield f"  {measured.label}"
        for line in wrapped(measured.definition, LINE - 4):
            yield f"    {line}"


def _list(listed: Listed) -> Iterator[str]:
    if not listed.rows:
        return
    titles = [title for _code, title in listed.columns]
    codes = [code for code, _title in listed.columns]
    rows = [
        [one_line(cell_words(code, cell)) for code, cell in zip(codes, row, strict=True)]
        for row in listed.rows
    ]
    yield from aligned([titles, *rows])
    if listed.goes_on:
        yield f"  {more_words(len(listed.rows), listed.total)}"


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] | set[int] = frozenset()) -> Iterator[str]:
    """The rows with their columns under each other, as wide as they are drawn; those in `right` end together."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [_padded(cell, widths[column], column in right) for column, cell in enumerate(row)]
        yield f"  {'  '.join(cells)}".rstrip()


def _padded(cell: str, wanted: int, right: bool) -> str:
    gap = " " * (wanted - width(cell))
    return gap + cell if right else cell + gap
