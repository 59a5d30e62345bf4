"""The next version of the program, made by adding a migration to this one; its upgrade is what is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import servicedesk
from survive.outcome import Outcome, Run

PROJECT = Path(__file__).parents[2]
VERSION = "SCHEMA_VERSION = 1\n"
MIGRATION = '''"""What a next version may want: a column with values, and a table made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("summary", sa.String, nullable=False, server_default=""))
    op.execute("UPDATE ticket SET summary = subject || description")
    with op.batch_alter_table("task", recreate="always") as task:
        task.add_column(sa.Column("place", sa.String, nullable=False, server_default="here"))
'''


def make_next_version(folder: Path) -> None:
    """This program with one migration more, as a package of its own in the folder."""
    package = folder / "servicedesk"
    shutil.copytree(Path(servicedesk.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    database = package / "store" / "database.py"
    text = database.read_text("utf-8")
    assert VERSION in text, "the schema has another version by now"
    database.write_text(text.replace(VERSION, "SCHEMA_VERSION = 2\n"), "utf-8")
    (package / "store" / "migrations" / "versions" / "0002_next.py").write_text(MIGRATION, "utf-8")


def run_with_next_version(template: Path, run: Run) -> Outcome:
    """The upgrades of a desk of the present version, killed and judged by the next one."""
    place = run.place("kills-next-version")
    make_next_version(place)
    command = [sys.executable, "-m", "survive.kills.upgrading", str(template), str(place)]
    path = os.pathsep.join((str(place), str(PROJECT)))
    ran = subprocess.run(
        [*command, str(run.share), str(run.seed)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        check=True,
    )
    said = json.loads(ran.stdout)
    return Outcome(**{**said, "faults": tuple(said["faults"])})
