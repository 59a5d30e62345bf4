"""Promising a callback: when, why, and to whom it falls; the time understood is shown while typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups import card as cards
from servicedesk.problems import Problem, problem_text
from servicedesk.rules.when import read_when
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.screens.moments import when_text
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form


class CallbackForm(FormScreen):
    """A call we will owe this customer, perhaps about a ticket."""

    def __init__(self, customer: int, *, ticket: int | None = None) -> None:
        super().__init__()
        self._customer, self._ticket = customer, ticket

    @property
    def draft_key(self) -> str:
        return f"callback:new:C{self._customer}"

    def title_text(self) -> str:
        name = cards.card(self.desk, self._customer).file.row.name or f"C{self._customer}"
        return _("Call {name} back").format(name=name)

    def fields(self) -> Form:
        promised = [("yes", _("promised to the customer")), ("no", _("our own reminder"))]
        owner = [("me", _("me")), ("anyone", _("anyone"))]
        return Form(
            TextField("at", _("When"), placeholder=_("16:00, +2h, fri 14:00"), required=True),
            TextField("reason", _("Reason"), required=True),
            ChoiceField("promised", _("Promised"), promised, "yes", required=True),
            ChoiceField("owner", _("Who calls"), owner, "me", required=True),
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations.callbacks import NewCallback, plan

        return plan(
            self.desk,
            NewCallback(
                customer=self._customer,
                at=read_when(values["at"], self.desk.local(self.desk.now())),
                reason=values["reason"],
                promised=values["promised"] == "yes",
                ticket=self._ticket,
                owner=values["owner"],
            ),
        )

    def saved(self, result: Any) -> str:
        words = _("Callback {number} planned for {time}").format(
            number=result.callback.id, time=when_text(self.desk, result.callback.due_at)
        )
        return " · ".join([words, *result.notes])

    def follow(self, values: Mapping[str, str]) -> None:
        field = self.form.field("at")
        field.error = ""
        try:
            understood = (
                read_when(values["at"], self.desk.local(self.desk.now())) if values["at"].strip() else None
            )
        except Problem as problem:
            field.echo, field.error = "", problem_text(problem)
        else:
            field.echo = when_text(self.desk, understood)
