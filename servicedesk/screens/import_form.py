"""Which file to bring in: the path is checked and looked through before anything is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _
from servicedesk.problems import Problem
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.screens.import_kinds import ImportKind
from servicedesk.widgets.fields import TextField
from servicedesk.widgets.form import Form

if TYPE_CHECKING:
    from servicedesk.operations.importing.preparing import Prepared


class ImportForm(FormScreen):
    """Asks for the file; the screen of the import follows."""

    def __init__(self, kind: ImportKind) -> None:
        super().__init__()
        self._kind = kind

    @property
    def draft_key(self) -> str:
        return f"import:{self._kind.title}"

    def title_text(self) -> str:
        return _(self._kind.title)

    def fields(self) -> Form:
        return Form(TextField("file", _("File"), required=True))

    def focus_start(self) -> None:
        self.note(_("A list as CSV, XLSX, vCard or JSON; nothing is written before you say so"))
        super().focus_start()

    def save(self, values: Values) -> Prepared:
        path = Path(values["file"].strip().strip("'\"")).expanduser()
        return self._kind.prepare(self.desk, path, {})

    def _saved(self, result: Any) -> None:
        self.drafts.drop(self.draft_key)
        self.dismiss(result)

    def field_of(self, problem: Problem) -> str:  # noqa: ARG002
        return "file"
