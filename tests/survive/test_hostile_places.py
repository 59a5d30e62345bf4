"""Hostile texts reach every place where a person may type: every option of every command, every box of every form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from servicedesk.commands.root import build
from survive.hostile import first_run
from survive.hostile.boxes import Box, boxes
from survive.hostile.openings import openings
from survive.hostile.screens import unfilled
from survive.hostile.slots import command_slots

WRITES_ELSEWHERE = "--install-completion"  # into the shell's own files


def typed_into(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every option and argument that takes a word, by its command."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from typed_into((*path, name), inner)
    if not hasattr(command, "commands"):
        for param in command.params:
            if not getattr(param, "is_flag", False):
                yield path, max(param.opts, key=len)


def test_every_option_and_argument_of_every_command_is_tried() -> None:
    tried: dict[tuple[str, ...], set[str]] = {}
    arguments: dict[tuple[str, ...], int] = {}
    for slot in command_slots():
        tried.setdefault(slot.command, set()).add(slot.name)
        arguments[slot.command] = arguments.get(slot.command, 0) + (not slot.name.startswith("--"))
    found = list(typed_into((), get_command(build())))
    assert len(found) > 300
    for path, name in found:
        if name.startswith("--") and name != WRITES_ELSEWHERE:
            assert name in tried[path], f"{' '.join(path)} {name}"
        elif not name.startswith("--"):
            assert arguments[path], " ".join(path)


def test_every_field_that_a_command_sets_by_name_is_tried() -> None:
    slots = [slot for slot in command_slots() if slot.name == "--set"]
    by_name = {slot.command for slot in slots if slot.joined}
    assert {slot.command for slot in slots} == by_name


def test_every_box_of_the_full_screen_is_reached() -> None:
    makers = {opening.maker for opening in openings()}
    assert {box.maker for box in boxes()} == {*makers, "FirstRun"}
    assert {box.field for box in boxes() if box.maker == "FirstRun"} == set(first_run.FIELDS)


def test_a_box_into_which_nothing_was_typed_is_named() -> None:
    gone = Box("PremisesForm", "pets")
    assert unfilled(boxes() - {gone}) == {gone}
    assert unfilled(boxes()) == frozenset()
