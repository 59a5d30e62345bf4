"""What the nouns of firm administration share: their options, and what they print after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands.inputs import pairs
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, Row, Shape, check_fields, print_one, say
from servicedesk.problems import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk.desk import Desk

Values = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=_("What to change; may be repeated."))
]
English = Annotated[str, typer.Option("--english", metavar="NAME", help=_("Its name in English."))]
Chinese = Annotated[str, typer.Option("--chinese", metavar="NAME", help=_("Its name in Chinese."))]
Code = Annotated[str, typer.Option("--code", help=_("What scripts call it; else made from the name."))]


def begin(context: typer.Context, shape: Shape[Row], as_json: bool, json_fields: str) -> tuple[Desk, Asked]:
    """The desk and the form asked for. Raises BadValue on an unknown field, before anything is changed."""
    asked = Asked(as_json, json_fields)
    check_fields(shape, asked)
    return desk_for(context), asked


def changes(values: Sequence[str] | None) -> dict[str, str]:
    """The fields to change. Raises BadValue when there are none."""
    read = pairs(values)
    if not read:
        raise BadValue(_("Nothing is given to change"), _("Write it like --set FIELD=VALUE"))
    return read


def print_changed(desk: Desk, shape: Shape[Row], row: Row, asked: Asked, words: str) -> None:
    """Says on stderr what was done; the changed thing goes to stdout as JSON where that was asked for."""
    say(words)
    if asked.wants_json:
        print_one(desk, shape, row, asked)


def print_made(desk: Desk, shape: Shape[Row], row: Row, asked: Asked, words: str) -> None:
    """As `print_changed`; without JSON the short name of the new thing goes to stdout."""
    print_changed(desk, shape, row, asked, words)
    if not asked.wants_json:
        print(shape.fields[shape.number](desk, row))
