"""`customer new` and `customer edit`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean, pairs
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.customers import Edited


Source = Annotated[
    str,
    typer.Option("--source", metavar="WHO", help=_("Who told: customer, staff, other, system, or in words.")),
]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("new", help=_("Make a customer file; prints its number."))(new)
    noun.command("edit", help=_("Change what is known of a customer."))(edit)


def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=_("The name; a phone will do."))] = "",
    phones: Annotated[
        list[str] | None,
        typer.Option("--phone", metavar="N", help=_("A phone, as one writes it; repeatable.")),
    ] = None,
    emails: Annotated[
        list[str] | None, typer.Option("--email", metavar="A", help=_("An e-mail address; repeatable."))
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help=_("person or company."))] = "person",
    premises: Annotated[
        list[str] | None,
        typer.Option("--premises", metavar="TEXT", help=_("A flat, house or site; repeatable.")),
    ] = None,
    role: Annotated[
        str, typer.Option("--role", help=_("At the premises: owner, tenant, family, contact."))
    ] = "owner",
    tags: Annotated[
        list[str] | None, typer.Option("--tag", metavar="WORD", help=_("A word to find it by; repeatable."))
    ] = None,
    birthday: Annotated[str, typer.Option("--birthday", metavar="DAY", help=_("As 1980-02-29."))] = "",
    external_id: Annotated[
        str, typer.Option("--external-id", metavar="ID", help=_("The number another system uses."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("For colleagues."))] = "",
    do_not: Annotated[
        str, typer.Option("--do-not", metavar="TEXT", help=_("What must not be done or said."))
    ] = "",
    best_time: Annotated[
        str, typer.Option("--best-time", metavar="TEXT", help=_("When the customer likes to be called."))
    ] = "",
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=_("How we met."))] = "",
    heard_of_us: Annotated[
        str,
        typer.Option("--heard-of-us", metavar="TEXT", help=_("word_of_mouth, web, sign, or any words.")),
    ] = "",
    referred_by: Annotated[
        str, typer.Option("--referred-by", metavar="C", help=_("The customer who sent her."))
    ] = "",
    own: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="CODE=VALUE", help=_("A field of the firm's own; repeatable.")),
    ] = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups.duplicates import alike_to
    from servicedesk.operations.customers import NewCustomer, create
    from servicedesk.rules.duplicates import reason_words

    asked = Asked(as_json, json_fields)
    check_fields(CUSTOMER, asked)
    desk = desk_for(context)
    made = create(
        desk,
        NewCustomer(
            name=clean(name),
            phones=_cleaned(phones),
            emails=_cleaned(emails),
            premises=_cleaned(premises),
            role=role,
            kind=kind,
            birthday=birthday,
            external_id=clean(external_id),
            tags=" ".join(_cleaned(tags)),
            best_time=clean(best_time),
            do_not=clean(do_not),
            note=clean(note),
            source=clean(source),
            heard_of_us=clean(heard_of_us),
            referred_by=referred_by,
            own=pairs(own, "--field code=VALUE"),
        ),
    )
    say(_("Customer {number} filed").format(number=made.number))
    for alike in alike_to(desk, made.number):
        say(
            _("It may be the same person as C{number} {name}: {reasons}").format(
                number=alike.number, name=alike.name, reasons=reason_words(alike.reasons)
            )
        )
    _print_made(desk, made.number, asked)


def edit(
    context: typer.Context,
    numbers: options.Numbers,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=_("A field and what it becomes; repeatable.")),
    ] = None,
    source: Source = "",
    if_version: options.IfVersion = None,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.commands.each import act_on_each
    from servicedesk.lookups.customers import customer
    from servicedesk.operations import customers

    wanted = pairs(values, "--set tags=vip")
    if not wanted:
        raise BadValue(_("Nothing is to be changed"), _("Give --set FIELD=VALUE, for example --set tags=vip"))
    desk = desk_for(context)

    def tell(done: Edited) -> tuple[str, ...]:
        number = done.customer.number
        if done.already:
            return (_("Customer {number} is so already").format(number=number),)
        return (_("Customer {number} saved").format(number=number), *_unreasoned(wanted, number))

    act_on_each(
        desk,
        numbers,
        lambda desk, number: customers.edit(
            desk, number, wanted, told_by=clean(source), if_version=if_version
        ),
        tell=tell,
        row=lambda done: customer(desk, done.customer.number),
        shape=CUSTOMER,
        asked=Asked(as_json, json_fields),
        read=read_customer_number,
    )


def _unreasoned(values: Mapping[str, str], number: int) -> Iterator[str]:
    """A tier or a stage that was set by an edit stands there without a reason."""
    from servicedesk.operations.customer_fields import AUTO

    words = {
        "tier": _("The tier was set without a reason; give one with: {command}"),
        "stage": _("The stage was set without a reason; give one with: {command}"),
    }
    for field, text in words.items():
        said = values.get(field, "").strip()
        if said and said.casefold() not in AUTO:
            yield text.format(command=f"servicedesk customer {field} {number} {said} --reason TEXT")


def _print_made(desk: Desk, number: int, asked: Asked) -> None:
    from servicedesk.commands.customer_shapes import CUSTOMER
    from servicedesk.lookups.customers import customer

    if asked.wants_json:
        print_one(desk, CUSTOMER, customer(desk, number), asked)
    else:
        print(number)


def _cleaned(words: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(clean(word) for word in words or ())
