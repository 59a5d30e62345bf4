"""`premises new` and `premises edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.administering import Values, begin, changes, print_changed, print_made
from servicedesk.commands.inputs import clean
from servicedesk.commands.premises.listing import PlaceSaid
from servicedesk.i18n import _

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.premises import PlaceRow


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("new", help=_("Make premises; prints their number."))(new)
    noun.command("edit", help=_("Change text, kind, in, access, keys, pets, parking, note."))(edit)


def new(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What people call the place."))],
    within: Annotated[
        str, typer.Option("--in", metavar="P", help=_("The site or building it stands in."))
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help=_("site, building, unit, area."))] = "unit",
    access: Annotated[str, typer.Option("--access", metavar="TEXT", help=_("How one gets in."))] = "",
    keys: Annotated[str, typer.Option("--keys", metavar="TEXT", help=_("Who keeps which keys."))] = "",
    pets: Annotated[str, typer.Option("--pets", metavar="TEXT", help=_("Animals to mind."))] = "",
    parking: Annotated[str, typer.Option("--parking", metavar="TEXT", help=_("Where to park."))] = "",
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help=_("Of the place, not of a person."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.premises_shapes import PLACE
    from servicedesk.lookups.premises import place_meant
    from servicedesk.operations import premises

    desk, asked = begin(context, PLACE, as_json, json_fields)
    done = premises.new(
        desk,
        premises.NewPlace(
            clean(text),
            place_meant(desk, clean(within)) if within else None,
            kind,
            *(clean(said) for said in (access, keys, pets, parking, note)),
        ),
    )
    words = _("Premises P{number} made").format(number=done.number)
    print_made(desk, PLACE, row_of(desk, done.number), asked, words)


def edit(
    context: typer.Context,
    place: PlaceSaid,
    values: Values = None,
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.premises_shapes import PLACE
    from servicedesk.lookups.premises import place_meant
    from servicedesk.operations import premises

    desk, asked = begin(context, PLACE, as_json, json_fields)
    wanted = changes(values)
    if wanted.get("in", "").strip():
        wanted["in"] = str(place_meant(desk, wanted["in"]))
    done = premises.edit(desk, place_meant(desk, clean(place)), wanted, if_version=if_version)
    words = _("Premises P{number} are so already") if done.already else _("Premises P{number} saved")
    print_changed(desk, PLACE, row_of(desk, done.number), asked, words.format(number=done.number))


def row_of(desk: Desk, number: int) -> PlaceRow:
    """The place as lists show it."""
    from servicedesk.lookups.premises import place

    return place(desk, number).row
