"""A need on the screen: noted of a customer or on a ticket, edited, met with what met it, or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _
from servicedesk.lookups.firm import categories, name_of
from servicedesk.lookups.needs import Need, need
from servicedesk.problems import BadValue, Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.needs import number_text
from servicedesk.rules.text import one_line
from servicedesk.screens.editing import EditScreen, Stored
from servicedesk.screens.forms import Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import Field, LongTextField, TextField
from servicedesk.widgets.form import Form

if TYPE_CHECKING:
    from servicedesk.operations.needs import Needed

NEW = "new"
_OF_STATE = ("state", "done")


def need_offers(needs: Iterable[Need]) -> list[tuple[str, str, str]]:
    """What can be picked: each need with how pressing it is or what became of it, and a new one."""
    known = [(str(one.number), one_line(one.row.words), standing_text(one)) for one in needs]
    return [*known, (NEW, _("New need"), "")]


def standing_text(one: Need) -> str:
    """How pressing a need is; of a settled one, what became of it."""
    if one.score is None:
        return label("need_state", one.row.state)
    return _("priority {score}").format(score=number_text(one.score))


class NeedForm(EditScreen):
    """With a number it edits that need; else it notes one, of a customer or on a ticket, with what is known already."""

    def __init__(
        self,
        number: int | None = None,
        *,
        customer: int | None = None,
        ticket: int | None = None,
        words: str = "",
        category: str = "",
    ) -> None:
        super().__init__()
        self._number, self._customer, self._ticket = number, customer, ticket
        self._words, self._category = words, category

    @property
    def draft_key(self) -> str:
        side = f"C{self._customer}" if self._customer else f"{self._ticket or 0}"
        return f"need-{self._number or self._category or NEW}:{side}"

    def title_text(self) -> str:
        if self._number:
            return _("Need N{number}").format(number=self._number)
        if self._ticket:
            return _("Need said on ticket {number}").format(number=self._ticket)
        return _("Need of customer C{number}").format(number=self._customer)

    def fields(self) -> Form:
        kind = "direct" if self._ticket else "latent"
        about = [(row.code, name_of(row)) for row in categories(self.desk) if row.active]
        return Form(
            LongTextField("words", _("What is needed"), self._words, required=True),
            _choice("class", "need_class", _("Class"), "functional"),
            _choice("impact", "need_impact", _("Impact"), "2"),
            _choice("level", "need_level", _("Level")),
            *self._about(about),
            _choice("kind", "need_kind", _("Kind"), kind),
            *(self._of_a_known_one() if self._number else ()),
        )

    def start(self) -> None:
        if self._number:
            self.fill()
            self.note(need(self.desk, self._number).reason)
        elif self._ticket:
            self.note(_("Customer and category are the ticket's"))
        super().start()

    def focus_start(self) -> None:
        if self._number or self._words:
            self.form.field("words").focus_editor()
        else:
            super().focus_start()

    def stored(self) -> Stored:
        assert self._number is not None
        row = need(self.desk, self._number).row
        values = {
            "words": row.words, "class": row.need_class, "impact": str(row.impact), "level": str(row.level or ""),
            "category": row.category or "", "kind": row.kind, "state": row.state, "done": row.done,
        }  # fmt: skip
        return Stored(values, row.version)

    def save(self, values: Values) -> Any:
        from servicedesk.operations import needs

        if self._number:
            return self._save_changes(self._number, values)
        new = needs.NewNeed(
            values["words"],
            self._customer if not self._ticket else None,
            self._ticket,
            values["kind"],
            values["class"],
            values["level"],
            values["impact"],
            values.get("category", ""),
        )
        return needs.note(self.desk, new)

    def saved(self, result: Any) -> str:
        return _("Need N{number} saved").format(number=result.need.number)

    def field_of(self, problem: Problem) -> str:  # noqa: ARG002
        if not self._number or not self.form.values()["words"].strip():
            return "words"
        return "state" if self.form.values()["state"] == "open" else "done"

    def _save_changes(self, number: int, values: Values) -> Needed:
        """The words and what became of it are two verbs, and one step for undo."""
        from servicedesk.operations import needs

        changed = self.changed(values)
        if "done" in changed and values["state"] == "open":
            raise BadValue(_("What was done says that it is over"), _("Choose met or dropped"))
        settles = any(name in changed for name in _OF_STATE)
        fields = {name: value for name, value in changed.items() if name not in _OF_STATE}
        desk, version = self.desk.in_batch() if settles and fields else self.desk, self.version
        done = needs.edit(desk, number, fields, if_version=version)
        if not settles:
            return done
        version = done.need.version
        if values["state"] == "open":
            return needs.reopen(desk, number, if_version=version)
        settle = needs.met if values["state"] == "met" else needs.drop
        return settle(desk, number, values["done"], if_version=version)

    def _about(self, about: list[tuple[str, str]]) -> list[Field]:
        """A new need on a ticket takes the ticket's category."""
        return (
            []
            if self._ticket and not self._number
            else [ChoiceField("category", _("Category"), about, self._category)]
        )

    def _of_a_known_one(self) -> list[Field]:
        hint = _("what met it, or why nothing is done")
        return [
            _choice("state", "need_state", _("State"), "open"),
            TextField("done", _("What was done"), placeholder=hint),
        ]


def _choice(name: str, family: str, title: str, code: str = "") -> ChoiceField:
    choices = [(value, label(family, value)) for value in codes(family)]
    return ChoiceField(name, title, choices, code, required=bool(code))
