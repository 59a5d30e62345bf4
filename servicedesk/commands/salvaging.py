"""What `servicedesk doctor --salvage` says: what came out of a damaged file, table by table."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.output import print_json, say

if TYPE_CHECKING:
    from servicedesk.operations.salvaging import Salvaged


def print_salvage(done: Salvaged, *, as_json: bool) -> None:
    """Prints the account on stdout: a line a table, or JSON."""
    if as_json:
        tables = [table._asdict() for table in done.tables]
        print_json({**done._asdict(), "path": str(done.path), "tables": tables})
        return
    from rich.cells import cell_len, set_cell_size

    rows: list[Sequence[str]] = [tuple(map(str, table)) for table in done.tables]
    if sys.stdout.isatty():
        titles = (_("table"), _("read"), _("from history"), _("in part"), _("lost"), _("unreadable"))
        widths = [max(map(cell_len, column)) + 2 for column in zip(titles, *rows, strict=True)]
        rows = [[set_cell_size(*pair) for pair in zip(row, widths, strict=True)] for row in (titles, *rows)]
    for row in rows:
        print("".join(row).rstrip() if sys.stdout.isatty() else "\t".join(row))


def tell_salvage(done: Salvaged) -> None:
    """Says on stderr what people must look after, and what to do next."""
    for number, text in (
        (done.events_lost, _("{count} events of the history are lost")),
        (done.events_unproven, _("{count} events of the history cannot be proved any more")),
        (done.log_damaged, _("{count} pages of the log beside the file are not proved")),
    ):
        if number:
            say(text.format(count=number))
    if done.log_unreadable:
        say(_("The log beside the file cannot be read: the last changes may be lost"))
    if done.stand_ins:
        made = ", ".join(f"{table} {count}" for table, count in done.stand_ins.items())
        say(
            _("Others name these, which are lost; each has an empty file in its place: {made}").format(
                made=made
            )
        )
    if done.new_administrator:
        say(_("No administrator could be read: this account is now one, as `salvage`"))
    if not done.is_whole:
        say(_("Not everything came out. Keep the damaged file, and compare with the newest backup"))
    else:
        say(_("Everything came out"))
    say(_("Look at it with: servicedesk --database {path} doctor").format(path=done.path))
