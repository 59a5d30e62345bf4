"""A line of root options alone opens the full screen without the command tree."""

from __future__ import annotations

import subprocess
import sys

import pytest

from servicedesk.commands.place import Root, root_alone

PROBE = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stdout))
from servicedesk.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("line", "root"),
    [
        ([], Root()),
        (["--database", "枫林 苑.sqlite"], Root("枫林 苑.sqlite")),
        (["--database=a=b.sqlite", "--as", "li.na"], Root("a=b.sqlite", "li.na")),
        (["--lang", "en", "--as="], Root()),
        (["--as", "li.na", "--as", "wei.zhang"], Root(staff="wei.zhang")),
        (["--database"], None),
        (["--as", "li.na", "ticket"], None),
        (["--bogus=1"], None),
        (["--version"], None),
    ],
)
def test_only_root_options_stand_alone(
    line: list[str], root: Root | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SERVICEDESK_DATABASE", "SERVICEDESK_STAFF"):
        monkeypatch.delenv(name, raising=False)
    assert root_alone(line) == root


def test_the_line_outweighs_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICEDESK_DATABASE", "firm.sqlite")
    monkeypatch.setenv("SERVICEDESK_STAFF", "li.na")
    assert root_alone([]) == Root("firm.sqlite", "li.na")
    assert root_alone(["--as", "wei.zhang"]) == Root("firm.sqlite", "wei.zhang")


def test_the_way_to_the_full_screen_loads_no_command_tree() -> None:
    ran = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    loaded = set(ran.stdout.split())
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (
        2,
        "There is no terminal here, so the full screen cannot open",
    )
    assert "servicedesk.commands.fullscreen" in loaded
    assert not {"typer", "pydantic"} & loaded
