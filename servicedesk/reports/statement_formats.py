"""A statement as text to print, as Markdown, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from servicedesk.desk import Desk
from servicedesk.i18n import _, current_language
from servicedesk.json_text import json_text
from servicedesk.lookups.statements import Statement
from servicedesk.problems import BadValue
from servicedesk.reports.files import write
from servicedesk.reports.markdown import escaped
from servicedesk.reports.statement import Section, sections
from servicedesk.rules.text import one_line, shown


def as_text(desk: Desk, said: Statement) -> str:
    """A page to read or print; each thing stands on lines of its own, whatever its length."""
    return "\n".join(_text_lines(desk, said)) + "\n"


def as_markdown(desk: Desk, said: Statement) -> str:
    """The page as Markdown; what people typed is escaped, so that it stays text."""
    return "\n".join(_markdown_lines(desk, said)) + "\n"


def as_json(desk: Desk, said: Statement) -> str:
    """The statement for programs; the titles are in the language in use, the codes are not."""
    return json_text(as_object(desk, said)) + "\n"


def as_object(desk: Desk, said: Statement) -> dict[str, Any]:
    """The statement as JSON holds it."""
    return {
        "number": said.file.number,
        "name": said.file.row.name or None,
        "firm": desk.firm.name,
        "as_at": desk.local(said.as_at).isoformat(timespec="seconds"),
        "language": current_language(),
        "sections": [
            {
                "code": one.code,
                "title": one.title,
                "why": one.why,
                "columns": list(one.columns),
                "rows": [list(row) for row in one.rows],
            }
            for one in sections(desk, said)
        ],
    }


def _heading(said: Statement) -> str:
    name = one_line(said.file.row.name)
    return _("What we hold of {name}").format(name=name or f"C{said.file.number}")


def _as_at(desk: Desk, said: Statement) -> str:
    return _("{firm}, as at {time}").format(
        firm=desk.firm.name, time=f"{desk.local(said.as_at):%Y-%m-%d %H:%M}"
    )


def _text_lines(desk: Desk, said: Statement) -> Iterator[str]:
    yield _heading(said)
    yield one_line(_as_at(desk, said))
    for section in sections(desk, said):
        yield ""
        yield section.title.upper()
        yield section.why
        if not section.rows:
            yield "  " + _("nothing is kept")
        for row in section.rows:
            yield from _text_row(section, row)


def _text_row(section: Section, row: tuple[str, ...]) -> Iterator[str]:
    if not section.columns:
        yield "  " + _("{name}: {value}").format(name=row[0], value=_indented(row[1]))
        return
    yield ""
    for title, value in zip(section.columns, row, strict=True):
        if value:
            yield "  " + _("{name}: {value}").format(name=title, value=_indented(value))


def _indented(value: str) -> str:
    return shown(value, keep_newlines=True).replace("\n", "\n    ")


def _markdown_lines(desk: Desk, said: Statement) -> Iterator[str]:
    yield f"# {escaped(_heading(said))}"
    yield ""
    yield escaped(_as_at(desk, said))
    for section in sections(desk, said):
        yield ""
        yield f"## {section.title}"
        yield ""
        yield section.why
        yield ""
        if not section.rows:
            yield _("nothing is kept")
            continue
        titles = section.columns or ("", "")
        yield f"| {' | '.join(titles)} |"
        yield f"|{'---|' * len(titles)}"
        for row in section.rows:
            yield f"| {' | '.join(map(escaped, row))} |"


FORMATS: Mapping[str, tuple[Callable[[Desk, Statement], str], str]] = {
    "text": (as_text, "txt"),
    "md": (as_markdown, "md"),
    "json": (as_json, "json"),
}


def save(desk: Desk, said: Statement, form: str, output: str) -> Path:
    """Writes the statement into a file, or `statement-C388-2026-11-23.md` and the like into a folder."""
    make, ending = FORMATS[form]
    name = f"statement-C{said.file.number}-{desk.local(said.as_at):%Y-%m-%d}.{ending}"
    return write(make(desk, said).encode("utf-8", "replace"), output, name)


def check_format(said: str) -> str:
    """The format meant. Raises BadValue naming the known ones."""
    wanted = said.strip().lower() or "text"
    if wanted in FORMATS:
        return wanted
    raise BadValue(
        _("There is no statement format {name}").format(name=said),
        _("Known are: {names}").format(names=", ".join(FORMATS)),
    )
