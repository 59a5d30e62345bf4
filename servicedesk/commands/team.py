"""`servicedesk team`: groups of staff that work is handed to."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import (
    Chinese,
    Code,
    English,
    Values,
    begin,
    changes,
    print_changed,
    print_made,
)
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list

Name = Annotated[str, typer.Argument(metavar="TEAM", help=_("Its code or its name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_teams(context)

    noun.command("list", help=_("All of them, those switched off included."))(list_teams)
    noun.command("new", help=_("A new team; prints its code."))(new)
    noun.command("edit", help=_("Change name_en, name_zh, lead, calendar, active."))(edit)
    noun.command("off", help=_("Nothing new goes there; what is there stays."))(off)
    app.add_typer(noun, name="team")


def list_teams(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.firm_shapes import TEAM
    from servicedesk.lookups.firm import teams

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = teams(desk)
    print_list(desk, TEAM, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name, in either language."))],
    lead: Annotated[bool, typer.Option("--lead", help=_("It gets what belongs to no other team."))] = False,
    english: English = "",
    chinese: Chinese = "",
    code: Code = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import TEAM
    from servicedesk.operations.firm import NewTeam, add_team

    desk, asked = begin(context, TEAM, as_json, json_fields)
    row = add_team(desk, NewTeam(clean(name), clean(english), clean(chinese), code, lead))
    print_made(desk, TEAM, row, asked, _("Team {code} made").format(code=row.code))


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import TEAM
    from servicedesk.operations.firm import edit_team

    desk, asked = begin(context, TEAM, as_json, json_fields)
    row = edit_team(desk, name, changes(values), if_version=if_version)
    print_changed(desk, TEAM, row, asked, _("Team {code} edited").format(code=row.code))


def off(
    context: typer.Context,
    name: Name,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import TEAM
    from servicedesk.operations.firm import switch_team_off

    desk, asked = begin(context, TEAM, as_json, json_fields)
    row, already = switch_team_off(desk, name, if_version=if_version)
    words = _("Team {code} was switched off already") if already else _("Team {code} is switched off")
    print_changed(desk, TEAM, row, asked, words.format(code=row.code))
