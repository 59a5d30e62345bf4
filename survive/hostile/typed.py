"""One hostile text in one place of the command line: what must hold whatever it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from survive.headless import DATABASE_CODE, HALF, HARMFUL, Ran, command, harm
from survive.hostile.slots import ROOT_OPTIONS, Slot
from survive.hostile.strings import leaves_the_folder

_MOST_SECONDS = 10.0
_LONGEST_CELL = 10_000_000  # characters
_MOST_TICKETS = 50  # a practice desk of more is made for its own sake
_PLACES = frozenset({"--file", "--output", "--refused", "--database", "FILE", "[FILE]"})
# Where the text of a command is looked for when its own answer does not hold it.
_LOOKS: Mapping[str, tuple[str, ...]] = {
    "customer correct": ("ticket", "show"),
    "customer export": ("audit",),
    "ticket": ("ticket", "show"),
    "customer": ("customer", "show"),
    "contact": ("contact", "list"),
    "need": ("need", "show"),
    "callback": ("customer", "show"),
}
_LISTS = (
    ("ticket", "list", "is:any"), ("customer", "list"), ("contact", "list"), ("callback", "list", "--due", "all"),
    ("queue", "list"), ("staff", "list"), ("team", "list"), ("category", "list"), ("audit",), ("config", "list"),
    ("need", "list", "--state", "any"), ("customer", "referrals"),
)  # fmt: skip
_PLAIN = (
    ("history",),
    ("search", "1"),
    ("report", "daily"),
    ("ticket", "show", "1"),
    ("customer", "show", "1"),
)


def root_slots() -> list[Slot]:
    """The places before any command: the root options, a noun and a verb."""
    options = [Slot((), name, (name,), "", ("ticket", "list")) for name in ROOT_OPTIONS]
    words = [
        Slot((), "NOUN", (), "", ()),
        Slot(("ticket",), "VERB", ("ticket",), "", ()),
        Slot((), "--database", ("--database",), "", ("setup",)),
    ]
    return [*options, *words]


def meant_for(slot: Slot, text: str) -> bool:
    """Whether a text is tried in a slot: all are, but for what would only cost time or leave the folder."""
    if slot.bare and not text.startswith("-"):
        return False
    if slot.command == ("demo",):
        return not (text.strip().isdecimal() and int(text[:9]) > _MOST_TICKETS) and "_" not in text
    if slot.name in _PLACES:
        return not leaves_the_folder(text)
    return True


def tried(desk: Path, slot: Slot, text: str, *, as_json: bool) -> tuple[Ran, list[str]]:
    """Runs one case; gives what is wrong with it."""
    asks = ("--json",) if slot.json and (as_json or slot.stored) else ()
    place = () if slot.name == "--database" else ("--database", str(_place(desk, slot)))
    line = slot.line(text)
    ran = command(*place, *line[: len(slot.command)], *asks, *line[len(slot.command) :])
    wrong = harm(ran)
    if ran.seconds > _MOST_SECONDS:
        wrong.append(f"took {ran.seconds:.0f} s of the processor")
    if ran.code == DATABASE_CODE and slot.name not in _PLACES:
        wrong.append(f"the desk is blamed: {ran.err[:200]!r}")
    if asks and ran.out and not _asks_help(slot, text) and (problem := _unreadable(ran.out)):
        wrong.append(problem)
    if slot.stored and asks and not ran.code and not wrong:
        if not text.strip():
            wrong += _kept_blank(desk, slot, ran)
        elif text.strip(" -"):
            wrong += _not_kept(desk, slot, text, ran)
    return ran, wrong


def looked_over(desk: Path) -> Iterator[str]:
    """What is wrong with the lists of a desk that holds hostile texts: each form is harmless, CSV and JSON agree."""
    for words in _LISTS:
        plain, as_json, as_csv = (command("--database", str(desk), *words, *form) for form in _FORMS)
        for ran in (plain, as_json, as_csv):
            yield from (f"{' '.join(words)}: {wrong}" for wrong in harm(ran))
        yield from (f"{' '.join(words)}: {wrong}" for wrong in _disagreements(as_json, as_csv))
    for words in _PLAIN:
        yield from (f"{' '.join(words)}: {wrong}" for wrong in harm(command("--database", str(desk), *words)))


_FORMS = ((), ("--json",), ("--csv",))


def _place(desk: Path, slot: Slot) -> Path:
    """The desk that a case acts on; `setup` makes one."""
    if slot.command != ("setup",):
        return desk
    fresh = desk.with_name("fresh.sqlite")
    for old in desk.parent.glob("fresh.sqlite*"):
        old.unlink()
    return fresh


def _asks_help(slot: Slot, text: str) -> bool:
    return slot.bare and text in {"-h", "--help"}


def _unreadable(text: str) -> str:
    try:
        json.loads(text)
    except ValueError as error:
        return f"no JSON: {error}: {text[:120]!r}"
    return ""


def _not_kept(desk: Path, slot: Slot, text: str, ran: Ran) -> list[str]:
    """An accepted text is found again as it was typed, but for blanks around it and, in one line, between words."""
    whole = HALF.sub("\ufffd", text)
    forms = {whole, whole.strip(), whole.rstrip("\n"), " ".join(whole.split())}
    if slot.command == ("setup",) or any(_holds(answer, forms) for answer in _answers(desk, slot, ran)):
        return []
    return [f"{text[:60]!a} is not found again"]


def _kept_blank(desk: Path, slot: Slot, ran: Ran) -> list[str]:
    """An accepted text without any visible sign is kept as nothing."""
    kept = {one for answer in _answers(desk, slot, ran) for one in _texts(answer) if one and not one.strip()}
    return [f"{one[:60]!a} is kept, and nobody can see it" for one in sorted(kept)]


def _answers(desk: Path, slot: Slot, ran: Ran) -> Iterator[object]:
    """What a command answered, and what the desk says of the same thing afterwards."""
    answer = ran.json
    yield answer
    place = _LOOKS.get(" ".join(slot.command), _LOOKS.get(slot.command[0]))
    if place:
        words = (*place, *([_number(slot, answer)] if place[-1] == "show" else []))
        looked = command("--database", str(desk), *words, "--json")
        if looked.out:
            yield looked.json


def _holds(answer: object, forms: Set[str]) -> bool:
    """Whether one of its texts is one of these; a timeline says after a text and `;` what else was done."""
    kept = set(_texts(answer))
    return bool(forms & kept) or any(one.startswith(f"{form}; ") for one in kept for form in forms)


def _number(slot: Slot, answer: Any) -> str:
    """The number of the file that an answer is about; a callback is seen in its customer's, a task in its ticket."""
    if slot.command[0] == "callback":
        answer = answer["customer"]
    if slot.command[-1] == "consent":
        return str(answer["customer"])
    return "1" if "task" in slot.command else str(answer["number"])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _disagreements(as_json: Ran, as_csv: Ran) -> Iterator[str]:
    rows: Any = as_json.json
    csv.field_size_limit(_LONGEST_CELL)
    read = list(csv.DictReader(io.StringIO(as_csv.out, newline="")))
    if len(read) != len(rows):
        yield f"{len(read)} rows in CSV, {len(rows)} in JSON"
    for row, cells in zip(rows, read, strict=False):
        for name, cell in cells.items():
            said = row.get(name)
            if isinstance(said, str) and not _same(said, cell):
                yield f"{name} is {cell[:60]!a} in CSV and {said[:60]!a} in JSON"


def _same(said: str, cell: str) -> bool:
    """The cell is the text on one line, perhaps guarded; what steers or hides is drawn as signs there."""
    if cell.startswith("'") and not said.startswith("'"):
        cell = cell[1:]
    if HARMFUL.search(said) or not said.isprintable():
        letters = re.findall(r"[a-z0-9\u4e00-\u9fff]", said)
        return [sign for sign in letters if sign not in cell] == []
    return cell == said
