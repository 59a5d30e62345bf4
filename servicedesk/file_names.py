"""What a person may call a file: whatever the system takes, and nothing that it would take for another name."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.problems import BadValue

_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL}
_TOLD = 120  # characters of a name; more would bury what is said of it


def file_named(said: str | Path) -> Path:
    """The file a person names; `~` is their home. Raises BadValue where no file can be called that."""
    path = Path(said)
    with suppress(RuntimeError):  # nobody of that name has a home, so that the name means a file
        path = path.expanduser()
    refuse_no_name(path)
    return path


def refuse_no_name(path: Path, ending: str = "") -> None:
    """Raises BadValue where no file can have this name, or none beside it can have the name with `ending`."""
    try:
        (path.parent / (path.name + ending)).lstat()
    except ValueError as error:
        raise _no_name(path) from error
    except OSError as error:  # any other says that there is no such file yet, or that we may not look
        if error.errno in _NO_NAME:
            raise _no_name(path) from error


def _no_name(path: Path) -> BadValue:
    text = str(path)
    return BadValue(
        _("No file can be called {name}").format(name=text if len(text) <= _TOLD else f"{text[:_TOLD]}…"),
        _("Give a shorter name, without control characters"),
    )
