"""`ticket import`: the history of another system, from CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import importing, options
from servicedesk.commands.inputs import pairs
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import say
from servicedesk.problems import ExitCode

if TYPE_CHECKING:
    from servicedesk.operations.importing.preparing import Prepared
    from servicedesk.operations.importing.run import Imported


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("import", help=_("Bring in tickets from a CSV or XLSX file."))(import_file)


def import_file(
    context: typer.Context,
    said_file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A CSV, TSV or XLSX file; - is standard input."))
    ],
    columns: importing.MapOption = None,
    constants: importing.SetOption = None,
    dry_run: importing.DryRunOption = False,
    yes: importing.YesOption = False,
    order: importing.OrderOption = "",
    encoding: importing.EncodingOption = "",
    sheet: importing.SheetOption = "",
    refused: importing.RefusedOption = None,
    as_json: options.AsJson = False,
) -> None:
    from servicedesk.operations.importing.mending import check_target, write_refused
    from servicedesk.operations.importing.run import ImportRequest, import_tickets, prepare, rehearse

    importing.refuse_unasked(yes=yes, dry_run=dry_run)
    with importing.given_file(said_file) as file:
        desk = desk_for(context)
        said_order = importing.date_order_said(order)
        prepared = prepare(
            desk,
            ImportRequest(
                file,
                pairs(columns, importing.map_example()),
                pairs(constants, importing.SET_EXAMPLE),
                said_order,
                encoding,
                sheet,
            ),
        )
        if refused:
            check_target(refused, file)
        importing.say_ignored(prepared)
        show = importing.progress_line()
        if not (yes or dry_run):
            importing.confirm(prepared, lambda: _say_counts(rehearse(desk, prepared, show), before=True))
        done = rehearse(desk, prepared, show) if dry_run else import_tickets(desk, prepared, show)
        if refused:
            write_refused(prepared.table, done.refused, refused)
        _tell(done, prepared, dry_run, as_json)
        if done.refused:
            raise typer.Exit(ExitCode.REFUSED)


def _say_counts(done: Imported, *, before: bool) -> None:
    text = (
        _("would be: {created} created, {updated} updated, {unchanged} unchanged, {refused} refused")
        if before
        else _("{created} created, {updated} updated, {unchanged} unchanged, {refused} refused")
    )
    say(
        text.format(
            created=done.created, updated=done.updated, unchanged=done.unchanged, refused=len(done.refused)
        )
    )


def _tell(done: Imported, prepared: Prepared, dry_run: bool, as_json: bool) -> None:
    counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    if as_json:
        from servicedesk.output import print_json

        refused = [row._asdict() for row in done.refused]
        read = importing.read_columns(prepared)
        print_json({**counts, "refused": refused, "columns": read, "ignored": prepared.ignored})
    else:
        for name, count in (*counts.items(), ("refused", len(done.refused))):
            print(f"{name}\t{count}")
        importing.say_refused(done.refused)
    _say_unknown(done)
    _say_counts(done, before=dry_run)
    if done.operation:
        say(_("Take it back as one with: servicedesk undo"))


def _say_unknown(done: Imported) -> None:
    by_field: dict[str, list[str]] = {}
    for field, word in done.unknown:
        by_field.setdefault(field, []).append(word)
    for field, words in by_field.items():
        say(
            _("{field}: {count} words mean nothing here and were left out: {words}").format(
                field=field, count=len(words), words=", ".join(sorted(words)[:5])
            )
        )
