"""Joining two files field by field: which one stays, and whose value each differing field keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from servicedesk.i18n import _
from servicedesk.lookups import customers
from servicedesk.lookups.customers import CustomerFile, CustomerRow
from servicedesk.rules.codes import label
from servicedesk.rules.text import one_line
from servicedesk.screens.forms import FormScreen, Values
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.form import Form

if TYPE_CHECKING:
    from servicedesk.operations.merging import Merged

_STAYS = "stays"
_FIELDS = (
    "name",
    "kind",
    "stage",
    "tier",
    "birthday",
    "preferred_channel",
    "best_time",
    "source",
    "heard_of_us",
    "referred_by",
)
_CODED = {"kind": "customer_kind", "preferred_channel": "channel", "heard_of_us": "heard"}


class JoinForm(FormScreen):
    """The choices of a merge; lists, work and what is only in one file need none, and come together."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__()
        self._numbers = (one, other)

    @property
    def draft_key(self) -> str:
        return "join:{}:{}".format(*sorted(self._numbers))

    def title_text(self) -> str:
        return _("Join C{number} and C{other}").format(number=self._numbers[0], other=self._numbers[1])

    def fields(self) -> Form:
        files = [customers.customer(self.desk, number) for number in self._numbers]
        stays = max(files, key=_is_fuller)
        offers = [(str(file.number), _name(file.row)) for file in files]
        titles = _titles()
        differing = [
            name for name in _FIELDS if len({getattr(file.row, name) or None for file in files} - {None}) == 2
        ]
        return Form(
            ChoiceField(_STAYS, _("Stays"), offers, str(stays.number), required=True),
            *(self._choice(name, titles[name], files, stays) for name in differing),
            *self._own_choices(files, stays),
        )

    def start(self) -> None:
        super().start()
        self.note(
            _(
                "Phones, e-mails, premises, tags, tickets, callbacks and contacts of both come together; it can be undone"
            )
        )

    def save(self, values: Values) -> Any:
        from servicedesk.operations.merging import merge

        into = int(values.pop(_STAYS))
        loser = sum(self._numbers) - into
        return merge(
            self.desk, loser, into, take=[name for name, file in values.items() if int(file) == loser]
        )

    def saved(self, result: Any) -> str:
        return joined_words(result)

    def _own_choices(self, files: list[CustomerFile], stays: CustomerFile) -> Iterator[ChoiceField]:
        """The firm's own fields in which both files say something, and not the same."""
        there = [{one.field.code: one for one in file.own} for file in files]
        for code, one in there[0].items():
            other = there[1].get(code)
            if other is not None and other.text != one.text:
                offers = [
                    (str(file.number), one_line(said.shown))
                    for file, said in zip(files, (one, other), strict=True)
                ]
                yield ChoiceField(code, one.field.label, offers, str(stays.number), required=True)

    def _choice(self, name: str, title: str, files: list[CustomerFile], stays: CustomerFile) -> ChoiceField:
        offers = [(str(file.number), _shown(name, getattr(file.row, name))) for file in files]
        return ChoiceField(name, title, offers, str(stays.number), required=True)


def joined_words(done: Merged) -> str:
    """What a merge did, in one line."""
    return _("Customer C{number} joined into C{other}").format(number=done.other, other=done.customer.number)


def _is_fuller(file: CustomerFile) -> tuple[int, int, int]:
    """What makes a file the better one to keep: more work, more known, older."""
    known = len(file.phones) + len(file.emails) + len(file.premises)
    return file.row.open_tickets, known + sum(bool(getattr(file.row, name)) for name in _FIELDS), -file.number


def _name(row: CustomerRow) -> str:
    return one_line(f"C{row.number} {row.name}".rstrip())


def _shown(name: str, value: object) -> str:
    return label(_CODED[name], str(value)) if name in _CODED else one_line(str(value))


def _titles() -> Mapping[str, str]:
    return {
        "name": _("Full name"),
        "kind": _("Kind"),
        "stage": _("Stage"),
        "tier": _("Tier"),
        "birthday": _("Birthday"),
        "preferred_channel": _("Prefers"),
        "best_time": _("Best time"),
        "source": _("How we met"),
        "heard_of_us": _("Heard of us"),
        "referred_by": _("Sent by"),
    }
