"""A report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servicedesk.i18n import _
from servicedesk.reports.values import Listed, Report
from servicedesk.reports.words import cell_words, heading_words, more_words, note_words, value_words
from servicedesk.rules.text import one_line

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def as_markdown(report: Report) -> str:
    """The whole report; what people typed is escaped, so that it stays text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.firm)} {report.title}".replace("#  ", "# ")
    yield ""
    if report.motto:
        yield f"> {escaped(report.motto)}"
        yield ""
    yield heading_words(report)
    yield ""
    measures = [(one.label, value_words(one), note_words(one)) for one in report.measures]
    yield from _table((_("Measure"), _("Value"), ""), measures)
    for listed in report.lists:
        yield ""
        yield "## " + _("{title}: {count}").format(title=listed.title, count=listed.total)
        yield from _list(listed)
    yield ""
    yield f"## {_('What the numbers mean')}"
    yield ""
    for measured in report.measures:
        yield f"- **{measured.label}**: {measured.definition}"


def _list(listed: Listed) -> Iterator[str]:
    if not listed.rows:
        return
    yield ""
    codes = [code for code, _title in listed.columns]
    rows = [
        [escaped(cell_words(code, cell)) for code, cell in zip(codes, row, strict=True)]
        for row in listed.rows
    ]
    yield from _table([title for _code, title in listed.columns], rows)
    if listed.goes_on:
        yield ""
        yield more_words(len(listed.rows), listed.total)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def escaped(text: str) -> str:
    """What a person typed on one line, so that no sign of it means anything in Markdown."""
    return _SIGNS.sub(r"\\\1", one_line(text))
