"""Acts on each of several numbers: reports each on stderr, and leaves with the highest exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import typer

from servicedesk.commands.inputs import read_numbers
from servicedesk.output import Asked, Row, Shape, check_fields, print_json, say
from servicedesk.problems import DatabaseProblem, ExitCode, Problem
from servicedesk.rules.numbers import read_ticket_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk

Done = TypeVar("Done")


def act_on_each(
    desk: Desk,
    words: Sequence[str],
    act: Callable[[Desk, int], Done],
    *,
    tell: Callable[[Done], Sequence[str]],
    row: Callable[[Done], Row],
    shape: Shape[Row],
    asked: Asked,
    read: Callable[[str], int] = read_ticket_number,
) -> None:
    """Runs a verb on each number of `words`, or of standard input for `-`; several are one batch to undo.

    `tell` gives the lines of what was done, `row` the changed thing for `--json`: an object for one
    number, an array for several or `-`. One number raises its problem; of several each problem is told, and
    the command leaves with the highest code. A database that fails ends the run.
    """
    check_fields(shape, asked)
    one = len(words) == 1 and words[0] != "-"
    numbers = read_numbers(words, read)
    if one:
        _report(desk, [_run(act, desk, numbers[0], tell)], row, shape, asked, one=True)
        return
    together, done, code = desk.in_batch(), [], ExitCode.DONE
    for number in numbers:
        try:
            done.append(_run(act, together, number, tell))
        except Problem as problem:
            say(f"{number}: {problem.message}")
            if problem.hint:
                say(f"  {problem.hint}")
            code = max(code, problem.exit_code)
            if isinstance(problem, DatabaseProblem):
                break
    _report(desk, done, row, shape, asked, one=False)
    if code:
        raise typer.Exit(code)


def _run(
    act: Callable[[Desk, int], Done], desk: Desk, number: int, tell: Callable[[Done], Sequence[str]]
) -> Done:
    done = act(desk, number)
    for line in tell(done):
        say(line)
    return done


def _report(
    desk: Desk,
    done: Sequence[Done],
    row: Callable[[Done], Row],
    shape: Shape[Row],
    asked: Asked,
    *,
    one: bool,
) -> None:
    if not asked.wants_json:
        return
    things = [shape.as_json(desk, row(each), asked.only) for each in done]
    print_json(things[0] if one else things)
