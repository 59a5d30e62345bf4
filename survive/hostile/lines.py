"""A command line that works for every command, so that one word of it after the other can be made hostile."""

from __future__ import annotations

from collections.abc import Mapping

Path = tuple[str, ...]
SPREAD = 10  # an option that most commands share meets every so-many-th text on each of them
PARTS = (8, 2)  # a place where no text is kept meets every so-many-th of the shared texts, and of our own
KEPT_PARTS = (3, 1)  # one where it is kept meets more

# What the options and arguments of a command take, by their name there, else by what help calls them.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "N..": ("1",),
    "N.. TEXT": ("1", "Some words"),
    "N.. LEVEL": ("1", "high"),
    "[C] TEXT": ("1", "Some words"),
    "N": ("1",),
    "M": ("2",),
    "A": ("1",),
    "B": ("2",),
    "C": ("1",),
    "[C]": ("1",),
    "[N]": ("1",),
    "TEXT": ("Some words",),
    "SUBJECT": ("A subject",),
    "NAME": ("A name",),
    "[NAME]": ("A name",),
    "QUERY": ("is:open",),
    "[QUERY]": ("is:open",),
    "WORDS": ("漏水",),
    "[TEXT]": (),
    "P": ("1",),
    "[LEVEL]": ("A",),
    "[STAGE]": ("active",),
    "FIELD": ("hobby",),
    "[FIELD]..": (),
    "SEGMENT": ("regulars",),
    "DATE": ("2026-12-24",),
    "HOURS": ("off",),
    "STAFF": ("zhou.qiang",),
    "QUEUE": ("leaks",),
    "TIME": ("2026-11-24T10:00",),
    "WHO": ("customer",),
    "[TICKET|CUSTOMER]": ("1",),
    "[OPERATION]": (),
    "FILE": ("rows.csv",),
    "[FILE]": (),
}
_SPECIAL: Mapping[tuple[Path, str], tuple[str, ...]] = {
    (("report",), "name"): ("daily",),
    (("restore",), "file"): ("backup.sqlite",),
    (("customer", "merge"), "--into"): ("2",),
    (("customer", "unmerge"), "numbers"): ("4",),
    (("ticket", "reopen"), "words"): ("6", "Still dripping"),
    (("ticket", "close"), "numbers"): ("7",),
    (("ticket", "resume"), "numbers"): ("5",),
    (("contact", "attach"), "number"): ("4",),
    (("premises", "move-in"), "customer"): ("2",),
    (("segment", "new"), "query"): ("tag:vip",),
    (("callback", "log"), "--outcome"): ("reached",),
    (("config", "get"), "key"): ("firm.motto",),
    (("config", "set"), "key"): ("firm.motto",),
    (("config", "set"), "value"): ("Calm",),
    (("calendar", "show"), "name"): ("office",),
    (("calendar", "edit"), "name"): ("always",),
    (("calendar", "set"), "name"): ("always",),
    (("calendar", "import"), "said_file"): ("holidays.csv",),
    (("calendar", "new"), "--hours"): ("mon-fri 09:00-18:00",),
    (("team", "edit"), "name"): ("night",),
    (("team", "off"), "name"): ("night",),
    (("category", "edit"), "name"): ("garden",),
    (("category", "off"), "name"): ("garden",),
}
# What a command needs beside what it says it needs; each goes when the option named takes its place.
_BESIDE: Mapping[Path, tuple[tuple[str, ...], frozenset[str]]] = {
    ("ticket", "new"): (("--unknown",), frozenset({"--customer", "--phone"})),
    ("ticket", "edit"): (("--set", "tags=a"), frozenset({"--set"})),
    ("customer", "edit"): (("--set", "note=a"), frozenset({"--set"})),
    ("queue", "edit"): (("--set", "name=Other"), frozenset({"--set"})),
    ("segment", "edit"): (("--set", "name=Other"), frozenset({"--set"})),
    ("field", "edit"): (("--set", "name_en=Other"), frozenset({"--set"})),
    ("premises", "edit"): (("--set", "note=Other"), frozenset({"--set"})),
    ("agreement", "edit"): (("--set", "note=Other"), frozenset({"--set"})),
    ("need", "edit"): (("--set", "words=Other"), frozenset({"--set"})),
    ("agreement", "new"): (("--customer", "1"), frozenset({"--customer"})),
    ("customer", "tier"): (("--reason", "Some words"), frozenset({"--reason"})),
    ("customer", "stage"): (("--reason", "Some words"), frozenset({"--reason"})),
    ("sla", "due"): (("--minutes", "60"), frozenset({"--minutes", "--until"})),
    ("calendar", "edit"): (("--set", "hours=always"), frozenset({"--set"})),
    ("staff", "edit"): (("--set", "name=Other"), frozenset({"--set"})),
    ("team", "edit"): (("--set", "name_en=Other"), frozenset({"--set"})),
    ("category", "edit"): (("--set", "name_en=Other"), frozenset({"--set"})),
    ("ticket", "assign"): (("--to", "zhou.qiang"), frozenset({"--to", "--team"})),
    ("ticket", "import"): (("--yes",), frozenset()),
    ("customer", "import"): (("--yes",), frozenset()),
    ("customer", "restrict"): (("--reason", "Some words"), frozenset({"--reason"})),
    ("customer", "hold"): (("--reason", "Some words"), frozenset({"--reason"})),
    ("customer", "consent"): (
        ("1", "--give", "--purpose", "marketing"),
        frozenset({"--purpose", "customer"}),
    ),
    ("customer", "erase"): (("--yes", "--close"), frozenset()),
    ("customer", "retention"): (("--yes",), frozenset()),
    ("demo",): (("--size", "2"), frozenset({"--size"})),
}


def example(command: Path, name: str, metavar: str) -> tuple[str, ...] | None:
    """Words that one argument or option takes; None where nobody has said so yet."""
    return _SPECIAL.get((command, name), _WORDS.get(metavar))


def beside(command: Path, slot: str) -> tuple[str, ...]:
    """What stands on the line beside the required words, while `slot` is tried."""
    words, gives_way = _BESIDE.get(command, ((), frozenset()))
    return () if slot in gives_way else words
