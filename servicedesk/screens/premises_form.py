"""New premises, and editing some: the name, where they stand, and what must be known before one goes there."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.premises import place, place_meant
from servicedesk.problems import BadValue, NotFound, Problem, Refused
from servicedesk.rules.codes import codes, label
from servicedesk.screens.editing import EditScreen, Stored
from servicedesk.screens.forms import Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import EchoLine, LongTextField, TextField
from servicedesk.widgets.form import Form


class PremisesForm(EditScreen):
    """With a number it edits that place; else it makes one, inside the one named."""

    def __init__(self, number: int | None = None, *, within: str = "") -> None:
        super().__init__()
        self._number, self._within = number, within

    @property
    def draft_key(self) -> str:
        return f"premises:P{self._number}" if self._number else f"premises:new:{self._within}"

    def title_text(self) -> str:
        return _("Premises P{number}").format(number=self._number) if self._number else _("New premises")

    def fields(self) -> Form:
        kinds = [(code, label("premises_kind", code)) for code in codes("premises_kind")]
        return Form(
            TextField("text", _("Name"), placeholder="3-2-501", required=True),
            ChoiceField("kind", _("Kind"), kinds, "unit", required=True),
            TextField("in", _("Stands in"), self._within, placeholder=_("the building or the site")),
            TextField("access", _("Access"), placeholder=_("how one gets in")),
            TextField("keys", _("Keys kept"), placeholder=_("who keeps which keys")),
            TextField("pets", _("Pets")),
            TextField("parking", _("Parking")),
            LongTextField("note", _("Note")),
            EchoLine(id="stays"),
        )

    def start(self) -> None:
        if self._number:
            self.fill()
        super().start()
        words = _("The note is of the place and is read by whoever lives there next")
        self.query_one("#stays", EchoLine).show(words)

    def stored(self) -> Stored:
        assert self._number is not None
        row = place(self.desk, self._number).row
        values = {
            "text": row.text, "kind": row.kind, "in": row.parent or "", "access": row.access, "keys": row.keys,
            "pets": row.pets, "parking": row.parking, "note": row.note,
        }  # fmt: skip
        return Stored(values, row.version)

    def save(self, values: Values) -> Any:
        from servicedesk.operations import premises

        within = values["in"].strip()
        if self._number:
            changed = self.changed(values)
            if changed.get("in", "").strip():
                changed["in"] = str(place_meant(self.desk, within))
            return premises.edit(self.desk, self._number, changed, if_version=self.version)
        named = {name: value for name, value in values.items() if name != "in"}
        inside = place_meant(self.desk, within) if within else None
        return premises.new(self.desk, premises.NewPlace(within=inside, **named))

    def saved(self, result: Any) -> str:
        return _("Premises P{number} saved").format(number=result.number)

    def field_of(self, problem: Problem) -> str:
        if isinstance(problem, NotFound):
            return "in"
        return "text" if isinstance(problem, BadValue | Refused) else ""
