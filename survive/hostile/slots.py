"""Every place of the command line where a person may put a word, found by walking the tree of commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from survive.hostile.lines import Path, beside, example

# Options that most commands share: every text meets each of them, but not on every command.
SHARED = frozenset({"--limit", "--if-version", "--json-fields"})
ROOT_OPTIONS = ("--database", "--as", "--lang", "--show-completion")
_UNSAFE = frozenset({"--install-completion"})  # writes into the shell's own files
_STORED = frozenset(
    {
        "SUBJECT", "NAME", "TEXT", "VALUE", "--caller", "--description", "--summary", "--reason", "--script", "--note",
        "--do-not", "--best-time", "--source", "--english", "--chinese", "--firm", "--premises",
        "--heard-of-us",
    }
)  # fmt: skip
_SAID = frozenset(
    {"TEXT", "[C] TEXT", "[NAME]", "[LEVEL]", "[STAGE]"}
)  # arguments that a line may lack and ours has
_STORED_FIELDS = frozenset(
    {
        "subject", "description", "caller", "name", "note", "do_not", "best_time", "stage", "source", "name_en",
        "name_zh", "tier", "premises", "heard_of_us", "words", "hobby", "text", "access", "keys", "pets", "parking",
        "services", "reference",
    }
)  # fmt: skip
_ASKING = frozenset(
    {
        ("report",),
        ("customer", "find"),
        ("customer", "list"),
        ("ticket", "list"),
        ("ticket", "import"),
        ("customer", "import"),
        ("premises", "list"),
        ("agreement", "list"),
        ("customer", "list"),
        ("need", "list"),
        ("need", "counts"),
        ("calendar", "import"),
    }
)  # fmt: skip; they keep no text


class Slot(NamedTuple):
    """A place for one word: `before` and `after` stand around it, `joined` is glued to its front (`note=`).

    `bare` says that no `--` protects the word, so that one beginning with a dash looks like an option; `stored`
    that an accepted word must be found in the desk as typed; `json` that the command can answer in JSON.
    """

    command: Path
    name: str
    before: tuple[str, ...]
    joined: str
    after: tuple[str, ...]
    bare: bool = False
    stored: bool = False
    json: bool = False

    @property
    def title(self) -> str:
        return " ".join((*self.command, f"{self.name}{self.joined and ' ' + self.joined}")).strip()

    def line(self, text: str) -> list[str]:
        """The command line with this text in its place."""
        return [*self.before, self.joined + text, *self.after]


def command_slots() -> list[Slot]:
    """The slots of all commands. Raises LookupError for an argument that `lines` has no words for."""
    return [slot for path, command in _commands() for slot in _slots(path, command)]


def base_lines() -> list[tuple[Path, list[str]]]:
    """For each command a line that works."""
    return [(path, [*path, *beside(path, ""), *_rest(path, command, "")]) for path, command in _commands()]


@cache
def _commands() -> list[tuple[Path, Any]]:
    from typer.main import get_command

    from servicedesk.commands.root import build

    return list(_below((), get_command(build())))


def _below(path: Path, command: Any) -> Iterator[tuple[Path, Any]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from _below((*path, name), inner)


def _slots(path: Path, command: Any) -> Iterator[Slot]:
    answers = any("--json" in param.opts for param in command.params)
    for param in command.params:
        name = _name(param)
        if getattr(param, "is_flag", False) or name in _UNSAFE:
            continue
        start = (*path, *beside(path, name))
        if name.startswith("--"):
            rest = tuple(_rest(path, command, name))
            for joined in _joined(path, name):
                stored = _is_stored(path, param, joined)
                yield Slot(path, name, (*start, name), joined, rest, stored=stored, json=answers)
        else:
            yield from _arguments(path, command, param, start, answers)


def _arguments(path: Path, command: Any, param: Any, start: tuple[str, ...], answers: bool) -> Iterator[Slot]:
    """An argument of several words is a slot for each, protected by `--` and bare."""
    start = (*start, *_options(path, command, ""))
    every = [one for one in command.params if not _name(one).startswith("--")]
    words = [(one, word) for one in every for word in _words(path, one, optional=one is param)]
    for place, (owner, _word) in enumerate(words):
        if owner is not param:
            continue
        before, after = ([word for _one, word in part] for part in (words[:place], words[place + 1 :]))
        name = _title(param).split()[-1 if place and before else 0]
        stored = _is_stored(path, param, "") and place == len(words) - 1
        yield Slot(path, name, (*start, "--", *before), "", tuple(after), stored=stored, json=answers)
        yield Slot(path, name, (*start, *before), "", tuple(after), bare=True, json=answers)


def _rest(path: Path, command: Any, slot: str) -> list[str]:
    """The words that a command needs, apart from those of the option that is tried."""
    words: list[str] = []
    for param in command.params:
        if not _name(param).startswith("--") and (param.required or _title(param) in _SAID):
            if not (_title(param).endswith("TEXT") and slot == "--file"):
                words += _words(path, param)
            elif param.required or _title(param) == "[C] TEXT":
                words += _words(path, param)[:1]
    return [*_options(path, command, slot), *(["--", *words] if words else [])]


def _options(path: Path, command: Any, slot: str) -> list[str]:
    words: list[str] = []
    for param in command.params:
        if _name(param).startswith("--") and param.required and _name(param) != slot:
            words += [_name(param), *_words(path, param)]
    return words


def _words(path: Path, param: Any, *, optional: bool = False) -> Sequence[str]:
    words = example(path, _name(param), _title(param))
    if words is None:
        raise LookupError(f"survive.hostile.lines has no words for {_title(param)} of {' '.join(path)}")
    return words or (("1",) if optional else ())


def _name(param: Any) -> str:
    return str(max(param.opts, key=len))


def _title(param: Any) -> str:
    return str(param.metavar or _name(param))


def _is_stored(path: Path, param: Any, joined: str) -> bool:
    if path in _ASKING:
        return False
    if joined == "premises=" and path[0] == "customer":
        return False  # a list, with roles in brackets
    if _name(param) == "--source" and path != ("customer", "new"):
        return False  # the history keeps who told something, with its blanks folded
    if path[0] == "agreement" and _name(param) == "--premises":
        return False  # a number
    if joined:
        return joined.removesuffix("=") in _STORED_FIELDS
    return bool({_name(param), _title(param).split()[-1].strip("[]")} & _STORED)


def _joined(path: Path, name: str) -> Sequence[str]:
    """An option that takes FIELD=VALUE is a slot for the whole and for the value of each field."""
    fields = _fields().get(path, ()) if name == "--set" else ("hobby",) if name == "--field" else ()
    return ("", *(f"{field}=" for field in fields))


@cache
def _fields() -> Mapping[Path, Sequence[str]]:
    from servicedesk.operations import (
        agreements,
        calendars,
        customer_fields,
        firm,
        needs,
        own_fields,
        premises,
        saved_queues,
        saved_segments,
        staff,
        ticket_fields,
    )

    return {
        ("ticket", "edit"): ticket_fields.EDITABLE,
        ("customer", "edit"): (*customer_fields.EDITABLE, "hobby", "move_in_date", "household_size"),
        ("queue", "edit"): saved_queues.EDITABLE,
        ("segment", "edit"): saved_segments.EDITABLE,
        ("field", "edit"): own_fields.FIELDS,
        ("premises", "edit"): premises.EDITABLE,
        ("agreement", "edit"): agreements.EDITABLE,
        ("need", "edit"): needs.EDITABLE,
        ("calendar", "edit"): calendars.EDITABLE,
        ("staff", "edit"): staff.EDITABLE,
        ("team", "edit"): firm.TEAM_FIELDS,
        ("category", "edit"): firm.CATEGORY_FIELDS,
        ("ticket", "import"): ("subject", "priority", "customer", "phone", "tags"),
        ("customer", "import"): ("name", "kind", "phone", "premises", "tags", "hobby"),
    }
