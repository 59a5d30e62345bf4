"""`ticket show` and `ticket progress`: one ticket with its timeline, and what the customer may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, cell

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.ticket_file import Progress, TicketFile

_APART = ("tasks", "needs", "timeline")


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("show", help=_("One ticket with its promises, tasks and timeline."))(show)
    noun.command("progress", help=_("How far it is, in words fit for the customer."))(progress)


def show(
    context: typer.Context,
    numbers: options.Numbers,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.ticket.page import print_page
    from servicedesk.commands.ticket.shapes import FILE
    from servicedesk.lookups.ticket_file import ticket_file

    desk = desk_for(context)
    asked = Asked(as_json, json_fields)

    def read(desk: Desk, number: int) -> TicketFile:
        file = ticket_file(desk, number)
        if asked.for_people:
            print_page(desk, file)
        elif not asked.wants_json:
            _print_lines(desk, file)
        return file

    act_on_each(desk, numbers, read, tell=lambda _file: (), row=lambda file: file, shape=FILE, asked=asked)


def progress(
    context: typer.Context,
    numbers: options.Numbers,
    language: Annotated[
        str,
        typer.Option(
            "--language", metavar="en|zh_CN", help=_("In which language; else the customer's, else yours.")
        ),
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.ticket.shapes import PROGRESS
    from servicedesk.lookups import ticket_file
    from servicedesk.reports.progress_text import progress_text
    from servicedesk.rules.firm_settings import read_language
    from servicedesk.rules.text import shown

    desk = desk_for(context)
    asked = Asked(as_json, json_fields)
    spoken = read_language(language) if language else ""

    def read(desk: Desk, number: int) -> Progress:
        found = ticket_file.progress(desk, number)
        if not asked.wants_json:
            print(shown(progress_text(desk, found, spoken), keep_newlines=True))
        return found

    act_on_each(
        desk, numbers, read, tell=lambda _found: (), row=lambda found: found, shape=PROGRESS, asked=asked
    )


def _print_lines(desk: Desk, file: TicketFile) -> None:
    """For pipes: a line a field, a line a task, a need, an event, their parts between tabs."""
    from servicedesk.commands.ticket.shapes import FILE, TASK

    for name, field in FILE.fields.items():
        if name not in _APART:
            print(f"{name}\t{cell(desk, field(desk, file))}")
    for task in file.tasks:
        parts = (cell(desk, TASK.fields[name](desk, task)) for name in TASK.columns)
        print("\t".join(("task", *parts)))
    for need in FILE.fields["needs"](desk, file):
        print("\t".join(("need", *(cell(desk, value) for value in need.values()))))
    for event in FILE.fields["timeline"](desk, file):
        print("\t".join(("event", *(cell(desk, event[name]) for name in ("at", "who", "kind", "text")))))
