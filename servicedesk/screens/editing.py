"""Forms on something that is kept already: only changes are saved, and a colleague's change meanwhile is met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.i18n import _
from servicedesk.problems import Conflict, Problem
from servicedesk.screens.forms import FormScreen, Values

_VERSION = "version"


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

    def changed_by(self) -> str:
        """Who changed it last. Raises NotFound."""
        return _("A colleague")

    def fill(self) -> None:
        """Fills the form with what is kept."""
        self.before, self.version = self.stored()
        self.refill()

    def refill(self) -> None:
        if self.version is not None:
            self.form.set_values(self.before)

    def take(self, name: str, value: str) -> None:
        """Shows a value of theirs in a field."""
        self.form.field(name).value = value

    def changed(self, values: Values) -> Values:
        """What differs from what the form was filled with."""
        return {name: value for name, value in values.items() if value != self.before.get(name, "")}

    def start(self) -> None:
        """A draft of an older version is brought back with a word of warning; it holds only what was changed."""
        super().start()
        kept = self.drafts.kept(self.draft_key).get(_VERSION)
        if kept is not None and kept != str(self.version):
            self.note(_("Your text from before is back, and others changed this since: look before you save"))

    def draft_values(self) -> dict[str, str]:
        if self.version is None:
            return super().draft_values()
        changed = self.changed(self.form.values())
        draft = {name: value for name, value in self.form.draft().items() if name in changed}
        return {**draft, _VERSION: str(self.version)} if draft else {}

    def _refused(self, problem: Problem) -> None:
        if isinstance(problem, Conflict) and self.version is not None:
            self._saves = False
            try:
                self._meet_theirs()
            except Problem as unread:
                self.tell_problem(unread)
        else:
            super()._refused(problem)

    def _meet_theirs(self) -> None:
        """Nothing is lost: theirs is taken in, and of a field that both changed all three values are shown."""
        before, (theirs, version), who = self.before, self.stored(), self.changed_by()
        met = meet(before, self.form.values(), theirs)
        self.before, self.version = theirs, version
        mine = self.form.values()
        for name, value in met.values.items():
            if name not in met.clashes and value != mine[name]:
                self.take(name, value)
        self.keep()
        if not met.clashes:
            self.form.action_submit()
            return
        self.note(_("{who} changed this meanwhile; where you both did, both are shown").format(who=who))
        note = _("You both changed this. Theirs: {theirs}. Before: {before}. Ctrl+S keeps yours")
        nothing = _("nothing")
        self.form.show_errors(
            {
                name: note.format(theirs=theirs[name] or nothing, before=before.get(name, "") or nothing)
                for name in met.clashes
            }
        )
