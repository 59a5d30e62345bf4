"""`customer export`: files for a spreadsheet, another program or a phone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import query_text
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _, ngettext
from servicedesk.output import say
from servicedesk.problems import BadValue


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("export", help=_("Take customer files out: all of them, or those of a query."))(export)


def export(
    context: typer.Context,
    query: options.QueryWords = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=_("csv, json, xlsx or vcard."))
    ] = "csv",
    columns: Annotated[
        str, typer.Option("--columns", metavar="A,B", help=_("Only these columns, in this order."))
    ] = "",
    purpose: Annotated[
        str,
        typer.Option(
            "--purpose", metavar="PURPOSE", help=_("What for; who may not be contacted for it is left out.")
        ),
    ] = "",
    channel: Annotated[
        str, typer.Option("--channel", metavar="CHANNEL", help=_("By which channel they will be contacted."))
    ] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("Why so many are taken; kept in the audit."))
    ] = "",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE|FOLDER", help=_("Write it there instead of printing it."))
    ] = "",
) -> None:
    from servicedesk.operations.exporting import Wanted, needs_reason, take_out
    from servicedesk.reports.customer_export import FORMATS, check_columns, check_form, rendered
    from servicedesk.reports.files import write

    said = check_form(form)
    if said == "xlsx" and not output:
        raise BadValue(_("A workbook cannot be printed"), _("Say where it goes with --output FILE"))
    desk = desk_for(context)
    names = check_columns(desk, columns)
    wanted = Wanted(query_text(query), said, purpose, channel, reason)
    if needs_reason(desk, wanted) and sys.stdin.isatty() and sys.stderr.isatty():
        wanted = wanted._replace(reason=typer.prompt(_("Why are so many files taken out?"), err=True))
    taken = take_out(desk, wanted)
    content = rendered(desk, taken.files, said, names)
    if output:
        name = f"customers-{desk.local(desk.now()):%Y-%m-%d}.{FORMATS[said][1]}"
        say(_("written: {path}").format(path=write(content, output, name)))
    else:
        sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
    count = len(taken.files)
    say(ngettext("{count} file taken out", "{count} files taken out", count).format(count=count))
    for why, left_out in taken.left_out.items():
        say(_("{count} left out: {reason}").format(count=left_out, reason=why))
