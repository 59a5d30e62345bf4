"""Writes the pages of the documentation that are made from the program itself.

python tools/docs.py           write docs/commands.md, docs/keys.md and docs/keys.zh.md
python tools/docs.py --check   fail when a page is not fresh
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["COLUMNS"] = "100"
os.environ["TERMINAL_WIDTH"] = "100"

DOCS = Path(__file__).resolve().parent.parent / "docs"


def commands_page() -> str:
    """Every command with its options, as `--help` prints it."""
    import typer

    from servicedesk.commands.root import build

    group = typer.main.get_command(build())
    parts = ["# Commands\n", "Made from the program by `make docs`; the same text as `--help`.\n"]
    for words, command in _walk(group, ["servicedesk"]):
        context = type(command).make_context(command, " ".join(words), [], resilient_parsing=True)
        parts.append(f"## {' '.join(words)}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def keys_page(language: str) -> str:
    """Every key with what it does, by the place where it works."""
    from servicedesk.i18n import _, use_language
    from servicedesk.screens.key_pages import PLACES, documented

    use_language(language)
    lines = [f"# {_('Keys')}", "", _("Made from the program by `make docs`."), ""]
    for place, rows in documented().items():
        lines += [
            f"## {_(PLACES[place])}",
            "",
            f"| {_('Key')} | {_('What it does')} | id |",
            "| --- | --- | --- |",
        ]
        lines += [f"| {_shown(keys)} | {_(words)} | `{name}` |" for keys, words, name in rows]
        lines.append("")
    use_language("en")
    return "\n".join(lines)


def _shown(keys: str) -> str:
    return " ".join(f"`{key.replace('|', chr(92) + '|')}`" for key in keys.split(" "))


def _walk(command: Any, words: list[str]) -> Iterator[tuple[list[str], Any]]:
    yield words, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _walk(child, [*words, name])


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "keys.md": lambda: keys_page("en"),
    "keys.zh.md": lambda: keys_page("zh_CN"),
}


def main() -> int:
    """Writes the pages, or tells which are not fresh."""
    stale = []
    for name, make in PAGES.items():
        path, fresh = DOCS / name, make()
        if "--check" not in sys.argv[1:]:
            path.write_text(fresh, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != fresh:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not fresh: run make docs", file=sys.stderr)
    return len(stale)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
