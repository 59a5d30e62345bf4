"""Rendering a report in a format, and writing it so that a failure leaves the old file as it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from servicedesk.file_names import file_named, refuse_no_name
from servicedesk.i18n import _
from servicedesk.problems import BadValue, Refused
from servicedesk.reports.csv import as_csv
from servicedesk.reports.json import as_json
from servicedesk.reports.markdown import as_markdown
from servicedesk.reports.text import as_text
from servicedesk.reports.values import Report

FORMATS: Mapping[str, tuple[Callable[[Report], str], str]] = {
    "text": (as_text, "txt"),
    "md": (as_markdown, "md"),
    "csv": (as_csv, "csv"),
    "json": (as_json, "json"),
}
LATER_FORMATS = ("html", "xlsx")
_ENDING = "." + "0" * 9  # the working file is called .NAME.XXXXXXXX


def check_format(said: str) -> str:
    """The format meant. Raises BadValue naming the known ones, and saying which are still to come."""
    wanted = said.strip().lower()
    if wanted in FORMATS:
        return wanted
    known = _("Known are: {names}").format(names=", ".join(FORMATS))
    if wanted in LATER_FORMATS:
        raise BadValue(_("Reports as {name} come in a later version").format(name=wanted), known)
    raise BadValue(_("There is no report format {name}").format(name=said), known)


def rendered(report: Report, form: str) -> str:
    """The report as text of a format."""
    return FORMATS[check_format(form)][0](report)


def save(report: Report, form: str, output: str) -> Path:
    """Writes a file, or `daily-2026-11-22.csv` and the like into a folder; returns the path.

    CSV begins with the mark by which spreadsheets know UTF-8. Raises BadValue for what no file can be called, and
    Refused; then the file that was there stays.
    """
    ending = FORMATS[check_format(form)][1]
    content = rendered(report, form).encode("utf-8-sig" if form == "csv" else "utf-8", "replace")
    return write(content, output, f"{report.name}-{report.date.isoformat()}.{ending}")


def write(content: bytes, output: str, name: str) -> Path:
    """Writes a file, or one of this name into a folder; returns the path. Raises as `save` does."""
    path = file_named(output)
    if path.is_dir() or output.endswith(("/", "\\")):
        path /= name
    if not path.parent.is_dir():
        raise Refused(
            _("There is no folder {path}").format(path=path.parent), _("Make it, or name another one")
        )
    refuse_no_name(path, _ENDING)
    try:
        _replace(path, content)
    except OSError as error:
        raise Refused(
            _("{path} could not be written: {detail}").format(path=path, detail=error.strerror or error),
            _(
                "Check that the disk has room and that you may write there; what was there before is untouched"
            ),
        ) from error
    return path


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
