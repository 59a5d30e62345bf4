"""What a folder offers to somebody who types a path: its folders, and the files that can be brought in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from servicedesk.i18n import _
from servicedesk.widgets.offers import Offer

MOST = 200
_ENDS = tuple(sign for sign in (os.sep, os.altsep) if sign)
READABLE = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".vcf", ".vcard", ".json", ".jsonl"})


def entries(typed: str) -> list[Offer]:
    """What a path that is half typed may become; the key of an offer is the whole path, as it was begun."""
    said = typed.strip().strip("'\"")
    begun = Path(said).name if said and not said.endswith(_ENDS) else ""
    head = said.removesuffix(begun)
    try:
        found = sorted(_matching(Path(head or ".").expanduser(), begun), key=_order)
        offers = [_offer(head, entry) for entry in found[:MOST]]
    except OSError:
        return []
    above = Offer(f"{head}..{os.sep}", f"..{os.sep}", _("the folder above"))
    return offers if begun else [above, *offers]


def _matching(folder: Path, begun: str) -> Iterator[Path]:
    for entry in folder.iterdir():
        name = entry.name.casefold()
        is_meant = name.startswith(begun.casefold()) if begun else not name.startswith(".")
        if is_meant and (entry.is_dir() or entry.suffix.lower() in READABLE):
            yield entry


def _order(entry: Path) -> tuple[bool, str]:
    return not entry.is_dir(), entry.name.casefold()


def _offer(head: str, entry: Path) -> Offer:
    path = head + entry.name
    if entry.is_dir():
        return Offer(path + os.sep, entry.name + os.sep, _("folder"))
    return Offer(path, entry.name, _size(entry.stat().st_size))


def _size(size: int) -> str:
    steps = ((1_000_000, "MB"), (1_000, "kB"))
    return next((f"{size / step:.0f} {unit}" for step, unit in steps if size >= step), f"{size} B")
