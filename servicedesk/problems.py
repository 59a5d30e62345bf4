"""Every error a person can meet: what happened, what to do next, and the exit code scripts rely on."""

from __future__ import annotations

from enum import IntEnum

from servicedesk.i18n import _


class ExitCode(IntEnum):
    """The exit codes of the headless door; scripts depend on them, so they only grow."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    NOT_PERMITTED = 4
    CONFLICT = 5
    DATABASE = 6
    INTERRUPTED = 130


class Problem(Exception):
    """Something a person can act on. `message` says what happened, `hint` what to do next."""

    exit_code = ExitCode.REFUSED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def problem_text(problem: Problem) -> str:
    """What happened and what to do, in one line."""
    if not problem.hint:
        return problem.message
    return _("{message}. {hint}").format(message=problem.message.rstrip(".。"), hint=problem.hint)


class Refused(Problem):
    """The request is understood and not possible."""


class BadValue(Problem):
    """A value cannot be read: an impossible date, a phone of letters, an unknown field."""

    exit_code = ExitCode.USAGE


class NotFound(Problem):
    """The thing named does not exist."""

    exit_code = ExitCode.NOT_FOUND


class NotPermitted(Problem):
    """This staff member may not do this, or nobody was named who may."""

    exit_code = ExitCode.NOT_PERMITTED


class Conflict(Problem):
    """Somebody changed the same thing meanwhile; nothing was written."""

    exit_code = ExitCode.CONFLICT


class DatabaseProblem(Problem):
    """The file is locked too long, damaged, not a desk, or made by a newer version."""

    exit_code = ExitCode.DATABASE


class NoDesk(DatabaseProblem):
    """There is no desk at this place yet; the full screen offers set-up."""
