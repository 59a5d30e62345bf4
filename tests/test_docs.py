"""The documentation cannot rot: every command and key is on its page, the pages are fresh, README's commands run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from servicedesk.commands.nouns import NOUNS
from servicedesk.commands.root import build
from servicedesk.keys import KEYS
from tools.docs import DOCS, PAGES

ROOT = DOCS.parent
RUN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/servicedesk demo"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_from_the_program_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run make docs"


@pytest.mark.parametrize(
    ("page", "table"), [("desk", "workflow"), ("desk.zh", "workflow"), ("start", "roles")]
)
def test_the_norms_in_the_guides_are_made_from_the_program(page: str, table: str) -> None:
    made = re.search(
        f"<!-- made: {table} -->\n(.*?)<!-- end -->", (DOCS / f"{page}.md").read_text("utf-8"), re.S
    )
    assert made is not None
    assert len(made[1].splitlines()) > 10


def test_every_table_is_documented() -> None:
    from servicedesk.store.tables.every import MODELS

    page = (DOCS / "schema.md").read_text("utf-8")
    assert page.count("\n## ") == len(MODELS)


def test_every_command_is_documented() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    group = typer.main.get_command(build())
    nouns = getattr(group, "commands", {})
    assert set(nouns) == set(NOUNS)
    for noun, command in nouns.items():
        for words in [noun, *(f"{noun} {verb}" for verb in getattr(command, "commands", {}))]:
            assert f"## servicedesk {words}\n" in page, words


@pytest.mark.parametrize("page", ["keys.md", "keys.zh.md"])
def test_every_key_is_documented(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    missing = [key.id for keys in KEYS.values() for key in keys if f"`{key.id}`" not in text]
    assert not missing


def test_what_the_page_of_requirements_names_is_there() -> None:
    from servicedesk.rules.firm_settings import FIRM_SETTINGS

    page, made = ((DOCS / name).read_text("utf-8") for name in ("requirements.md", "commands.md"))
    rows = re.findall(r"^\| R(\d{3})(?:-R(\d{3}))? \|", page, re.M)
    told = {number for first, last in rows for number in range(int(first), int(last or first) + 1)}
    assert told == {*range(1, 50), 62, 181, 247, *range(250, 257)}
    named = re.findall(r"`([a-z][^`]*)`", page)
    commands = [words for words in named if words.split()[0] in NOUNS and ":" not in words]
    assert len(commands) > 40
    for words in commands:
        noun, *verb = words.split(" -")[0].split()
        names = [noun] if noun == "report" else [noun, *verb]
        assert f"## servicedesk {' '.join(names)}\n" in made, words
    settings = [word for word in named if re.fullmatch(r"[a-z]+\.[a-z_]+", word)]
    assert settings
    assert set(settings) <= {*FIRM_SETTINGS}


def test_readme_names_exactly_the_two_commands_a_fresh_machine_needs() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("python3 -m venv")] == [RUN, TEST]
    for command in (RUN, TEST):
        place = lines.index(command)
        assert (lines[place - 1], lines[place + 1]) == ("```sh", "```")


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_demo_that_readme_names_prints_a_tour_where_there_is_no_terminal(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "servicedesk", "demo", "--size", "60"],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) >= 20
