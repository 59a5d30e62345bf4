"""The Chinese catalogue is complete, and says the same things in the same places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import servicedesk
from servicedesk.i18n import _, _catalogue, ngettext, use_language
from servicedesk.rules.code_words import CODE_WORDS
from servicedesk.rules.codes import codes, label

ROOT = Path(servicedesk.__file__).parent
FIELD = re.compile(r"\{(\w+)[^}]*\}")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff](?:[,;!?]|:(?!\S))|(?<![a-z])[,;!?][\u4e00-\u9fff]")
LETTER = re.compile(r"[\u4e00-\u9fff]")
MARKERS = {"_": 1, "N_": 1, "ngettext": 2}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Whatever language a test sets, the next one starts in English."""
    yield
    use_language("en")


@cache
def marked() -> frozenset[tuple[str, ...]]:
    """What the program marks for translation: a text, or the two forms of a plural."""
    return frozenset(_marked())


def _marked() -> Iterator[tuple[str, ...]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                first = node.args[: MARKERS[node.func.id]]
                said = [one.value for one in first if isinstance(one, ast.Constant)]
                if len(said) == MARKERS[node.func.id] and said[0]:
                    yield tuple(str(text) for text in said)


def translated() -> Iterator[tuple[str, str]]:
    """Every text with its Chinese; a plural by its form for several."""
    catalogue = _catalogue("zh_CN")
    for texts in sorted(marked()):
        one, many = texts[0], texts[-1]
        yield many, catalogue.ngettext(one, many, 2) if len(texts) == 2 else catalogue.gettext(one)


def test_every_text_has_its_chinese() -> None:
    known = _catalogue("zh_CN")._catalog  # type: ignore[attr-defined]
    missing = {texts for texts in marked() if not known.get(texts[0] if len(texts) == 1 else (texts[0], 0))}
    assert not missing, sorted(missing)[:20]


def test_translations_keep_the_fields_of_their_text() -> None:
    broken = [
        (text, said) for text, said in translated() if set(FIELD.findall(text)) != set(FIELD.findall(said))
    ]
    assert not broken


def test_translations_name_the_same_options() -> None:
    broken = [
        (text, said) for text, said in translated() if set(OPTION.findall(text)) != set(OPTION.findall(said))
    ]
    assert not broken


def test_chinese_sentences_have_chinese_punctuation() -> None:
    assert not [said for _text, said in translated() if HALF_WIDTH.search(said)]


def test_a_sentence_that_ends_in_a_full_stop_ends_so_in_chinese() -> None:
    odd = [
        (text, said)
        for text, said in translated()
        if LETTER.search(said) and re.search(r"[a-z]{2}\.$", text) and not said.endswith("。")
    ]
    assert not odd


@pytest.mark.parametrize("family", sorted(CODE_WORDS))
def test_a_code_is_labelled_with_the_word_that_people_type_for_it(family: str) -> None:
    use_language("zh_CN")
    words = {code: CODE_WORDS[family][code].split()[0] for code in codes(family)}
    assert {code: label(family, code) for code in codes(family)} == words


def test_a_language_is_switched_while_running() -> None:
    use_language("zh_CN")
    assert _("Tickets") == "工单"
    assert ngettext("{count} ticket", "{count} tickets", 1) == "{count} 个工单"
    use_language("en")
    assert _("Tickets") == "Tickets"
