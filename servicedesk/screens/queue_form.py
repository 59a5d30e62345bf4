"""Keeping what the list of tickets shows now as a queue, under a name."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.problems import Problem
from servicedesk.rules.permissions import Permission, may
from servicedesk.rules.query import explain, parse
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import EchoLine, Field, TextField
from servicedesk.widgets.form import Form


class QueueForm(FormScreen):
    """A name for this query; who may set up the firm can keep it for everybody."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query

    @property
    def draft_key(self) -> str:
        return "queue:new"

    def title_text(self) -> str:
        return _("Keep as a queue")

    def fields(self) -> Form:
        fields: list[Field] = [TextField("name", _("Name"), required=True)]
        if may(self.desk.actor.role, Permission.FIRM_EDIT):
            whose = [("mine", _("me")), ("all", _("everybody"))]
            fields.append(ChoiceField("whose", _("For"), whose, "mine", required=True))
        return Form(*fields, EchoLine(id="query"))

    def start(self) -> None:
        super().start()
        self.refill()

    def refill(self) -> None:
        self.query_one("#query", EchoLine).show(explain(parse(self._query)))

    def save(self, values: Values) -> Any:
        from servicedesk.operations.saved_queues import NewQueue, add

        mine = values.get("whose", "mine") == "mine"
        return add(self.desk, NewQueue(values["name"], self._query, mine=mine))

    def saved(self, result: Any) -> str:
        return _("Queue {name} kept").format(name=result.name)

    def field_of(self, problem: Problem) -> str:  # noqa: ARG002
        return "name"
