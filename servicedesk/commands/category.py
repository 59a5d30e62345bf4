"""`servicedesk category`: what tickets are about."""

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

Name = Annotated[str, typer.Argument(metavar="CATEGORY", help=_("Its code or its name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_categories(context)

    noun.command("list", help=_("All of them, those switched off included."))(list_categories)
    noun.command("new", help=_("A new category; prints its code."))(new)
    noun.command("edit", help=_("Change name_en, name_zh, team, kind, priority, active."))(edit)
    noun.command("off", help=_("Nothing new goes there; what is there stays."))(off)
    app.add_typer(noun, name="category")


def list_categories(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.firm_shapes import CATEGORY
    from servicedesk.lookups.firm import categories

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = categories(desk)
    print_list(desk, CATEGORY, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name, in either language."))],
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help=_("Who gets its tickets."))] = "",
    kind: Annotated[str, typer.Option("--kind", help=_("enquiry, request, repair, complaint ..."))] = "",
    priority: Annotated[str, typer.Option("--priority", help=_("urgent, high, normal, low."))] = "",
    english: English = "",
    chinese: Chinese = "",
    code: Code = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import CATEGORY
    from servicedesk.operations.firm import NewCategory, add_category

    desk, asked = begin(context, CATEGORY, as_json, json_fields)
    row = add_category(
        desk, NewCategory(clean(name), team, kind, priority, clean(english), clean(chinese), code)
    )
    print_made(desk, CATEGORY, row, asked, _("Category {code} made").format(code=row.code))


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import CATEGORY
    from servicedesk.operations.firm import edit_category

    desk, asked = begin(context, CATEGORY, as_json, json_fields)
    row = edit_category(desk, name, changes(values), if_version=if_version)
    print_changed(desk, CATEGORY, row, asked, _("Category {code} edited").format(code=row.code))


def off(
    context: typer.Context,
    name: Name,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import CATEGORY
    from servicedesk.operations.firm import switch_category_off

    desk, asked = begin(context, CATEGORY, as_json, json_fields)
    row, already = switch_category_off(desk, name, if_version=if_version)
    words = _("Category {code} was switched off already") if already else _("Category {code} is switched off")
    print_changed(desk, CATEGORY, row, asked, words.format(code=row.code))
