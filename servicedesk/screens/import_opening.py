"""The way into an import from a list: first the file, then what would become of it."""

from __future__ import annotations

from typing import Any

from servicedesk.problems import Problem
from servicedesk.rules.permissions import Permission
from servicedesk.screens.area import AreaScreen
from servicedesk.screens.import_form import ImportForm
from servicedesk.screens.import_kinds import ImportKind
from servicedesk.screens.importing import ImportScreen


def open_import(area: AreaScreen, kind: ImportKind) -> None:
    """Asks for the file and shows what it would do; who may not import is told so."""
    try:
        area.desk.require(Permission.IMPORT)
    except Problem as problem:
        area.tell_problem(problem)
        return

    def prepared(found: Any) -> None:
        if found is not None:
            area.app.push_screen(ImportScreen(kind, found, area.AREA))

    area.app.push_screen(ImportForm(kind), prepared)
