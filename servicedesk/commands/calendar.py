"""`servicedesk calendar`: working hours, holidays and make-up days, by which promises are counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_changed, print_made
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for, noun_app
from servicedesk.i18n import _, ngettext
from servicedesk.output import Asked, check_fields, print_list, print_one, say

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.calendars import Given

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("Its name."))]
_HOURS = "mon-fri 09:00-12:00,13:00-18:00; sat 10:00-14:00"


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun and its verbs into the tree."""
    noun = noun_app(help_text)

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_calendars(context)

    noun.command("list", help=_("All of them, with who goes by each."))(list_calendars)
    noun.command("show", help=_("One with the days that differ, since the year before this one."))(show)
    noun.command("new", help=_("A new calendar, without holidays; prints its name."))(new)
    noun.command("edit", help=_("Change hours, timezone, confirmed_until."))(edit)
    noun.command("set", help=_("Days off, working days, days of other hours, or usual ones again."))(set_days)
    noun.command("import", help=_("Holidays and make-up days from a published list."))(import_days)
    app.add_typer(noun, name="calendar")


def list_calendars(
    context: typer.Context,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.lookups.calendars import calendars

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    rows = calendars(desk)
    print_list(desk, CALENDAR, rows[: asked.rows_wanted], asked, total=lambda: len(rows))


def show(
    context: typer.Context,
    name: Name,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR, as_text
    from servicedesk.lookups.calendars import calendar

    asked = Asked(as_json, json_fields)
    check_fields(CALENDAR, asked)
    desk = desk_for(context)
    row = calendar(desk, name)
    if asked.wants_json:
        print_one(desk, CALENDAR, row, asked)
    else:
        print(as_text(row), end="")


def new(
    context: typer.Context,
    name: Name,
    hours: Annotated[
        str,
        typer.Option("--hours", metavar="WEEK", help=_("As “{example}”, or always.").format(example=_HOURS)),
    ],
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help=_("As Europe/London; else the firm's."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.operations.calendars import new_calendar

    desk, asked = begin(context, CALENDAR, as_json, json_fields)
    row = new_calendar(desk, clean(name), hours, timezone)
    print_made(desk, CALENDAR, row, asked, _("Calendar {name} made").format(name=row.name))


def edit(
    context: typer.Context,
    name: Name,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.operations.calendars import edit_calendar

    desk, asked = begin(context, CALENDAR, as_json, json_fields)
    row = edit_calendar(desk, name, changes(values), if_version=if_version)
    print_changed(desk, CALENDAR, row, asked, _("Calendar {name} edited").format(name=row.name))


def set_days(
    context: typer.Context,
    name: Name,
    days: Annotated[
        str, typer.Argument(metavar="DATE", help=_("A day, or a range as 2026-10-01..2026-10-08."))
    ],
    hours: Annotated[
        str, typer.Argument(metavar="HOURS", help=_("off, work, usual, or 09:00-12:00,13:00-18:00."))
    ],
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help=_("What the day is called."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.operations import calendars
    from servicedesk.rules.holidays import read_range
    from servicedesk.rules.when import read_day

    desk, asked = begin(context, CALENDAR, as_json, json_fields)
    if ".." in days:
        first, last = read_range(days)
    else:
        first = last = read_day(days, desk.local(desk.now()).date())
    given = calendars.set_days(desk, name, first, last, hours, clean(label))
    _tell(desk, given, asked)


def import_days(
    context: typer.Context,
    said_file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=_("holiday-cn or gov.uk JSON, iCalendar, or CSV; - is standard input.")
        ),
    ],
    name: Annotated[
        str, typer.Option("--calendar", metavar="NAME", help=_("The calendar; else the firm's."))
    ] = "",
    division: Annotated[
        str,
        typer.Option("--division", metavar="NAME", help=_("As england-and-wales, where a list has several.")),
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.commands.importing import given_file
    from servicedesk.operations.calendars import bring_in_days
    from servicedesk.operations.importing.text_files import whole_text
    from servicedesk.rules.holidays import read_holidays

    desk, asked = begin(context, CALENDAR, as_json, json_fields)
    with given_file(said_file) as file:
        found = read_holidays(whole_text(file), division)
    given = bring_in_days(desk, name or desk.firm.calendar, found, since_year=desk.local(desk.now()).year - 1)
    _tell(desk, given, asked)
    if given.kept:
        text = ngettext(
            "{count} day that a person set was left as it is",
            "{count} days that people set were left as they are",
            given.kept,
        )
        say(text.format(count=given.kept))


def _tell(desk: Desk, given: Given, asked: Asked) -> None:
    from servicedesk.commands.calendar_shape import CALENDAR
    from servicedesk.lookups.calendars import calendar

    print_changed(desk, CALENDAR, calendar(desk, given.calendar.name), asked, _days_changed(given))


def _days_changed(given: Given) -> str:
    text = ngettext(
        "Calendar {name}: {count} day changed", "Calendar {name}: {count} days changed", given.changed
    )
    return text.format(name=given.calendar.name, count=given.changed)
