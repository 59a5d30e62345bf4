"""Every box of the full screen that takes text, found in the source of its screens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FIELDS = frozenset({"TextField", "LongTextField", "PickField", "PathField"})
_BARE = frozenset({"Input", "TextArea", "SafeInput", "SafeTextArea", "PaletteInput"})
_PROMPT, _PICK = "TextPrompt", "PickOne"


class Box(NamedTuple):
    """A place for a text: the class that makes it, and the name of its field; empty outside a form."""

    maker: str
    field: str


@cache
def boxes() -> frozenset[Box]:
    """Every box of every screen; the one that narrows a list is the same in all.

    What a function makes for a form, as for the firm's own fields, is typed into with that form.
    """
    from servicedesk import screens

    places = Path(screens.__file__).parent.glob("*.py")
    trees = [ast.parse(place.read_text("utf-8")) for place in sorted(places)]
    made = (box for tree in trees for box in _below(tree, ""))
    return frozenset(box for box in made if box.maker) | {Box(_PICK, "")}


def _below(node: ast.AST, maker: str) -> Iterator[Box]:
    if isinstance(node, ast.ClassDef):
        maker = node.name
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _made(node, node.func.id, maker)
    for part in ast.iter_child_nodes(node):
        yield from _below(part, maker)


def _made(call: ast.Call, name: str, maker: str) -> Iterator[Box]:
    if name in _FIELDS:
        field = call.args[0]
        yield Box(maker, str(field.value) if isinstance(field, ast.Constant) else ast.unparse(field))
    elif name in _BARE:
        yield Box(maker, "")
    elif name == _PROMPT:
        yield Box(maker, "text")
        if any(said.arg == "when" for said in call.keywords):
            yield Box(maker, "when")
