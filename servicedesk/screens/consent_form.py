"""Writing down what a customer agreed to or took back: one form, and withdrawing is as short as giving."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _
from servicedesk.rules.codes import codes, label
from servicedesk.rules.consent import SERVICE, line_words
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form


class ConsentForm(FormScreen):
    """A line of the ledger of this customer."""

    def __init__(self, customer: int, name: str) -> None:
        super().__init__()
        self._customer, self._name = customer, name

    @property
    def draft_key(self) -> str:
        return f"consent:C{self._customer}"

    def title_text(self) -> str:
        return _("Consent of {name}").format(name=self._name or f"C{self._customer}")

    def fields(self) -> Form:
        answers = [("yes", _("agrees")), ("no", _("does not want it, or takes it back"))]
        purposes = [(code, label("purpose", code)) for code in codes("purpose") if code != SERVICE]
        channels = [(code, label("consent_channel", code)) for code in codes("consent_channel")]
        return Form(
            ChoiceField("given", _("The customer"), answers, "yes", required=True),
            ChoiceField("purpose", _("For what"), purposes, "marketing", required=True),
            ChoiceField("channel", _("By which channel"), channels, "any", required=True),
            TextField("wording", _("Wording"), placeholder=_("what the customer was told")),
            TextField("how", _("How"), placeholder=_("on the phone, in writing, at the counter")),
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations import consents

        act = consents.give if values["given"] == "yes" else consents.withdraw
        return act(
            self.desk,
            self._customer,
            values["purpose"],
            values["channel"],
            wording=values["wording"],
            how=values["how"],
        )

    def saved(self, result: Any) -> str:
        line = result.line
        words = line_words(line.purpose, line.channel, given=line.given)
        return " · ".join([words, *([_("It was so already")] if result.already else []), *result.notes])
