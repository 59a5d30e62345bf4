"""The keys by the place where they work: the `?` sheet, the palette and the keys page of the documentation ask here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding, BindingType

from servicedesk.i18n import N_
from servicedesk.keys import KEYS, bindings_for, key_name
from servicedesk.widgets.bars import Counts
from servicedesk.widgets.choice import ChoiceLine
from servicedesk.widgets.dialogs import Confirm, PickOne
from servicedesk.widgets.form import Form
from servicedesk.widgets.page import Page
from servicedesk.widgets.prompt import TextPrompt
from servicedesk.widgets.rows import RowList
from servicedesk.widgets.timeline import Timeline

PLACES: Mapping[str, str] = {
    "tickets": N_("On tickets"),
    "ticket_list": N_("In the list of tickets"),
    "ticket": N_("On one ticket"),
    "customers": N_("On customers"),
    "customer_list": N_("In the list of customers"),
    "customer": N_("On one customer"),
    "needs": N_("On what customers need"),
    "promoters": N_("On who recommends us"),
    "standings": N_("On tiers and stages to compute"),
    "renewals": N_("On agreements to renew"),
    "retention": N_("On what is kept too long"),
    "duplicates": N_("On possible duplicates"),
    "pair": N_("On two files side by side"),
    "premises": N_("On a place"),
    "ledger": N_("On the ledger of promises"),
    "progress": N_("On how far a ticket is"),
    "statement": N_("On a statement"),
    "callbacks": N_("In Callbacks"),
    "import": N_("At an import"),
    "run": N_("While calling"),
    "call": N_("When the phone rings"),
    "reports": N_("In Reports"),
    "list": N_("In every list"),
    "timeline": N_("In a timeline"),
    "page": N_("On a page of text"),
    "counts": N_("On the line of numbers"),
    "form": N_("In a form"),
    "ticket_form": N_("While a ticket is opened"),
    "choice": N_("On a field with choices"),
    "prompt": N_("In a small form"),
    "pick_one": N_("In a list to pick from"),
    "confirm": N_("At a question"),
    "everywhere": N_("Everywhere"),
}
_OF_WIDGETS: Mapping[str, list[BindingType]] = {
    "list": RowList.BINDINGS,
    "timeline": Timeline.BINDINGS,
    "page": Page.BINDINGS,
    "counts": Counts.BINDINGS,
    "form": Form.BINDINGS,
    "choice": ChoiceLine.BINDINGS,
    "prompt": TextPrompt.BINDINGS,
    "pick_one": PickOne.BINDINGS,
    "confirm": Confirm.BINDINGS,
}


class Told(NamedTuple):
    """One action: its keys by name with spaces between, its words in English, and its id."""

    keys: str
    words: str
    id: str


def documented() -> dict[str, list[Told]]:
    """Every key of the full screen by the place where it works, in the order of `PLACES`."""
    return {place: list(_told(_bindings_of(place))) for place in PLACES}


def working_now(active: Iterable[ActiveBinding]) -> dict[str, list[Told]]:
    """The keys among these that are ours, by place, the nearest place first; as they are set by this person."""
    keys: dict[str, list[str]] = {}
    for one in active:
        if one.enabled and one.binding.id:
            keys.setdefault(one.binding.id, []).append(key_name(one.binding.key))
    pages = {
        place: [told._replace(keys=" ".join(keys[told.id])) for told in rows if told.id in keys]
        for place, rows in documented().items()
    }
    return {place: rows for place, rows in pages.items() if rows}


def _bindings_of(place: str) -> Iterator[Binding]:
    own = bindings_for(place) if place in KEYS else []
    for binding in (*own, *_OF_WIDGETS.get(place, ())):
        assert isinstance(binding, Binding)
        yield binding


def _told(bindings: Iterable[Binding]) -> Iterator[Told]:
    for binding in bindings:
        keys = " ".join(key_name(key.strip()) for key in binding.key.split(","))
        yield Told(keys, binding.description, binding.id or "")
