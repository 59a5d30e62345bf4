"""What the command line says of itself: its help, and a line that it cannot read."""

from __future__ import annotations

import pytest

from servicedesk.commands.nouns import NOUNS
from tests.support import CommandLine


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("tikcet", "servicedesk has no command tikcet", "Did you mean: servicedesk ticket"),
        ("ticket lst", "servicedesk ticket has no command lst", "Did you mean: servicedesk ticket list"),
        ("ticket #42", "servicedesk ticket has no command #42", "Did you mean: servicedesk ticket show #42"),
        (
            "customer C7",
            "servicedesk customer has no command C7",
            "Did you mean: servicedesk customer show C7",
        ),
        ("team 42", "servicedesk team has no command 42", "See: servicedesk team --help"),
        ("help", "servicedesk has no command help", "See: servicedesk --help"),
        ("ticket list --limt 3", "There is no option --limt", "Did you mean: --limit"),
        ("ticket --json", "There is no option --json", "Did you mean: servicedesk ticket list --json"),
        ("ticket list -tag:x", "There is no option -t", "not:tag:x"),
        ("ticket show -5", "There is no option -5", "come after --"),
        ("ticket wait 1", "--for is missing", "Usage: servicedesk ticket wait [OPTIONS] N.."),
        ("ticket new", "SUBJECT is missing", "Usage: servicedesk ticket new [OPTIONS] SUBJECT"),
        ("ticket list --limit x", "--limit takes a whole number, 0 or more", "Usage: "),
        ("ticket note 1 x --if-version x", "--if-version takes a whole number", "Usage: "),
        ("undo x", "OPERATION takes a whole number, 1 or more", "Usage: "),
        (f"search x --limit {2**63}", "--limit takes a whole number, 0 or more", "Usage: "),
        (f"history --limit {'9' * 5_000}", "--limit takes a whole number, 0 or more", "Usage: "),
        (f"undo +{'9' * 60}", "OPERATION takes a whole number, 1 or more", "Usage: "),
        (f"contact attach {2**63} 1", "ID takes a whole number", "Usage: "),
        (f"ticket note 1 x --if-version -{2**63}", "--if-version takes a whole number", "Usage: "),
        (f"callback log 1 --outcome reached --score {2**64}", "--score takes a whole number", "Usage: "),
        ("exit-codes a b", "There is more on the line than is read: a b", "Usage: "),
        ("ticket list --json=1", "--json takes no value", ""),
        ("ticket list --limit", "--limit needs a value", ""),
    ],
)
def test_a_line_that_cannot_be_read_is_told_in_two_lines_with_2(
    cli: CommandLine, words: str, message: str, hint: str
) -> None:
    ran = cli(*words.split())
    assert (ran.code, ran.out) == (2, "")
    said, *more = ran.err.splitlines()
    assert said == message
    assert len(more) <= 1
    assert hint in "".join(more)


def test_the_nouns_stand_in_the_order_of_the_work(cli: CommandLine) -> None:
    ran = cli("--help")
    assert ran.code == 0
    commands = ran.out.partition("Commands:\n")[2]
    assert [line.split()[0] for line in commands.splitlines()] == list(NOUNS)


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("ticket list", "Usage: servicedesk ticket list [OPTIONS] [QUERY]"),
        ("ticket note", "Usage: servicedesk ticket note [OPTIONS] N.. TEXT"),
        ("backup", "Usage: servicedesk backup [OPTIONS] [FILE]"),
        ("ticket task", "Usage: servicedesk ticket task [OPTIONS] COMMAND ..."),
    ],
)
def test_the_usage_line_is_what_one_types(cli: CommandLine, words: str, usage: str) -> None:
    ran = cli(*words.split(), "--help")
    assert (ran.code, ran.out.splitlines()[0]) == (0, usage)
    assert "<str>" not in ran.out
    assert "[[" not in ran.out
    assert "{" not in ran.out
