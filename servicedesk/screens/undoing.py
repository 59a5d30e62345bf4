"""Undo on a key: takes back what this staff member did last, and says what that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicedesk.problems import Problem, problem_text

if TYPE_CHECKING:
    from servicedesk.app import DeskApp


def undo_last(app: DeskApp) -> None:
    """Runs the undo in a thread and says the outcome in the bottom line."""

    def work() -> None:
        from servicedesk.operations import undo

        try:
            words = app.in_turn(lambda: undo.undo_last(app.desk)).words
        except Problem as problem:
            app.call_from_thread(app.say, problem_text(problem), failed=True)
        else:
            app.call_from_thread(app.say, words)
            app.call_from_thread(app.desk_changed)

    app.run_worker(work, thread=True, group="undo", exit_on_error=False)
