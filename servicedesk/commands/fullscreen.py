"""The way from the command line to the full screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from servicedesk.commands.place import Root


def open_full_screen(root: Root) -> None:
    """Opens the full screen on the desk meant. Raises BadValue where there is no terminal to draw on."""
    if not has_terminal():
        raise BadValue(
            _("There is no terminal here, so the full screen cannot open"),
            _(
                "Use a command: servicedesk ticket list, servicedesk callback list, servicedesk report daily;"
                " all of them: servicedesk --help"
            ),
        )
    _prepare_terminal()
    from servicedesk.screens.opening import Opening

    place, staff = root.place(), root.staff or None
    opening = Opening(place, staff)
    from servicedesk.app import run

    run(place, staff, opening.found)


def has_terminal() -> bool:
    """Whether keys come from a terminal and what is drawn goes to one."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams) and (
        os.environ.get("TERM", "") != "dumb"
    )


def _prepare_terminal() -> None:
    """What Textual reads once, while it is imported: iTerm2 loses input-method text under the Kitty protocol."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
