"""The SELECTs that a command runs, taken from the program itself, for a bare process to run the very same."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.desks import BenchDesk
from servicedesk.store.database import FileReader, Params

Select = tuple[str, dict[str, Any]]


@contextmanager
def recording() -> Iterator[list[Select]]:
    """Notes every SELECT with its values, inside."""
    seen: list[Select] = []
    read = FileReader.rows

    def rows(self: FileReader, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        seen.append((sql, dict(params or {})))
        return read(self, sql, params)

    with patch.object(FileReader, "rows", rows):
        yield seen


def selects_of(desk: BenchDesk, arguments: Sequence[str]) -> list[Select]:
    """The SELECTs of a command. Raises RuntimeError when the command fails."""
    from servicedesk.cli import main

    told = io.StringIO()
    with (
        recording() as seen,
        patch.dict(os.environ, desk.env),
        redirect_stdout(io.StringIO()),
        redirect_stderr(told),
    ):
        try:
            main(list(arguments))
        except SystemExit as left:
            if left.code:
                raise RuntimeError(f"{' '.join(arguments)}: {told.getvalue()}") from left
    return seen


def keep_selects(desk: BenchDesk, arguments: Sequence[str], folder: Path, *, longest: bool = False) -> Path:
    """Writes the SELECTs of a command into a file; `longest` keeps only the one that reads its rows."""
    seen = selects_of(desk, arguments)
    if longest:
        seen = [max(seen, key=lambda select: len(select[0]))]
    path = folder / f"{'-'.join(arguments[:2])}-{desk.tickets}.json"
    path.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    return path
