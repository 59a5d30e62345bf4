"""`ticket task add`, `ticket task done`, `ticket task list`: pieces of a ticket given to others."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import moment, read_text
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.commands.ticket.words import Assignee, OneNumber, TeamName
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, print_one, say
from servicedesk.rules.numbers import read_ticket_number


def register(noun: typer.Typer) -> None:
    """Adds the verbs; `ticket task` alone lists."""
    tasks = noun_app(_("Pieces of a ticket given to a team or a person."))

    @tasks.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_tasks(context)

    tasks.command("add", help=_("Give a piece of the ticket to somebody; prints its number."))(add)
    tasks.command("done", help=_("The tasks are done."))(done)
    tasks.command("list", help=_("Everybody's tasks to do, or all of one ticket."))(list_tasks)
    noun.add_typer(tasks, name="task")


def add(
    context: typer.Context,
    number: OneNumber,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help=_("What is to be done."))] = None,
    to: Assignee = "",
    team: TeamName = "",
    due: Annotated[str, typer.Option("--due", metavar="TIME", help=_("Until when."))] = "",
    file: options.TextFile = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.ticket.shapes import TASK
    from servicedesk.operations import tasks

    asked = Asked(as_json, json_fields)
    check_fields(TASK, asked)
    ticket, words = read_ticket_number(number), read_text(text, file)
    desk = desk_for(context)
    acted = tasks.add(desk, ticket, words, to=to, team=team, due_at=moment(desk, due), if_version=if_version)
    say(_("Task {number} added to ticket {ticket}").format(number=acted.task.number, ticket=ticket))
    if asked.wants_json:
        print_one(desk, TASK, acted.task, asked)
    else:
        print(acted.task.number)


def done(
    context: typer.Context,
    numbers: options.Numbers,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.ticket.shapes import TASK
    from servicedesk.operations import tasks

    def tell(acted: tasks.TaskActed) -> tuple[str]:
        line = _("Task {number} is already done") if acted.already else _("Task {number} done")
        return (line.format(number=acted.task.number),)

    act_on_each(
        desk_for(context),
        numbers,
        lambda desk, number: tasks.done(desk, number, if_version=if_version),
        tell=tell,
        row=lambda acted: acted.task,
        shape=TASK,
        asked=Asked(as_json, json_fields),
    )


def list_tasks(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="[N]", help=_("The ticket's number."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.ticket.shapes import TASK
    from servicedesk.lookups import tasks

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = tasks.tasks_of(desk, read_ticket_number(number)) if number else tasks.tasks_due(desk)
    print_list(desk, TASK, rows[: asked.rows_wanted], asked, total=lambda: len(rows))
