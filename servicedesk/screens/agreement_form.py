"""An agreement on the screen: written down, renewed by a new end, or ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups.agreements import AgreementRow, agreement
from servicedesk.problems import BadValue, Problem
from servicedesk.rules.agreements import span_words
from servicedesk.rules.codes import codes, label
from servicedesk.rules.when import read_day
from servicedesk.screens.editing import EditScreen, Stored
from servicedesk.screens.forms import Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import LongTextField, TextField
from servicedesk.widgets.form import Form

NEW = "new"


def agreement_offers(rows: Iterable[AgreementRow]) -> list[tuple[str, str, str]]:
    """What can be picked: each agreement, and a new one."""
    known = [
        (
            str(row.number),
            f"{label('agreement_kind', row.kind)}  {span_words(row.starts_on, row.ends_on, row.ended_on)}",
            row.reference,
        )
        for row in rows
    ]
    return [*known, (NEW, _("New agreement"), "")]


class AgreementForm(EditScreen):
    """With a number it edits that agreement; else it makes one with a customer, about premises, or both."""

    def __init__(
        self, number: int | None = None, *, customer: int | None = None, premises: int | None = None
    ) -> None:
        super().__init__()
        self._number, self._customer, self._premises = number, customer, premises

    @property
    def draft_key(self) -> str:
        side = f"C{self._customer}" if self._customer else f"P{self._premises}"
        return f"agreement-{self._number or NEW}:{side}"

    def title_text(self) -> str:
        if self._number:
            return _("Agreement A{number}").format(number=self._number)
        return _("New agreement")

    def fields(self) -> Form:
        kinds = [(code, label("agreement_kind", code)) for code in codes("agreement_kind")]
        return Form(
            ChoiceField("kind", _("Kind"), kinds, "service", required=True),
            TextField("start", _("Start"), placeholder=_("2026-03-01; else today")),
            TextField("end", _("End"), placeholder=_("its last day; a new one renews it")),
            *(
                [TextField("ended", _("Ended on"), placeholder=_("the day on which it was ended"))]
                if self._number
                else []
            ),
            TextField("reference", _("Reference"), placeholder=_("the number on the paper")),
            TextField("services", _("Included services")),
            LongTextField("note", _("Note")),
        )

    def start(self) -> None:
        if self._number:
            self.fill()
        super().start()

    def stored(self) -> Stored:
        assert self._number is not None
        row = agreement(self.desk, self._number)
        values = {
            "kind": row.kind, "start": str(row.starts_on), "end": str(row.ends_on or ""),
            "ended": str(row.ended_on or ""), "reference": row.reference, "services": row.services,
            "note": row.note,
        }  # fmt: skip
        return Stored(values, row.version)

    def save(self, values: Values) -> Any:
        from servicedesk.operations import agreements

        today = self.desk.local(self.desk.now()).date()
        if self._number:
            changed = self.changed(values)
            ended = changed.pop("ended", "").strip()
            desk = self.desk.in_batch() if changed and ended else self.desk
            version = self.version
            if changed:
                done = agreements.edit(desk, self._number, changed, if_version=version)
                version = done.agreement.version
            if ended:
                return agreements.end(desk, self._number, read_day(ended, today), if_version=version)
            return done if changed else agreements.edit(desk, self._number, {})
        days = {name: values.pop(name).strip() for name in ("start", "end")}
        read = {name: read_day(said, today) if said else None for name, said in days.items()}
        made = agreements.NewAgreement(
            customer=self._customer, premises=self._premises, start=read["start"], end=read["end"], **values
        )
        return agreements.new(self.desk, made)

    def saved(self, result: Any) -> str:
        return _("Agreement A{number} saved").format(number=result.agreement.number)

    def field_of(self, problem: Problem) -> str:
        return "end" if isinstance(problem, BadValue) else ""
