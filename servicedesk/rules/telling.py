"""Who told what stands in a customer file: a code, and the words that go with it (R010, R013)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code, codes, label

LONGEST_WORDS = 200


class Told(NamedTuple):
    """A code of `told_by` and what was said beside it: whose daughter it was, which file; empty where nobody said."""

    who: str = ""
    words: str = ""

    def as_facts(self) -> dict[str, Any]:
        """As the history keeps it; nothing where nobody said."""
        kept = {"who": self.who, "words": self.words} if self.words else {"who": self.who}
        return {"told": kept} if self.who else {}

    @property
    def shown(self) -> str:
        """For people: `the customer`, `import kunden.csv`, `her daughter`."""
        if self.who == "import" and self.words:
            return _("import {file}").format(file=self.words)
        if self.who == "staff" and self.words:
            return _("entered by {name}").format(name=self.words)
        return self.words or (label("told_by", self.who) if self.who else _("not known"))


def read_told(said: str) -> Told:
    """Who told something: one of the codes, or the words for another person. Raises BadValue on words too long."""
    words = " ".join(said.split())
    if not words:
        return Told()
    if len(words) > LONGEST_WORDS:
        raise BadValue(
            _("The source has {count} characters; at most {most} are kept").format(
                count=len(words), most=LONGEST_WORDS
            ),
            _("Say in a few words who told it"),
        )
    try:
        return Told(check_code("told_by", words))
    except BadValue:
        return Told("other", words)


def told_from(facts: Mapping[str, Any]) -> Told:
    """As the history kept it."""
    kept = facts.get("told") or {}
    who = str(kept.get("who", ""))
    return Told(who, str(kept.get("words", ""))) if who in codes("told_by") else Told()
