"""Taking the customers of a list out into a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicedesk.i18n import _, ngettext
from servicedesk.lookups.taking_out import Sifted, sift
from servicedesk.problems import BadValue, Problem, problem_text
from servicedesk.reports.customer_export import FORMATS, check_columns, column_titles, rendered
from servicedesk.rules.codes import codes, label
from servicedesk.rules.consent import ANY, CONTACTING
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import EchoLine, TextField
from servicedesk.widgets.form import Form

_FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"), ("vcard", "vCard"), ("json", "JSON"))
_NO_COLUMNS = "vcard"


class ExportForm(FormScreen):
    """Where to, as what, for what, by which channel and why; it says who goes and who stays before anything is written."""

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
        channels = [(code, label("consent_channel", code)) for code in codes("consent_channel")]
        return Form(
            TextField("output", _("File or folder"), required=True),
            ChoiceField("form", _("Format"), list(_FORMATS), "csv", required=True),
            TextField("columns", _("Columns"), placeholder=_("all; or some, like: name, phones")),
            ChoiceField("purpose", _("Purpose"), purposes, ""),
            ChoiceField("channel", _("Channel"), channels, ANY, required=True),
            TextField("reason", _("Reason")),
            EchoLine(id="going"),
        )

    def start(self) -> None:
        super().start()
        self.follow(self.form.values())

    def follow(self, values: Mapping[str, str]) -> None:
        self._name_columns(values)
        purpose, channel = values["purpose"], _channel(values)
        self.form.field("channel").echo = (
            "" if purpose in CONTACTING else _("counts for follow-up, surveys and offers")
        )
        self.ask(
            lambda: sift(self.desk, self._query, purpose, channel),
            self._tell_who_goes,
            group="going",
            failed=lambda problem: self.query_one("#going", EchoLine).show(problem_text(problem)),
            waited_for=False,
        )

    def _name_columns(self, values: Mapping[str, str]) -> None:
        """The columns that were understood; where none can be meant, those there are."""
        titles = column_titles(self.desk)
        if values["form"] == _NO_COLUMNS:
            echo = _("A vCard has its own columns")
        elif values["columns"].strip():
            try:
                echo = _(", ").join(
                    titles[name] for name in check_columns(self.desk, values["columns"], in_words=True)
                )
            except BadValue as problem:
                echo = problem_text(problem)
        else:
            echo = ""
        self.form.field("columns").echo = echo

    def _tell_who_goes(self, sifted: Sifted) -> None:
        self.query_one("#going", EchoLine).show(going_words(sifted))

    def save(self, values: Values) -> Any:
        from servicedesk.operations.exporting import Wanted, take_out
        from servicedesk.reports.files import write

        form = values["form"]
        columns = check_columns(self.desk, "" if form == _NO_COLUMNS else values["columns"], in_words=True)
        wanted = Wanted(self._query, form, values["purpose"], _channel(values), values["reason"])
        taken = take_out(self.desk, wanted)
        name = f"customers-{self.desk.local(self.desk.now()):%Y-%m-%d}.{FORMATS[form][1]}"
        return write(rendered(self.desk, taken.files, form, columns), values["output"], name), taken

    def saved(self, result: Any) -> str:
        path, taken = result
        count, left_out = len(taken.files), sum(taken.left_out.values())
        words = ngettext("{count} file taken out into {path}", "{count} files taken out into {path}", count)
        said = words.format(count=count, path=path)
        return said + (" · " + _("{count} left out").format(count=left_out) if left_out else "")

    def field_of(self, problem: Problem) -> str:
        from servicedesk.operations.exporting import ReasonMissing
        from servicedesk.reports.customer_export import ColumnUnknown

        if isinstance(problem, ColumnUnknown):
            return "columns"
        return "reason" if isinstance(problem, ReasonMissing) else "output"


def going_words(sifted: Sifted) -> str:
    """How many files go, and how many stay for which reason, a line each."""
    count = len(sifted.going)
    lines = [ngettext("{count} file goes", "{count} files go", count).format(count=count)]
    lines += [
        _("{count} left out: {reason}").format(count=left_out, reason=reason)
        for reason, left_out in sifted.left_out.items()
    ]
    return "\n".join(lines)


def _channel(values: Mapping[str, str]) -> str:
    return values["channel"] if values["purpose"] in CONTACTING else ANY
