"""`premises list` and `premises show`: places by any part of their name, and one with all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, print_one

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.premises import Place

PlaceSaid = Annotated[str, typer.Argument(metavar="P", help=_("Its number, or its name."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs; the noun alone lists."""

    @noun.callback(invoke_without_command=True)
    def bare(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            list_premises(context)

    noun.command("list", help=_("List premises by any part of their name."))(list_premises)
    noun.command("show", help=_("One place: what it stands in, who lives there, its tickets."))(show)


def list_premises(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help=_("Any part of the name."))
    ] = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
    ids: options.OnlyIds = False,
    limit: options.Limit = None,
) -> None:
    from servicedesk.commands.premises_shapes import PLACE
    from servicedesk.lookups import premises

    desk = desk_for(context)
    asked = Asked(as_json, json_fields, as_csv, ids, limit)
    wanted = clean(" ".join(text or ()))
    rows = premises.premises(desk, wanted, limit=asked.rows_wanted)
    print_list(desk, PLACE, rows, asked, total=lambda: premises.count(desk, wanted))


def show(
    context: typer.Context,
    place: PlaceSaid,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.premises_shapes import WHOLE_PLACE
    from servicedesk.lookups import premises

    asked = Asked(as_json, json_fields)
    check_fields(WHOLE_PLACE, asked)
    desk = desk_for(context)
    found = premises.place(desk, premises.place_meant(desk, clean(place)))
    if asked.wants_json:
        print_one(desk, WHOLE_PLACE, found, asked)
    else:
        for name, value in _lines(desk, found):
            print(f"{name}\t{value}")


def _lines(desk: Desk, place: Place) -> Iterator[tuple[str, str]]:
    """The place as names and values, one thing a line; what is not known is left out."""
    from servicedesk.commands.agreement_shapes import state_text
    from servicedesk.rules.codes import label
    from servicedesk.rules.stays import stay_words
    from servicedesk.rules.text import one_line

    row = place.row
    facts = [
        (_("No."), f"P{row.number}"),
        (_("Premises"), row.text),
        (_("Kind"), label("premises_kind", row.kind)),
        (_("Stands in"), " › ".join(name for _number, name in place.path)),
        (_("Access"), row.access),
        (_("Keys kept"), row.keys),
        (_("Pets"), row.pets),
        (_("Parking"), row.parking),
        (_("Note"), row.note),
    ]
    for one in place.occupants:
        words = stay_words(one.role, one.since, one.until)
        title = _("Lived there") if one.former else _("Lives there")
        facts.append((title, f"C{one.customer_number} {one.name} · {words}"))
    for agreement in place.agreements:
        kind = label("agreement_kind", agreement.kind)
        facts.append((_("Agreement"), f"A{agreement.number} {kind} · {state_text(desk, agreement)}"))
    for ticket in place.tickets:
        words = f"{ticket.number} · {label('status', ticket.status)} · {ticket.subject}"
        facts.append((_("Ticket"), words))
    facts += [(_("Below"), f"P{below.number} {below.text}") for below in place.below]
    return ((name, one_line(value)) for name, value in facts if value)
