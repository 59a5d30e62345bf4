"""What a file does not tell by itself, asked in place: which column is the name, what stands first in a date, how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.screen import Screen

from servicedesk.i18n import N_, _
from servicedesk.problems import Problem
from servicedesk.rules.headers import heading_words
from servicedesk.widgets.dialogs import PickOne

if TYPE_CHECKING:
    from typing import Any

    from servicedesk.operations.importing.preparing import ColumnUnknown, ImportRequest, Prepared

    Again = Callable[[ImportRequest], None]

ENCODINGS = (
    ("", N_("found out")), ("utf-8", "UTF-8"), ("gb18030", "GB18030"), ("big5", "Big5"), ("cp1252", "Windows"), ("utf-16", "UTF-16"),
)  # fmt: skip


def ask_about(screen: Screen[Any], problem: Problem, request: ImportRequest, again: Again) -> bool:
    """Asks what a problem leaves open and goes on with the answer; whether it is such a problem."""
    from servicedesk.operations.importing.preparing import ColumnUnknown, OrderUnknown

    if isinstance(problem, ColumnUnknown):
        ask_column(screen, problem, problem.field, request, again)
    elif isinstance(problem, OrderUnknown):
        ask_order(screen, problem.example, request, again)
    else:
        return False
    return True


def ask_column(
    screen: Screen[Any], problem: ColumnUnknown, field: str, request: ImportRequest, again: Again
) -> None:
    """Which column holds the one field that every row needs; a list of customers may have phones alone."""
    offers = [
        (str(at), heading or str(at), sample)
        for at, (heading, sample) in enumerate(zip(problem.headings, problem.samples, strict=True), 1)
    ]
    if field == "name":
        offers.append(("phone", _("none of them"), _("there are only phones")))

    def picked(column: str | None) -> None:
        if column == "phone":
            ask_column(screen, problem, "phone", request, again)
        elif column:
            again(replace(request, columns={**request.columns, field: column}))

    title = _("Which column holds this: {field}?").format(field=heading_words(field))
    screen.app.push_screen(PickOne(title, offers), picked)


def ask_order(screen: Screen[Any], example: str, request: ImportRequest, again: Again) -> None:
    """Whether 3/4/2026 is in April or in March."""

    def picked(order: str | None) -> None:
        if order == "dmy":
            again(replace(request, order="dmy"))
        elif order == "mdy":
            again(replace(request, order="mdy"))

    title = _("What stands first in the date {text}?").format(text=example or "3/4/2026")
    offers = [("dmy", _("the day"), "31/12/2026"), ("mdy", _("the month"), "12/31/2026")]
    screen.app.push_screen(PickOne(title, offers, request.order or ""), picked)


def ask_encoding(screen: Screen[Any], request: ImportRequest, again: Again) -> None:
    """How a file of text is written."""

    def picked(encoding: str | None) -> None:
        if encoding is not None:
            again(replace(request, encoding=encoding))

    offers = [(code, _(words)) for code, words in ENCODINGS]
    screen.app.push_screen(PickOne(_("How is the file written?"), offers, request.encoding), picked)


def ask_sheet(screen: Screen[Any], titles: list[str], request: ImportRequest, again: Again) -> None:
    """Which sheet of a workbook is the list."""

    def picked(sheet: str | None) -> None:
        if sheet:
            again(replace(request, sheet=sheet, columns={}))

    screen.app.push_screen(
        PickOne(_("Which sheet?"), [(title, title) for title in titles], request.sheet), picked
    )


def ask_reading(screen: Screen[Any], prepared: Prepared, request: ImportRequest, again: Again) -> None:
    """Everything about a file that may be read otherwise than it was."""
    from servicedesk.operations.importing.text_files import TextFile
    from servicedesk.operations.importing.workbooks import Workbook

    source = prepared.table.source
    offers: list[tuple[str, str, str]] = [("order", _("what stands first in dates"), prepared.order or "")]
    if isinstance(source, TextFile):
        offers.append(("encoding", _("how it is written"), source.encoding))
    titles = source.titles() if isinstance(source, Workbook) else []
    if len(titles) > 1:
        offers.append(("sheet", _("which sheet"), source.sheet if isinstance(source, Workbook) else ""))

    def picked(what: str | None) -> None:
        if what == "order":
            ask_order(screen, "", request, again)
        elif what == "encoding":
            ask_encoding(screen, request, again)
        elif what == "sheet":
            ask_sheet(screen, titles, request, again)

    screen.app.push_screen(PickOne(_("Read otherwise"), offers), picked)
