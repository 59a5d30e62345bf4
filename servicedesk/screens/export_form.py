"""Taking the customers of a list out into a file."""

from __future__ import annotations

from typing import Any

from servicedesk.i18n import _, ngettext
from servicedesk.problems import Problem
from servicedesk.rules.codes import codes, label
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form

_FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"), ("vcard", "vCard"), ("json", "JSON"))


class ExportForm(FormScreen):
    """Where to, as what, for what and why; who may not be contacted for the purpose is left out."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query

    @property
    def draft_key(self) -> str:
        return "export:customers"

    def title_text(self) -> str:
        return _("Take out {query}").format(query=self._query or _("all customers"))

    def fields(self) -> Form:
        purposes = [
            ("", _("none: our own use")),
            *((code, label("purpose", code)) for code in codes("purpose")),
        ]
        return Form(
            TextField("output", _("File or folder"), required=True),
            ChoiceField("form", _("Format"), list(_FORMATS), "csv", required=True),
            ChoiceField("purpose", _("Purpose"), purposes, ""),
            TextField("reason", _("Reason")),
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations.exporting import Wanted, take_out
        from servicedesk.reports.customer_export import FORMATS, columns_of, rendered
        from servicedesk.reports.files import write

        form = values["form"]
        wanted = Wanted(self._query, form, values["purpose"], "", values["reason"])
        taken = take_out(self.desk, wanted)
        name = f"customers-{self.desk.local(self.desk.now()):%Y-%m-%d}.{FORMATS[form][1]}"
        path = write(
            rendered(self.desk, taken.files, form, list(columns_of(self.desk))), values["output"], name
        )
        return path, taken

    def saved(self, result: Any) -> str:
        path, taken = result
        count, left_out = len(taken.files), sum(taken.left_out.values())
        words = ngettext("{count} file taken out into {path}", "{count} files taken out into {path}", count)
        said = words.format(count=count, path=path)
        return said + (" · " + _("{count} left out").format(count=left_out) if left_out else "")

    def field_of(self, problem: Problem) -> str:
        from servicedesk.operations.exporting import ReasonMissing

        return "reason" if isinstance(problem, ReasonMissing) else "output"
