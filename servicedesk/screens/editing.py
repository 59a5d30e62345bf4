"""Forms on something that is kept already: only changes are saved, and a colleague's change meanwhile is met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import Conflict, Problem
from servicedesk.screens.forms import FormScreen, Values


class Stored(NamedTuple):
    """What is kept, as the form shows it, and its version."""

    values: Mapping[str, str]
    version: int


class Met(NamedTuple):
    """Two people's changes of one thing: what the form shows then, and the fields that both changed."""

    values: Values
    clashes: tuple[str, ...]


def meet(before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Met:
    """Takes from each side what it changed; where both changed a field differently mine stays, and clashes."""
    mine_changed = {name for name, value in mine.items() if value != before.get(name, "")}
    clashes = [
        name
        for name in mine
        if name in mine_changed and theirs[name] not in (before.get(name, ""), mine[name])
    ]
    values = {name: value if name in mine_changed else theirs[name] for name, value in mine.items()}
    return Met(values, tuple(clashes))


class EditScreen(FormScreen):
    """A form that may be about something kept: `before` is what it was filled with, at that `version`."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Mapping[str, str] = {}
        self.version: int | None = None

    def stored(self) -> Stored:
        """What is kept now. Raises NotFound."""
        raise NotImplementedError

    def fill(self) -> None:
        """Fills the form with what is kept."""
        self.before, self.version = self.stored()
        self.form.set_values(self.before)

    def changed(self, values: Values) -> Values:
        """What differs from what the form was filled with."""
        return {name: value for name, value in values.items() if value != self.before.get(name, "")}

    def _refused(self, problem: Problem) -> None:
        if isinstance(problem, Conflict) and self.version is not None:
            self._meet_theirs()
        else:
            super()._refused(problem)

    def _meet_theirs(self) -> None:
        """Nothing is lost: theirs is taken in, and of a field that both changed all three values are shown."""
        before, (theirs, version) = self.before, self.stored()
        met = meet(before, self.form.values(), theirs)
        self.before, self.version = theirs, version
        self.form.restore_draft(
            {name: value for name, value in met.values.items() if name not in met.clashes}
        )
        self.keep()
        if not met.clashes:
            self.form.action_submit()
            return
        note = _("A colleague changed this too. Theirs: {theirs}. Before: {before}. Ctrl+S keeps yours")
        nothing = _("nothing")
        self.form.show_errors(
            {
                name: note.format(theirs=theirs[name] or nothing, before=before.get(name, "") or nothing)
                for name in met.clashes
            }
        )
