"""`servicedesk report NAME`: a report to read, or into a file for cron; `report list` says which there are."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from servicedesk.commands import options
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, Shape, check_names, print_json, print_list, say
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.reports.values import Report

LATER = ("weekly", "monthly", "sla", "callbacks", "satisfaction", "staff", "issues")


class ReportKind(NamedTuple):
    """A line of `report list`."""

    name: str
    title: str
    formats: str


KINDS = Shape[ReportKind](
    title=lambda: _("Reports"),
    fields={
        "name": lambda _desk, row: row.name,
        "title": lambda _desk, row: row.title,
        "formats": lambda _desk, row: tuple(row.formats.split()),
    },
    columns=("name", "title", "formats"),
    table=(
        (lambda: _("Report"), lambda _desk, row: row.name),
        (lambda: _("Title"), lambda _desk, row: row.title),
        (lambda: _("Formats"), lambda _desk, row: row.formats),
    ),
    number="name",
)


def register(app: typer.Typer, help_text: str) -> None:
    """Hangs the noun into the tree; the report's name stands where other nouns have a verb."""
    app.command("report", help=help_text)(report)


def report(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help=_("daily; list says which there are."))
    ] = "list",
    day: Annotated[str, typer.Option("--date", metavar="D", help=_("The day; else today."))] = "today",
    form: Annotated[str, typer.Option("--format", help=_("text, md, csv, json."))] = "",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE|FOLDER", help=_("Write it there instead."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
) -> None:
    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv)
    if name == "list":
        _list(desk, asked)
        return
    from servicedesk.reports.files import check_format, rendered, save

    _check_name(name)
    wanted = check_format(_format(form, asked))
    made = _made(desk, name, _day(desk, day))
    if output:
        say(_("Report written to {path}").format(path=save(made, wanted, output)))
    elif asked.json_fields:
        _print_fields(made, asked)
    else:
        sys.stdout.write(rendered(made, wanted))


def _list(desk: Desk, asked: Asked) -> None:
    from servicedesk.reports.daily import REPORTS
    from servicedesk.reports.files import FORMATS

    rows = [ReportKind(name, _(title), " ".join(FORMATS)) for name, (title, _make) in REPORTS.items()]
    print_list(desk, KINDS, rows, asked)


def _format(form: str, asked: Asked) -> str:
    """The one format asked for. Raises BadValue when there are several."""
    said = (form.strip().lower(), "json" if asked.wants_json else "", "csv" if asked.csv else "")
    wanted = list(dict.fromkeys(filter(None, said))) or ["text"]
    if len(wanted) > 1:
        raise BadValue(
            _("Several formats are asked for: {names}").format(names=", ".join(wanted)),
            _("Leave all but one of --format, --json and --csv out"),
        )
    return wanted[0]


def _check_name(name: str) -> None:
    from servicedesk.reports.daily import REPORTS

    if name in REPORTS:
        return
    known = _("Known are: {names}").format(names=", ".join(REPORTS))
    if name in LATER:
        raise BadValue(_("The report {name} comes in a later version").format(name=name), known)
    raise BadValue(_("There is no report {name}").format(name=name), known)


def _made(desk: Desk, name: str, day: date) -> Report:
    from servicedesk.reports.daily import REPORTS

    return REPORTS[name][1](desk, day)


def _day(desk: Desk, said: str) -> date:
    from servicedesk.rules.when import read_day

    return read_day(said, desk.local(desk.now()).date())


def _print_fields(made: Report, asked: Asked) -> None:
    from servicedesk.reports.json import as_object

    whole = as_object(made)
    check_names(asked.only, whole)
    print_json({name: whole[name] for name in asked.only})
