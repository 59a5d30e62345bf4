"""What the fields of a ticket take, when it is opened and when it is edited."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from servicedesk.i18n import _
from servicedesk.lookups.firm import find_category
from servicedesk.operations import callers
from servicedesk.operations.entries import checked_text
from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.priority import priority_of
from servicedesk.rules.tags import tags_text

if TYPE_CHECKING:
    from servicedesk.operations.change import Change
    from servicedesk.store.tables import Ticket

LONGEST_SUBJECT = 500
EDITABLE = (
    "subject", "description", "kind", "category", "channel", "premises", "customer", "caller", "tags",
)  # fmt: skip


def set_field(work: Change, ticket: Ticket, field: str, value: str) -> None:
    """Gives one field another value. Raises BadValue on a field or value nobody knows, NotFound."""
    match field:
        case "subject":
            ticket.subject = subject(value)
        case "description":
            ticket.description = checked_text(value)
        case "kind":
            ticket.kind = check_code("kind", value)
        case "channel":
            ticket.channel = check_code("channel", value)
        case "category":
            ticket.category_id = find_category(work.reader, value).id if value.strip() else None
        case "premises":
            ticket.premises_id = callers.premises_for(work, value, None)
        case "caller":
            ticket.caller = value.strip()
        case "tags":
            ticket.tags = tags_text(value)
        case "customer":
            callers.attach(work, ticket, value)
        case _:
            raise BadValue(
                _("A ticket has no field {field} to edit").format(field=field),
                _("Known are: {names}").format(names=", ".join(EDITABLE)),
            )


def subject(said: str) -> str:
    """The subject on one line. Raises BadValue when it is blank or too long for a list."""
    text = " ".join(said.split())
    if not text:
        raise BadValue(_("The ticket has no subject"), _("Say in a few words what the matter is"))
    if len(text) > LONGEST_SUBJECT:
        raise BadValue(
            _("The subject has {count} characters; at most {most} are shown in a list").format(
                count=len(text), most=LONGEST_SUBJECT
            ),
            _("Put the long text into the description"),
        )
    return text


def priority(said: str, impact: str, urgency: str) -> str:
    """The priority said, or what impact and urgency come to; empty when neither was said."""
    if said:
        return check_code("priority", said)
    if impact or urgency:
        return priority_of(check_code("level", impact or "medium"), check_code("level", urgency or "medium"))
    return ""


def opening(said: datetime | None, now: datetime) -> datetime:
    """When a ticket was opened: now, or the past moment said. Raises BadValue on a future one."""
    if said is not None and said > now:
        raise BadValue(
            _("A ticket cannot have been opened in the future"), _("Leave --opened-at out for now")
        )
    return said or now
