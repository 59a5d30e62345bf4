"""Writes the pages of the documentation that are made from the program itself, and the tables in other pages.

python tools/docs.py           write them into docs
python tools/docs.py --check   fail when a page is not fresh

A table inside a page that people write stands between `<!-- made: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

os.environ["COLUMNS"] = "100"
os.environ["TERMINAL_WIDTH"] = "100"

DOCS = Path(__file__).resolve().parent.parent / "docs"
_MADE = re.compile(r"(<!-- made: (\w+) -->)\n.*?(<!-- end -->)", re.DOTALL)
_TYPES = {str: "text", int: "integer", bool: "boolean", datetime: "time", date: "date"}
_SCHEMA_WORDS = """The desk is one SQLite file; these are its tables. A time is UTC text
`YYYY-MM-DD HH:MM:SS.ffffff`, a date `YYYY-MM-DD`. Codes are short English words. Beside these stand `search_ticket`,
`search_customer` and `search_contact`, full-text indexes (FTS5) of their words, which can be made again from them. The schema changes by migrations
alone, run on opening after a backup; [history.md](history.md) tells how the event log is kept."""


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


def schema_page() -> str:
    """Every table with its columns, keys and indexes, as the SQLModel classes have them (R260)."""
    from sqlmodel import SQLModel

    from servicedesk.store.tables.every import MODELS

    parts = ["# Schema\n", f"Made from the program by `make docs`. {_SCHEMA_WORDS}\n"]
    for name in MODELS:
        table = SQLModel.metadata.tables[name]
        parts += [f"## {name}\n", f"{_paragraphs(MODELS[name].__doc__)}\n"]
        parts += ["| column | type | null | default | key |", "| --- | --- | --- | --- | --- |"]
        parts += [_column_line(column) for column in table.columns]
        parts.append("")
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        parts += [f"- index {_index_words(index)}" for index in indexes] + [""] * bool(indexes)
    return "\n".join(parts)


def _paragraphs(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _column_line(column: Any) -> str:
    target = ", ".join(f"→ `{key.target_fullname}`" for key in column.foreign_keys)
    keys = ["primary" if column.primary_key else "", "unique" if column.unique else "", target]
    default = "" if column.default is None else f"`{column.default.arg!r}`"
    null = "yes" if column.nullable else ""
    kind = _TYPES[getattr(column.type, "impl_instance", column.type).python_type]
    return f"| `{column.name}` | {kind} | {null} | {default} | {' '.join(filter(None, keys))} |"


def _index_words(index: Any) -> str:
    only = index.dialect_options["sqlite"]["where"]
    names = ", ".join(column.name for column in index.columns)
    return f"`{index.name}` on {names}" + (f", where `{only}`" if only is not None else "")


def filled(page: str, language: str = "en") -> str:
    """A page that people write, with the tables in it made again."""
    from servicedesk.i18n import use_language

    use_language(language)
    text = _MADE.sub(
        lambda found: f"{found[1]}\n{chr(10).join(TABLES[found[2]]())}\n{found[3]}",
        (DOCS / page).read_text("utf-8"),
    )
    use_language("en")
    return text


def workflow_table() -> Iterator[str]:
    """Which verb leads where, and what it needs (R111)."""
    from servicedesk.commands.ticket.workflow import leads_words, needs_words
    from servicedesk.i18n import _
    from servicedesk.rules.codes import STATUSES, label
    from servicedesk.rules.workflow import workflow

    yield _row(_("Verb"), *(label("status", status) for status in STATUSES), _("Needs"))
    yield _row(*["---"] * (len(STATUSES) + 2))
    for step in workflow():
        yield _row(f"`{step.verb}`", *(leads_words(step, status) for status in STATUSES), needs_words(step))


def roles_table() -> Iterator[str]:
    """Who may do what (R185)."""
    from servicedesk.i18n import _
    from servicedesk.rules.permissions import PERMISSION_WORDS, ROLE_DUTIES, ROLE_NAMES, may

    yield _row(_("May"), *(_(ROLE_NAMES[role]) for role in ROLE_DUTIES))
    yield _row(*["---"] * (len(ROLE_DUTIES) + 1))
    for permission, words in PERMISSION_WORDS.items():
        yield _row(_(words), *(_("yes") if may(role, permission) else "" for role in ROLE_DUTIES))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


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
    "schema.md": schema_page,
    "desk.md": lambda: filled("desk.md"),
    "desk.zh.md": lambda: filled("desk.zh.md", "zh_CN"),
    "start.md": lambda: filled("start.md"),
}
TABLES: dict[str, Callable[[], Iterator[str]]] = {"workflow": workflow_table, "roles": roles_table}


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
