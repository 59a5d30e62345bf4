"""`servicedesk field`: what the firm keeps of its customers beside what every desk keeps."""

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

Name = Annotated[str, typer.Argument(metavar="FIELD", help=_("Its code or its name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_fields(context)

    noun.command("list", help=_("All of them in their order, those switched off included."))(list_fields)
    noun.command("new", help=_("A new field of customer files; prints its code."))(new)
    noun.command("edit", help=_("Change name_en, name_zh, kind, unit, choices, position, wanted, active."))(
        edit
    )
    noun.command("off", help=_("Do not show or ask for it any more; what files say in it stays."))(off)
    app.add_typer(noun, name="field")


def list_fields(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.field_shape import FIELD
    from servicedesk.lookups.own_fields import own_fields

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = own_fields(desk)
    print_list(desk, FIELD, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name, in either language."))],
    kind: Annotated[
        str, typer.Option("--kind", help=_("text, number, range, choice, choices, date, yes_no."))
    ] = "text",
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("Of a number or range, as m²."))] = "",
    choices: Annotated[
        str,
        typer.Option(
            "--choices", metavar="A=甲;B=乙", help=_("The words of a list, in both languages or one.")
        ),
    ] = "",
    wanted: Annotated[bool, typer.Option("--wanted", help=_("A file without it is not complete."))] = False,
    position: Annotated[
        int | None,
        typer.Option("--position", min=0, metavar="N", help=_("Its place in the order; else the last.")),
    ] = None,
    english: English = "",
    chinese: Chinese = "",
    code: Code = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.field_shape import FIELD
    from servicedesk.operations.own_fields import NewField, add

    desk, asked = begin(context, FIELD, as_json, json_fields)
    made = NewField(
        clean(name), kind, clean(unit), clean(choices), clean(english), clean(chinese), code, wanted, position
    )
    row = add(desk, made)
    print_made(desk, FIELD, row, asked, _("Field {code} made").format(code=row.code))


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.field_shape import FIELD
    from servicedesk.operations import own_fields

    desk, asked = begin(context, FIELD, as_json, json_fields)
    row = own_fields.edit(desk, clean(name), changes(values), if_version=if_version)
    print_changed(desk, FIELD, row, asked, _("Field {code} edited").format(code=row.code))


def off(
    context: typer.Context,
    name: Name,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.field_shape import FIELD
    from servicedesk.operations.own_fields import switch_off

    desk, asked = begin(context, FIELD, as_json, json_fields)
    row, already = switch_off(desk, clean(name), if_version=if_version)
    words = _("Field {code} was switched off already") if already else _("Field {code} is switched off")
    print_changed(desk, FIELD, row, asked, words.format(code=row.code))
