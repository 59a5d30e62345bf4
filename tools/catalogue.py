"""Gathers the program's texts into the Chinese catalogue and compiles it.

python tools/catalogue.py           gather and compile
python tools/catalogue.py --check   fail when a text is missing, untranslated or not compiled
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "servicedesk" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "servicedesk.po", FOLDER / "servicedesk.mo"
TEXTS_OF = {"_": 1, "N_": 1, "ngettext": 2}


class Chinese(Catalog):
    """A catalogue whose header says nothing of when and by which version of what it was made."""

    mime_headers = [
        ("Project-Id-Version", "servicedesk"),
        ("Language", "zh_CN"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]

    def __init__(self) -> None:
        super().__init__(
            locale="zh_CN", charset="utf-8", header_comment="# The texts in Simplified Chinese.", fuzzy=False
        )


def kept() -> Chinese:
    """The catalogue as it is kept."""
    catalogue = Chinese()
    if PO.exists():
        with PO.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                if message.id:
                    catalogue.add(message.id, message.string)
    return catalogue


def marked() -> Iterator[tuple[str, ...]]:
    """What the program marks for translation, also inside f-strings: a text, or both forms of a plural."""
    for path in [*sorted((ROOT / "servicedesk").rglob("*.py")), ROOT / "tools" / "docs.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS_OF:
                count = TEXTS_OF[node.func.id]
                said = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
                if len(said) == count and said[0]:
                    yield tuple(said)


def gathered() -> Chinese:
    """Every text of the program, with its translation where one is kept."""
    catalogue, known = Chinese(), kept()
    for texts in marked():
        text = texts if len(texts) > 1 else texts[0]
        before = known.get(text)
        catalogue.add(text, before.string if before else "")
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it, in the order of the texts."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """The texts that have no Chinese yet."""
    return [message for message in catalogue if message.id and not "".join(message.string)]


def gather() -> None:
    """Brings the kept catalogue up to date; texts that are gone are dropped."""
    catalogue = gathered()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(catalogue))
    print(f"{len(catalogue)} texts, {len(untranslated(catalogue))} not translated yet")


def check() -> int:
    """The number of things that are wrong, each printed."""
    catalogue = gathered()
    wrong = [f"not translated: {message.id!r}" for message in untranslated(catalogue)]
    fresh = ((PO, written(catalogue)), (MO, compiled(catalogue)))
    wrong += [
        f"{path.name} is not fresh: run make catalogue" for path, made in fresh if path.read_bytes() != made
    ]
    print("\n".join(wrong), file=sys.stderr)
    return len(wrong)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(1 if check() else 0)
    gather()
