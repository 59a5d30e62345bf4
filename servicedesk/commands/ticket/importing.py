"""`ticket import`: the history of another system, from CSV or XLSX."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import pairs
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import say
from servicedesk.problems import BadValue, ExitCode

if TYPE_CHECKING:
    from servicedesk.operations.importing.run import Imported, Prepared, Progress

ASKED_ABOVE = 50  # rows; fewer are imported without a question
REFUSED_TOLD = 20

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=COLUMN", help=_("Read a field from this column; FIELD= reads it from none.")
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help=_("The value of a field where the file has none.")),
]


def register(noun: typer.Typer) -> None:
    """Adds the verb."""
    noun.command("import", help=_("Bring in tickets from a CSV or XLSX file."))(import_file)


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A CSV, TSV or XLSX file."))],
    columns: MapOption = None,
    constants: SetOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would be done; write nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Write without asking."))] = False,
    order: Annotated[
        str,
        typer.Option("--date-order", metavar="dmy|mdy", help=_("Whether 3/4/2026 is in April or in March.")),
    ] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help=_("How the file is written."))
    ] = "",
    refused: Annotated[
        Path | None,
        typer.Option("--refused", metavar="FILE", help=_("Write the refused rows to this CSV file.")),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    from servicedesk.operations.importing.mending import check_target, write_refused
    from servicedesk.operations.importing.run import ImportRequest, import_tickets, prepare, rehearse

    may_ask = sys.stdin.isatty() and sys.stderr.isatty()
    if not (yes or dry_run or may_ask):
        raise BadValue(
            _("An import writes many rows, and nobody can be asked here"),
            _("Add --yes to write them, or --dry-run to see what would be done"),
        )
    desk = desk_for(context)
    request = ImportRequest(file, pairs(columns), pairs(constants), _order(order), encoding)
    prepared = prepare(desk, request)
    if refused:
        check_target(refused, file)
    if prepared.ignored:
        say(_("columns not read: {names}").format(names=", ".join(prepared.ignored)))
    if not (yes or dry_run) and prepared.rows > ASKED_ABOVE:
        _say_counts(rehearse(desk, prepared, _progress()), before=True)
        typer.confirm(_("Import them?"), abort=True, err=True)
    done = rehearse(desk, prepared, _progress()) if dry_run else import_tickets(desk, prepared, _progress())
    if refused:
        write_refused(prepared.table, done.refused, refused)
    _tell(done, prepared, dry_run, as_json)
    if done.refused:
        raise typer.Exit(ExitCode.REFUSED)


def _order(said: str) -> Literal["dmy", "mdy"] | None:
    word = said.strip().lower()
    if word in ("dmy", "mdy"):
        return "dmy" if word == "dmy" else "mdy"
    if word:
        raise BadValue(
            _("There is no date order {name}").format(name=said),
            _("Known are: {names}").format(names="dmy, mdy"),
        )
    return None


def _progress() -> Progress | None:
    """A count that stands on one line of a terminal; nothing into a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, rows: int) -> None:
        end = "\n" if done >= rows else ""
        text = _("{done} of {rows} rows").format(done=done, rows=rows)
        print(f"\r{text}", end=end, file=sys.stderr, flush=True)

    return show


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
        read = {name: prepared.table.headings[at] for name, at in prepared.columns.items()}
        print_json({**counts, "refused": refused, "columns": read, "ignored": prepared.ignored})
    else:
        for name, count in (*counts.items(), ("refused", len(done.refused))):
            print(f"{name}\t{count}")
        for row in done.refused[:REFUSED_TOLD]:
            say(_("row {row}: {reason}").format(row=row.row, reason=row.reason))
        if len(done.refused) > REFUSED_TOLD:
            more = len(done.refused) - REFUSED_TOLD
            say(_("{count} more refused rows: see them all with --json or --refused FILE").format(count=more))
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
