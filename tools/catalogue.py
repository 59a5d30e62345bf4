"""Gathers the program's texts into the Chinese catalogue and compiles it.

python tools/catalogue.py           gather and compile
python tools/catalogue.py --check   fail when a text is missing, untranslated or not compiled
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "servicedesk" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "servicedesk.po", FOLDER / "servicedesk.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def gathered() -> Catalog:
    """Every text of the program, with the files it stands in."""
    catalogue = Catalog(project="servicedesk", charset="utf-8")
    found = extract_from_dir(str(ROOT / "servicedesk"), [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, _comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, locations=[(f"servicedesk/{file}", None)], context=context)
    return catalogue


def kept() -> Catalog:
    """The catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="zh_CN", project="servicedesk", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def gather() -> None:
    """Brings the kept catalogue up to date; texts that are gone are dropped."""
    catalogue = kept()
    catalogue.update(gathered(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, omit_header=False, sort_output=True, no_location=True)
    MO.write_bytes(compiled(kept()))
    left = [message.id for message in kept() if message.id and not message.string]
    print(f"{len(kept())} texts, {len(left)} not translated yet")


def check() -> int:
    """The number of things that are wrong, each printed."""
    known = kept()
    wrong = [
        f"not in the catalogue: {message.id!r}"
        for message in gathered()
        if message.id and message.id not in known
    ]
    wrong += [f"not translated: {message.id!r}" for message in known if message.id and not message.string]
    if not wrong and MO.read_bytes() != compiled(known):
        wrong.append("the compiled catalogue is not fresh: run make catalogue")
    print("\n".join(wrong), file=sys.stderr)
    return len(wrong)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(1 if check() else 0)
    gather()
