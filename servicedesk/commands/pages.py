"""One thing as a page for people: a heading, facts, and what happened, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from servicedesk.commands.shapes import when_text
from servicedesk.i18n import _
from servicedesk.lookups.timelines import Happening
from servicedesk.rules.text import one_line, shown

if TYPE_CHECKING:
    from servicedesk.desk import Desk


def print_page(
    desk: Desk,
    heading: str,
    facts: Iterable[tuple[str, str]],
    happenings: Sequence[Happening],
    on: Sequence[int | None] = (),
) -> None:
    """Prints the page; every text stands as it was typed, with control characters as signs.

    `on` names the ticket of each happening, where the page is not about one ticket.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print(Text(one_line(heading), "bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in facts:
        grid.add_row(Text(name, "dim"), Text(value))
    console.print(grid)
    events = Table.grid(padding=(0, 2))
    for _column in range(4 if on else 3):
        events.add_column(no_wrap=True)
    events.add_column(overflow="fold")
    for place, happening in enumerate(happenings):
        mark = _("(undone) ") if happening.undone else ""
        events.add_row(
            Text(when_text(desk, happening.at), "dim"),
            Text(one_line(happening.who_name)),
            *([Text(str(on[place] or ""))] if on else []),
            Text(happening.label),
            Text(mark + shown(happening.text, keep_newlines=True)),
        )
    console.print(Text("\n" + _("Timeline"), "bold"))
    console.print(events, Text())
