"""Upgrades killed, run and judged by the next version of the program, which must be the one on the path.

python -m survive.kills.upgrading TEMPLATE FOLDER SHARE SEED: prints the outcome as JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from survive.kills.assault import Assault, Killed, carry_out
from survive.outcome import Run
from survive.wholeness import content_faults, faults_of, read_only, tokens_in


class Upgrade(Assault):
    """The desk is of the old schema or of the new one, and the copy from before is whole or not there."""

    what, kills = "upgrade to the next version", 70

    def __init__(self, template: Path) -> None:
        self._template = template

    def make_template(self, path: Path) -> None:
        shutil.copyfile(self._template, path)

    def arguments(self, desk: Path) -> Sequence[str]:
        return ["ticket", "list"]

    def judge(self, killed: Killed, counts: Counter[str]) -> Iterator[str]:
        desk, version = killed.desk, version_of(killed.desk)
        counts[f"of schema {version} afterwards"] += 1
        yield from content_faults(desk)
        yield from _untold(desk, version)
        copy = desk.with_name("desk-before-schema-2.sqlite")
        if copy.exists():
            counts["with a copy from before"] += 1
            yield from (f"copy from before: {fault}" for fault in [*content_faults(copy), *_untold(copy, 1)])
            if tokens_in(copy) != tokens_in(desk):
                yield "the copy from before does not hold what the desk holds"
        elif version == 2:
            yield "it was upgraded without a copy from before"
        if version == 1 and not killed.ended.killed:
            yield "it ended, and the desk was not upgraded"
        yield from (f"opened again: {fault}" for fault in [*faults_of(desk), *_untold(desk, 2)])


def version_of(desk: Path) -> int:
    """The schema of a desk, whatever it is."""
    with closing(read_only(desk)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _untold(desk: Path, version: int) -> Iterator[str]:
    """Whether everything that belongs to a schema, and nothing more, was done."""
    wanted = {"summary", "place"} if version == 2 else set()
    with closing(read_only(desk)) as connection:
        columns = {
            column[1]
            for table in ("ticket", "task")
            for column in connection.execute(f"PRAGMA table_info({table})")
        }
        if version_of(desk) != version or {"summary", "place"} & columns != wanted:
            yield f"it is no desk of schema {version}: {version_of(desk)}, {columns & {'summary', 'place'}}"
        elif version == 2 and connection.execute("SELECT 1 FROM ticket WHERE summary = ''").fetchone():
            yield "rows were not brought up to date"


def main(arguments: Sequence[str]) -> None:
    """Runs in the next version and prints the outcome as JSON."""
    from servicedesk.store.database import SCHEMA_VERSION

    assert SCHEMA_VERSION == 2, "this is not the next version"
    template, folder, share, seed = arguments
    outcome = carry_out(Upgrade(Path(template)), Run(float(share), int(seed), Path(folder)))
    print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main(sys.argv[1:])
