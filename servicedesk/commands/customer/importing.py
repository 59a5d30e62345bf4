"""`customer import`: the customer files of spreadsheets, phones and other programs."""

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
    from servicedesk.desk import Desk
    from servicedesk.operations.importing.customers.run import Fate, Imported
    from servicedesk.operations.importing.preparing import Prepared


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("import", help=_("Bring in customer files from CSV, XLSX, vCard or JSON."))(import_file)


def import_file(
    context: typer.Context,
    said_file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("A CSV, TSV, XLSX, vCard or JSON file; - is standard input.")),
    ],
    columns: importing.MapOption = None,
    constants: importing.SetOption = None,
    dry_run: importing.DryRunOption = False,
    yes: importing.YesOption = False,
    rows: Annotated[bool, typer.Option("--rows", help=_("Tell what becomes of every row."))] = False,
    order: importing.OrderOption = "",
    encoding: importing.EncodingOption = "",
    sheet: importing.SheetOption = "",
    refused: importing.RefusedOption = None,
    as_json: options.AsJson = False,
) -> None:
    from servicedesk.operations.importing.customers.run import (
        ImportRequest,
        import_customers,
        prepare,
        rehearse,
    )
    from servicedesk.operations.importing.mending import check_target, write_refused

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
        fates: list[Fate] = []
        act = rehearse if dry_run else import_customers
        done = act(desk, prepared, show, fates.append if rows else None)
        fates.sort()
        if refused:
            write_refused(prepared.table, done.refused, refused)
        if as_json:
            _print_json(done, prepared, fates if rows else None)
        else:
            _print(desk, done, fates)
        _say_counts(done, before=dry_run)
        if done.operation:
            say(_("Take it back as one with: servicedesk undo"))
        if done.refused:
            raise typer.Exit(ExitCode.REFUSED)


def _print(desk: Desk, done: Imported, fates: list[Fate]) -> None:
    from servicedesk.output import cell

    for fate in fates:
        print("\t".join(cell(desk, value) for value in fate))
    if not fates:
        for name, count in (*_counts(done).items(), ("refused", len(done.refused))):
            print(f"{name}\t{count}")
        importing.say_refused(done.refused)


def _print_json(done: Imported, prepared: Prepared, fates: list[Fate] | None) -> None:
    from servicedesk.output import print_json

    told = {} if fates is None else {"rows": [fate._asdict() for fate in fates]}
    print_json(
        {
            **_counts(done),
            "refused": [row._asdict() for row in done.refused],
            "columns": importing.read_columns(prepared),
            "ignored": prepared.ignored,
            **told,
        }
    )


def _counts(done: Imported) -> dict[str, int]:
    return {
        "created": done.created,
        "updated": done.updated,
        "joined": done.joined,
        "unchanged": done.unchanged,
    }


def _say_counts(done: Imported, *, before: bool) -> None:
    text = (
        _(
            "would be: {created} created, {updated} updated, {joined} joined, {unchanged} unchanged, {refused} refused"
        )
        if before
        else _(
            "{created} created, {updated} updated, {joined} joined, {unchanged} unchanged, {refused} refused"
        )
    )
    say(text.format(**_counts(done), refused=len(done.refused)))
