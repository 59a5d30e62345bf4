"""The Chinese catalogue is complete, and says the same things in the same places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import servicedesk
from servicedesk.i18n import _, _catalogue, use_language

ROOT = Path(servicedesk.__file__).parent
FIELD = re.compile(r"\{(\w+)[^}]*\}")


def texts() -> Iterator[str]:
    """Every text that the program marks for translation."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "N_"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                    yield first.value


def test_every_text_has_its_chinese() -> None:
    catalogue = _catalogue("zh_CN")
    missing = {text for text in texts() if not catalogue._catalog.get(text)}  # type: ignore[attr-defined]
    assert not missing, sorted(missing)[:20]


def test_translations_keep_the_fields_of_their_text() -> None:
    catalogue = _catalogue("zh_CN")
    broken = [
        (text, said)
        for text in set(texts())
        if set(FIELD.findall(text)) != set(FIELD.findall(said := catalogue.gettext(text)))
    ]
    assert not broken


def test_a_language_is_switched_while_running() -> None:
    use_language("zh_CN")
    assert _("Tickets") == "工单"
    use_language("en")
    assert _("Tickets") == "Tickets"
