"""The frame of every verb on tickets: numbers in, one line each out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from servicedesk.commands.inputs import read_text
from servicedesk.i18n import _
from servicedesk.output import Asked
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_marked_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.results import Acted


def act_on_tickets(
    desk: Desk,
    numbers: Sequence[str],
    act: Callable[[Desk, int], Acted],
    done: str,
    already: str,
    asked: Asked,
    other: int | None = None,
) -> None:
    """Runs a verb on each ticket. `done` and `already` are what is said of it.

    They may speak of its {number}, {who} has it, {priority}, {turn}, and the {other} ticket of the verb.
    """
    from servicedesk.commands.each import act_on_each
    from servicedesk.commands.shapes import TICKET
    from servicedesk.rules.codes import label

    def tell(acted: Acted) -> tuple[str, ...]:
        ticket = acted.ticket
        line = (already if acted.already else done).format(
            number=ticket.number,
            who=ticket.assignee or ticket.team or "",
            priority=label("priority", ticket.priority),
            turn=label("turn", ticket.whose_turn),
            other=other,
        )
        return (line, *acted.notes)

    act_on_each(desk, numbers, act, tell=tell, row=lambda acted: acted.ticket, shape=TICKET, asked=asked)


def numbers_and_text(words: Sequence[str], file: str) -> tuple[list[str], str]:
    """The numbers and the TEXT of `N.. TEXT`; with `--file` every word is a number. Raises BadValue."""
    numbers, text = last_apart(words)
    if file and text is not None and read_marked_number(text):
        numbers, text = [*numbers, text], None
    return numbers, read_text(text, file, numbers=numbers)


def last_apart(words: Sequence[str]) -> tuple[list[str], str | None]:
    """The numbers, and the last word where there is more than one."""
    return (list(words[:-1]), words[-1]) if len(words) > 1 else (list(words), None)


def needed(word: str | None, message: str, hint: str) -> str:
    """The word, which must be there. Raises BadValue with the message."""
    if not word:
        raise BadValue(message, hint or _("See --help"))
    return word
