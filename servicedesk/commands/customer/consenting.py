"""`customer consent`, `restrict`, `hold` and `correct`: what a customer allowed, and what limits her file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from servicedesk.commands import options
from servicedesk.commands.inputs import clean
from servicedesk.commands.root import desk_for
from servicedesk.i18n import _
from servicedesk.output import Asked, check_fields, print_list, print_one, say
from servicedesk.problems import BadValue
from servicedesk.rules.numbers import read_customer_number

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.operations.consents import Consented
    from servicedesk.operations.rights import Limited

Customer = Annotated[str, typer.Argument(metavar="C", help=_("The customer's number."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; the history keeps it."))]


def register(noun: typer.Typer) -> None:
    """Adds the verbs."""
    noun.command("consent", help=_("What a customer agreed to and refused; give, withdraw, ask."))(consent)
    noun.command("restrict", help=_("Keep a file and use it for nothing, or lift that."))(restrict)
    noun.command("hold", help=_("Forbid the erasure of a file for a legal reason, or end that."))(hold)
    noun.command("correct", help=_("A customer says the file is wrong: opens a ticket."))(correct)


def consent(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="[C]", help=_("The customer's number; without one, counts of all."))
    ] = "",
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="P", help=_("follow_up, survey, marketing, share, service."))
    ] = "",
    channel: Annotated[
        str, typer.Option("--channel", metavar="CH", help=_("phone, wechat, email and so on; else any."))
    ] = "any",
    give: Annotated[bool, typer.Option("--give", help=_("The customer agrees."))] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=_("The customer takes it back."))] = False,
    wording: Annotated[
        str, typer.Option("--wording", metavar="TEXT", help=_("What the customer was told."))
    ] = "",
    how: Annotated[str, typer.Option("--how", metavar="TEXT", help=_("How the customer answered."))] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
    as_csv: options.AsCsv = False,
) -> None:
    asked = Asked(as_json, json_fields, as_csv)
    if give and withdraw:
        raise BadValue(_("Both --give and --withdraw are said"), _("Leave one of the two out"))
    if (give or withdraw) and not (customer and purpose):
        raise BadValue(_("Say who and for what"), _("Give the customer's number and --purpose"))
    desk = desk_for(context)
    if give or withdraw:
        _write(
            desk,
            read_customer_number(customer),
            purpose,
            channel,
            clean(wording),
            clean(how),
            asked,
            give=give,
        )
    elif not customer:
        _print_coverage(desk, asked)
    elif purpose:
        _print_answer(desk, read_customer_number(customer), purpose, channel, asked)
    else:
        _print_ledger(desk, read_customer_number(customer), asked)


def _write(
    desk: Desk, number: int, purpose: str, channel: str, wording: str, how: str, asked: Asked, *, give: bool
) -> None:
    from servicedesk.commands.consent_shapes import CONSENT
    from servicedesk.operations import consents

    check_fields(CONSENT, asked)
    act = consents.give if give else consents.withdraw
    done = act(desk, number, purpose, channel, wording=wording, how=how)
    for line in _told(done):
        say(line)
    if asked.wants_json:
        print_one(desk, CONSENT, done.line, asked)


def _told(done: Consented) -> tuple[str, ...]:
    from servicedesk.rules.consent import line_words

    words = line_words(done.line.purpose, done.line.channel, given=done.line.given)
    text = _("Customer {number} is so already: {words}") if done.already else _("Customer {number}: {words}")
    return (text.format(number=done.line.customer_number, words=words), *done.notes)


def _print_coverage(desk: Desk, asked: Asked) -> None:
    from servicedesk.commands.consent_shapes import COVERAGE
    from servicedesk.lookups.consents import coverage

    print_list(desk, COVERAGE, coverage(desk), asked)


def _print_ledger(desk: Desk, number: int, asked: Asked) -> None:
    from servicedesk.commands.consent_shapes import CONSENT
    from servicedesk.lookups.consents import ledger

    print_list(desk, CONSENT, ledger(desk, number), asked)


def _print_answer(desk: Desk, number: int, purpose: str, channel: str, asked: Asked) -> None:
    from servicedesk.commands.consent_shapes import ANSWER, Answer
    from servicedesk.lookups.consents import gate, rights

    row = rights(desk, number).row
    verdict = gate(desk, [row.number], purpose, channel)[row.number]
    say(verdict.words)
    print_one(desk, ANSWER, Answer(row.number, purpose, channel, verdict), asked)


def restrict(
    context: typer.Context,
    customer: Customer,
    reason: Reason = "",
    lift: Annotated[bool, typer.Option("--lift", help=_("The file may be used again."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import rights

    desk, number = desk_for(context), read_customer_number(customer)
    done = rights.lift(desk, number, clean(reason)) if lift else rights.restrict(desk, number, clean(reason))
    text = _("Customer {number} may be used again") if lift else _("Customer {number} is restricted")
    _tell_limited(desk, done, text, Asked(as_json, json_fields))


def hold(
    context: typer.Context,
    customer: Customer,
    reason: Reason = "",
    end: Annotated[bool, typer.Option("--end", help=_("The file may be erased again."))] = False,
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.operations import rights

    desk, number = desk_for(context), read_customer_number(customer)
    done = rights.end_hold(desk, number) if end else rights.hold(desk, number, clean(reason))
    text = _("Customer {number} may be erased again") if end else _("Customer {number} is under a legal hold")
    _tell_limited(desk, done, text, Asked(as_json, json_fields))


def _tell_limited(desk: Desk, done: Limited, text: str, asked: Asked) -> None:
    from servicedesk.commands.consent_shapes import RIGHTS
    from servicedesk.lookups.consents import rights

    check_fields(RIGHTS, asked)
    say((_("Customer {number} is so already") if done.already else text).format(number=done.number))
    if asked.wants_json:
        print_one(desk, RIGHTS, rights(desk, done.number), asked)


def correct(
    context: typer.Context,
    customer: Customer,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What is wrong, in the customer's words."))],
    channel: Annotated[
        str, typer.Option("--channel", metavar="CH", help=_("How the customer told us."))
    ] = "",
    as_json: options.AsJson = False,
    json_fields: options.JsonFields = "",
) -> None:
    from servicedesk.commands.shapes import TICKET
    from servicedesk.operations.rights import ask_correction

    asked = Asked(as_json, json_fields)
    check_fields(TICKET, asked)
    desk = desk_for(context)
    done = ask_correction(desk, read_customer_number(customer), clean(text), channel)
    say(_("Ticket {number} opened").format(number=done.ticket.number))
    if asked.wants_json:
        print_one(desk, TICKET, done.ticket, asked)
    else:
        print(done.ticket.number)
