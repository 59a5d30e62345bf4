"""Which file to bring in: the path is completed, the file looked through, and what it does not tell is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on

from servicedesk.i18n import _
from servicedesk.problems import Problem
from servicedesk.screens.folders import entries
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.screens.import_kinds import ImportKind
from servicedesk.screens.import_questions import ENCODINGS, ask_about
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.form import Form
from servicedesk.widgets.path_field import PathField
from servicedesk.widgets.pick import PickField

if TYPE_CHECKING:
    from servicedesk.operations.importing.preparing import ImportRequest, Prepared


class LookedThrough(NamedTuple):
    """A file that can be brought in, and how it is read."""

    request: ImportRequest
    prepared: Prepared


class ImportForm(FormScreen):
    """Asks for the file; the screen of the import follows."""

    def __init__(self, kind: ImportKind) -> None:
        super().__init__()
        self._kind = kind
        self._request: ImportRequest | None = None

    @property
    def draft_key(self) -> str:
        return f"import:{self._kind.title}"

    def title_text(self) -> str:
        return _(self._kind.title)

    def save_words(self) -> str:
        return _("Look through")

    def fields(self) -> Form:
        written = [(code, _(words)) for code, words in ENCODINGS]
        return Form(
            PathField(
                "file", _("Path of the file"), required=True, placeholder=_("↓: what is in the folder")
            ),
            ChoiceField("encoding", _("Written in"), written, ""),
        )

    def focus_start(self) -> None:
        self.note(_("A list as CSV, XLSX, vCard or JSON; nothing is written before you say so"))
        self.form.field("file").focus_editor()

    def save(self, values: Values) -> LookedThrough:
        from servicedesk.operations.importing.preparing import ImportRequest

        path = Path(values["file"].strip().strip("'\"")).expanduser()
        before = self._request
        answers = before if before and (before.path, before.encoding) == (path, values["encoding"]) else None
        self._request = answers or ImportRequest(path, encoding=values["encoding"])
        return LookedThrough(self._request, self._kind.prepare(self.desk, self._request))

    def _saved(self, result: Any) -> None:
        self.drafts.drop(self.draft_key)
        self.dismiss(result)

    def _refused(self, problem: Problem) -> None:
        super()._refused(problem)
        if self._request:
            ask_about(self, problem, self._request, self._again)

    def _again(self, request: ImportRequest) -> None:
        """Looks through the file once more, with what was answered."""
        self._request = replace(request, encoding=self.form.values()["encoding"])
        self.form.action_submit()

    @on(PickField.Sought)
    def _seek(self, message: PickField.Sought) -> None:
        text = message.text
        self.ask(lambda: entries(text), message.field.offer, group="seek")

    def field_of(self, problem: Problem) -> str:  # noqa: ARG002
        return "file"
