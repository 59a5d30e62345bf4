"""Somebody moves in, somebody moves out: two short forms on a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on

from servicedesk.i18n import _
from servicedesk.lookups.find import find
from servicedesk.problems import BadValue, Problem, problem_text
from servicedesk.rules.codes import codes, label
from servicedesk.rules.say import beside
from servicedesk.rules.stays import stay_words
from servicedesk.rules.when import read_day
from servicedesk.screens.customer_rows import name_text
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form
from servicedesk.widgets.offers import Offer
from servicedesk.widgets.pick import PickField

if TYPE_CHECKING:
    from datetime import date

    from servicedesk.lookups.find import Found
    from servicedesk.lookups.premises import OccupantRow


class _Moving(FormScreen):
    """What both share: the place, and a day that is read while it is typed."""

    DAY = ""

    def __init__(self, number: int, place: str) -> None:
        super().__init__()
        self._number, self._place = number, place

    def day(self, said: str) -> date | None:
        """The day that was typed; None where none was. Raises BadValue."""
        return read_day(said, self.desk.local(self.desk.now()).date()) if said.strip() else None

    def follow(self, values: Mapping[str, str]) -> None:
        field = self.form.field(self.DAY)
        field.error = ""
        try:
            day = self.day(values[self.DAY])
        except Problem as problem:
            field.echo, field.error = "", problem_text(problem)
        else:
            field.echo = f"{day:%Y-%m-%d}" if day else ""

    def field_of(self, problem: Problem) -> str:
        return self.DAY if isinstance(problem, BadValue) else ""


class MoveInForm(_Moving):
    """A customer lives there from a day on."""

    DAY = "since"

    @property
    def draft_key(self) -> str:
        return f"move-in:P{self._number}"

    def title_text(self) -> str:
        return _("Moving in at {place}").format(place=self._place)

    def fields(self) -> Form:
        roles = [(code, label("occupancy", code)) for code in codes("occupancy")]
        return Form(
            PickField("customer", _("Customer"), placeholder=_("name or phone"), required=True),
            ChoiceField("role", _("Role"), roles, "tenant", required=True),
            TextField("since", _("Since"), placeholder=_("today, 2026-03-01; may be left out")),
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations.premises import move_in

        since = self.day(values["since"])
        return move_in(self.desk, int(values["customer"]), self._number, values["role"], since)

    def saved(self, result: Any) -> str:
        words = _("Lives at {place} already") if result.already else _("Moved in at {place}")
        return words.format(place=self._place)

    @on(PickField.Sought)
    def _seek(self, message: PickField.Sought) -> None:
        text = message.text
        self.ask(
            lambda: find(self.desk, text, limit=6) if text.strip() else [],
            lambda found: message.field.offer([_offer(hit) for hit in found]),
            group="seek",
        )


class MoveOutForm(_Moving):
    """One of those who live there lives there no more."""

    DAY = "until"

    def __init__(self, number: int, place: str, present: Sequence[OccupantRow]) -> None:
        super().__init__(number, place)
        self._present = present

    @property
    def draft_key(self) -> str:
        return f"move-out:P{self._number}"

    def title_text(self) -> str:
        return _("Moving out of {place}").format(place=self._place)

    def fields(self) -> Form:
        people = [
            (str(one.customer_number), beside(name_text(one.customer_number, one.name), _role(one)))
            for one in self._present
        ]
        return Form(
            ChoiceField("customer", _("Customer"), people, people[0][0], required=True),
            TextField("until", _("Until"), placeholder=_("else today")),
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations.premises import move_out

        return move_out(self.desk, int(values["customer"]), self._number, self.day(values["until"]))

    def saved(self, result: Any) -> str:
        return " · ".join([_("Moved out of {place}").format(place=self._place), *result.notes])


def _role(one: OccupantRow) -> str:
    return stay_words(one.role, one.since, None)


def _offer(hit: Found) -> Offer:
    return Offer(str(hit.number), name_text(hit.number, hit.called), f"{hit.phone}  {hit.premises}".strip())
