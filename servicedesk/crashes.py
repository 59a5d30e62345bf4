"""When the program itself fails: the details go into a file, and a person gets two calm sentences."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from servicedesk import __version__
from servicedesk.i18n import _
from servicedesk.problems import Problem


def crash_problem(error: BaseException) -> Problem:
    """Keeps the traceback in a file and gives the words for it; it never fails itself."""
    place = _write(error)
    kept = _("The details are in {path}; please send that file").format(path=place) if place else repr(error)
    return Problem(
        _(
            "Something went wrong in the program. What was saved is safe, and what you typed is kept as a draft"
        ),
        kept,
    )


def _write(error: BaseException) -> Path | None:
    with suppress(OSError):
        from platformdirs import user_log_path

        folder = user_log_path("servicedesk", appauthor=False, ensure_exists=True)
        path = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
        details = "".join(traceback.format_exception(error))
        path.write_text(f"servicedesk {__version__}\n{details}", "utf-8", errors="replace")
        return path
    return None
