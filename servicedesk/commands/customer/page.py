"""One customer file as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servicedesk.commands import pages
from servicedesk.commands.customer.profile_shape import profile_lines
from servicedesk.commands.need_shapes import need_line
from servicedesk.commands.shapes import due_text, when_text
from servicedesk.i18n import N_, _
from servicedesk.lookups.card import Card
from servicedesk.lookups.origins import origin_lines
from servicedesk.lookups.timelines import told
from servicedesk.output import ROWS_FOR_PEOPLE, cell, say
from servicedesk.rules.codes import label
from servicedesk.rules.consent import line_words
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.stays import stay_words
from servicedesk.rules.text import one_line, shown

if TYPE_CHECKING:
    from servicedesk.desk import Desk
    from servicedesk.lookups.customer_file import CustomerRecord
    from servicedesk.lookups.customers import CustomerFile

# What the desk itself writes as a source; whatever a person typed stands as it is.
_SOURCES = {"import": N_("by an import"), "phone": N_("by phone"), "manual": N_("filed by hand")}
_APART = {
    "former_premises": "former_premises",
    "consents": "consent",
    "needs": "need",
    "sources": "source",
    "tickets": "ticket",
    "callbacks": "callback",
    "timeline": "event",
}


def print_page(desk: Desk, record: CustomerRecord) -> None:
    """Prints the card of a customer and what happened last; the rest is named on stderr."""
    seen, number, last = record.card, record.card.file.number, record.events[-ROWS_FOR_PEOPLE:]
    heading = f"C{number}  {seen.file.row.name}"
    pages.print_page(desk, heading, _facts(desk, record), told(desk, last), [row.ticket for row in last])
    if len(record.events) > len(last):
        say(_("What happened before: {command}").format(command=f"servicedesk history C{number}"))


def print_record(desk: Desk, record: CustomerRecord) -> None:
    """For pipes: a line a field, a line a need, a ticket, a callback, an event, their parts between tabs."""
    from servicedesk.commands.customer.record_shape import RECORD

    for name, field in RECORD.fields.items():
        if name == "fields":
            for own in record.card.file.own:
                print("\t".join(("field", own.field.code, one_line(own.shown))))
        elif name not in _APART:
            print(f"{name}\t{cell(desk, field(desk, record))}")
    for name, line in _APART.items():
        for part in RECORD.fields[name](desk, record):
            print("\t".join((line, *(cell(desk, value) for value in part.values()))))


def _facts(desk: Desk, record: CustomerRecord) -> Iterator[tuple[str, str]]:
    seen, profile = record.card, record.profile
    told = (*_limits(desk, seen), *_who(desk, seen.file), *_came(seen), *_how(seen.file), *_agreed(seen))
    for name, value in (*told, *profile_lines(profile), (_("Complaints"), complaints_text(seen))):
        if value:
            yield name, one_line(value)
    if seen.file.row.note:
        yield _("Note"), shown(seen.file.row.note, keep_newlines=True)
    yield from _needed(seen)
    for line in origin_lines(desk, record.origins):
        yield _("Known from"), one_line(line)
    for one in record.origins:
        if one.differing:
            yield _("Differs"), one_line(_("{name}: {value}").format(name=one.label, value=one.differing))
    for ticket in seen.tickets:
        due = due_text(desk, ticket.due_at)
        parts = (str(ticket.number), ticket.subject, label("status", ticket.status), due)
        yield _("Open ticket"), one_line(" · ".join(filter(None, parts)))
    for call in seen.owed:
        promised = _("promised") if call.promised else ""
        parts = (str(call.id), call.reason, due_text(desk, call.due_at), promised)
        yield _("Callback"), one_line(" · ".join(filter(None, parts)))


def _limits(desk: Desk, seen: Card) -> Iterator[tuple[str, str]]:
    """What limits the use of the file, before anything else is read."""
    row = seen.rights.row
    yield _("Joined into"), _file(seen.merged_into) if seen.merged_into else ""
    yield _("Erased"), when_text(desk, row.erased_at) if row.erased_at else ""
    yield _("Restricted"), _("use it for the customer's own matters only") if row.restricted else ""
    yield _("Legal hold"), row.legal_hold


def _file(file: tuple[int, str]) -> str:
    number, name = file
    return f"C{number} {name}".rstrip()


def _agreed(seen: Card) -> Iterator[tuple[str, str]]:
    for file in seen.joined:
        yield _("Joined with"), _file(file)
    for line in seen.rights.standing:
        yield _("Consent"), line_words(line.purpose, line.channel, given=line.given)


def _needed(seen: Card) -> Iterator[tuple[str, str]]:
    """What is needed and not met, and what repeated tickets point to."""
    for need in seen.needs:
        yield _("Need"), one_line(need_line(need))
    for one in seen.suggested:
        yield _("Suggests"), one_line(one.words)


def _came(seen: Card) -> Iterator[tuple[str, str]]:
    """How the customer came to us, and who came through her."""
    row = seen.file.row
    yield _("Heard of us"), label("heard", row.heard_of_us) if row.heard_of_us else ""
    yield _("Sent by"), " < ".join(_file(file) for file in seen.chain)
    yield _("Sent us"), _(", ").join(_file(file) for file in seen.sent)


def complaints_text(seen: Card) -> str:
    """How many complaints there were, and whether that is often (R007)."""
    if seen.complains_often:
        return _("complains often: {count}").format(count=seen.complaint_count)
    return str(seen.complaint_count or "")


def _who(desk: Desk, file: CustomerFile) -> Iterator[tuple[str, str]]:
    row = file.row
    yield _("Kind"), label("customer_kind", row.kind)
    for phone in file.phones:
        yield (
            _("Phone"),
            " ".join(filter(None, (shown_phone(phone.number, desk.firm.region), phone.extension))),
        )
    for name in file.former_names:
        yield _("Former name"), name
    for phone in file.former_phones:
        yield _("Former phone"), shown_phone(phone.number, desk.firm.region)
    for email in file.emails:
        yield _("E-mail"), email.address
    for place in file.premises:
        yield (
            _("Premises"),
            f"{place.text} · {stay_words(place.role, place.since, place.until)}",
        )
    for own in file.own:
        yield own.field.label, own.shown
    yield _("Birthday"), str(row.birthday or "")
    yield _("Tags"), " ".join(row.tags)
    yield _("Last contact"), when_text(desk, row.last_contact_at) if row.last_contact_at else ""
    yield _("How we met"), _(_SOURCES[row.source]) if row.source in _SOURCES else row.source


def _how(file: CustomerFile) -> Iterator[tuple[str, str]]:
    """What must be minded when the customer is spoken to."""
    row = file.row
    yield _("Mind"), row.do_not
    yield _("Best time"), row.best_time
    yield _("Prefers"), label("channel", row.preferred_channel) if row.preferred_channel else ""
    yield _("Opted out"), ", ".join(label("channel", channel) for channel in row.opt_outs)
    yield _("Likes"), ", ".join(f"{name}: {value}" for name, value in file.preferences.items())
    if row.archived:
        yield _("Archived"), _("yes")
