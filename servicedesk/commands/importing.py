"""What every import shares on the command line: its options, its question, its progress, its refused rows."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from servicedesk.i18n import _
from servicedesk.output import say
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from servicedesk.operations.importing.preparing import Prepared, Progress
    from servicedesk.operations.importing.rows import RefusedRow

ASKED_ABOVE = 50  # rows; fewer are imported without a question
REFUSED_TOLD = 20
SET_EXAMPLE = "--set tags=vip"

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
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Say what would be done; write nothing."))]
YesOption = Annotated[bool, typer.Option("--yes", help=_("Write without asking."))]
OrderOption = Annotated[
    str,
    typer.Option("--date-order", metavar="dmy|mdy", help=_("Whether 3/4/2026 is in April or in March.")),
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help=_("How the file is written."))
]
SheetOption = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help=_("The sheet of a workbook, by name or place."))
]
RefusedOption = Annotated[
    Path | None,
    typer.Option("--refused", metavar="FILE", help=_("Write the refused rows to this CSV file.")),
]


def map_example() -> str:
    """How a column is named, in the language in use."""
    return f"--map name={_('COLUMN')}"


def refuse_unasked(*, yes: bool, dry_run: bool) -> None:
    """Raises BadValue where many rows would be written and nobody can be asked."""
    if not (yes or dry_run or (sys.stdin.isatty() and sys.stderr.isatty())):
        raise BadValue(
            _("An import writes many rows, and nobody can be asked here"),
            _("Add --yes to write them, or --dry-run to see what would be done"),
        )


@contextmanager
def given_file(said: Path) -> Iterator[Path]:
    """The file, or what stands on standard input under a name of its own, since a list is gone through twice."""
    if str(said) != "-":
        yield said
        return
    with TemporaryDirectory() as folder:
        text = sys.stdin.buffer.read()
        is_json = text.removeprefix(BOM_UTF8).lstrip()[:1] in (b"[", b"{")
        path = Path(folder) / ("stdin.json" if is_json else "stdin")
        path.write_bytes(text)
        yield path


def date_order_said(said: str) -> Literal["dmy", "mdy"] | None:
    """The order of day and month that was said. Raises BadValue on another word."""
    word = said.strip().lower()
    if word in ("dmy", "mdy"):
        return "dmy" if word == "dmy" else "mdy"
    if word:
        raise BadValue(
            _("There is no date order {name}").format(name=said),
            _("Known are: {names}").format(names="dmy, mdy"),
        )
    return None


def confirm(prepared: Prepared, rehearse: Callable[[], None]) -> None:
    """Asks before many rows are written, after saying what they would do; a no ends the command."""
    if prepared.rows > ASKED_ABOVE:
        rehearse()
        typer.confirm(_("Import them?"), abort=True, err=True)


def progress_line() -> Progress | None:
    """A count that stands on one line of a terminal; nothing into a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, rows: int) -> None:
        end = "\n" if done >= rows else ""
        text = _("{done} of {rows} rows").format(done=done, rows=rows)
        print(f"\r{text}", end=end, file=sys.stderr, flush=True)

    return show


def say_ignored(prepared: Prepared) -> None:
    """Names the columns that make one text together, and those that no field is read from."""
    if prepared.written_in:
        option = "--sheet" if prepared.is_workbook else "--encoding"
        say(_("read as {name}; {option} says otherwise").format(name=prepared.written_in, option=option))
    for headings, field in prepared.read_as:
        if " + " in headings:
            say(f"{headings} → {field}")
    if prepared.ignored:
        say(_("columns not read: {names}").format(names=_(", ").join(prepared.ignored)))


def read_columns(prepared: Prepared) -> dict[str, str]:
    """Which heading each field is read from, for scripts."""
    return {name: prepared.table.headings[at] for name, at in prepared.columns.items()}


def say_refused(refused: Sequence[RefusedRow]) -> None:
    """The first refused rows with their reasons, and how to see the others."""
    for row in refused[:REFUSED_TOLD]:
        say(_("row {row}: {reason}").format(row=row.row, reason=row.reason))
    if len(refused) > REFUSED_TOLD:
        more = len(refused) - REFUSED_TOLD
        say(_("{count} more refused rows: see them all with --json or --refused FILE").format(count=more))
