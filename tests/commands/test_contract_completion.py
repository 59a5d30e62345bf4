"""Shell completion: a script for each shell, and the words it offers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support import CommandLine


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        ("bash", "complete -o"),
        ("zsh", "#compdef"),
        ("fish", "complete --command"),
        ("powershell", "Register-"),
    ],
)
def test_each_shell_gets_its_script(cli: CommandLine, shell: str, mark: str) -> None:
    ran = cli("--show-completion", shell)
    assert ran.code == 0
    assert mark in ran.out
    assert "_SERVICEDESK_COMPLETE" in ran.out


def test_a_shell_nobody_knows_is_a_usage_error(cli: CommandLine) -> None:
    ran = cli("--show-completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert "bash, zsh" in ran.err


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("servicedesk callb", {"callback"}),
        ("servicedesk ticket re", {"reply", "resume", "resolve", "reopen"}),
        ("servicedesk --as li.na ticket li", {"list", "link"}),
        ("servicedesk ticket task a", {"add"}),
        ("servicedesk ticket list --js", {"--json", "--json-fields"}),
    ],
)
def test_nouns_verbs_and_options_are_completed(line: str, offered: set[str]) -> None:
    environment = {
        **os.environ,
        "_SERVICEDESK_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "servicedesk"], capture_output=True, text=True, env=environment, check=False
    )
    assert (ran.returncode, set(ran.stdout.split())) == (0, offered)
