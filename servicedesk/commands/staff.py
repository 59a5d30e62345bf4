"""`servicedesk staff`: the people who act on the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_changed, print_made
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _
from servicedesk.output import Asked, print_list, say

Handle = Annotated[str, typer.Argument(metavar="STAFF", help=_("A handle or an unambiguous name."))]


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_staff(context)

    noun.command("list", help=_("Everybody, those switched off included."))(list_staff)
    noun.command("new", help=_("Somebody new; prints the handle."))(new)
    noun.command("edit", help=_("Change name, role, team, active."))(edit)
    noun.command("off", help=_("Somebody acts no more; what is theirs stays."))(off)
    noun.command("away", help=_("Somebody is not here; a deputy stands in."))(away)
    noun.command("back", help=_("Somebody is here again."))(back)
    noun.command("account", help=_("Let this computer's account act as somebody."))(account)
    noun.command("roles", help=_("The roles: what each is there for, and who may do what."))(roles)
    app.add_typer(noun, name="staff")


def list_staff(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.desk import SYSTEM_HANDLE
    from servicedesk.lookups import firm

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = [row for row in firm.staff(desk) if row.handle != SYSTEM_HANDLE]
    print_list(desk, STAFF, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def roles(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.role_shapes import PERMISSION, ROLE, duty_lines
    from servicedesk.rules.permissions import ROLE_DUTIES, Permission

    desk, asked = desk_for(context), Asked(as_json, json_fields, as_csv, ids, limit)
    if not asked.for_people:
        print_list(desk, ROLE, list(ROLE_DUTIES)[: asked.rows_wanted], asked)
        return
    print_list(desk, PERMISSION, list(Permission), asked)
    for line in duty_lines():
        say(line)


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The person's name."))],
    role: Annotated[
        str, typer.Option("--role", help=_("receptionist, specialist, supervisor, administrator."))
    ] = "receptionist",
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help=_("The person's team."))] = "",
    handle: Annotated[
        str, typer.Option("--handle", metavar="HANDLE", help=_("A short name; else made from the name."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.operations.staff import NewStaff, add

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row = add(desk, NewStaff(clean(name), role, team, handle))
    words = _("{name} acts on the desk as {handle}").format(name=row.name, handle=row.handle)
    print_made(desk, STAFF, row, asked, words)


def edit(
    context: typer.Context,
    who: Handle,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.operations import staff

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row = staff.edit(desk, who, changes(values), if_version=if_version)
    print_changed(desk, STAFF, row, asked, _("Staff {handle} edited").format(handle=row.handle))


def off(
    context: typer.Context,
    who: Handle,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.lookups.tickets import count
    from servicedesk.operations.staff import switch_off

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row, already = switch_off(desk, who, if_version=if_version)
    words = _("{name} was switched off already") if already else _("{name} is switched off")
    print_changed(desk, STAFF, row, asked, words.format(name=row.name))
    query = f"is:open owner:{row.handle}"
    held = count(desk, query)
    if held:
        words = _("{count} open tickets stay with {name}: servicedesk ticket list {query}")
        say(words.format(count=held, name=row.name, query=query))


def account(
    context: typer.Context,
    who: Handle,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.operations.staff import map_account

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row = map_account(desk, who)
    words = _("The account {account} acts as {name} from now on")
    print_changed(desk, STAFF, row, asked, words.format(account=desk.actor.account, name=row.name))


def away(
    context: typer.Context,
    who: Handle,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help=_("When the person is back."))],
    deputy: Annotated[str, typer.Option("--deputy", metavar="STAFF", help=_("Who stands in."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.commands.inputs import needed_moment
    from servicedesk.commands.shapes import when_text
    from servicedesk.operations import staff

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row = staff.away(desk, who, needed_moment(desk, until), deputy)
    words = _("{name} is away until {time}").format(
        name=row.name, time=when_text(desk, row.away_until or desk.now())
    )
    stands_in = _("{name} stands in").format(name=row.deputy) if row.deputy else _("nobody stands in")
    print_changed(desk, STAFF, row, asked, _("; ").join([words, stands_in]))


def back(
    context: typer.Context, who: Handle, as_json: options.AsJson = False, json_fields: options.JsonFields = ""
) -> None:
    from servicedesk.commands.firm_shapes import STAFF
    from servicedesk.operations import staff

    desk, asked = begin(context, STAFF, as_json, json_fields)
    row, already = staff.back(desk, who)
    words = _("{name} was not away") if already else _("{name} is here again")
    print_changed(desk, STAFF, row, asked, words.format(name=row.name))
