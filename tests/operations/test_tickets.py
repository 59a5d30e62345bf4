"""The life of a ticket, on a real desk."""

from __future__ import annotations

from datetime import timedelta

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.operations import handling, tickets
from servicedesk.operations.tickets import NewTicket
from tests.support import HOSTILE, START


def test_a_new_ticket_gets_team_priority_and_promises_from_its_category(desk: Desk) -> None:
    ticket = tickets.open_ticket(desk, NewTicket("爆管", phone="138 0013 8000", category="leak_flood")).ticket
    assert (ticket.kind, ticket.priority, ticket.team) == ("repair", "urgent", "engineering")
    assert ticket.first_response_due_at == START + timedelta(minutes=5)
    assert ticket.resolution_due_at == START + timedelta(minutes=30)
    assert ticket.due_at == ticket.first_response_due_at


def test_the_first_reply_stops_the_first_clock_and_opens_the_ticket(desk: Desk, clock: FrozenClock) -> None:
    number = tickets.open_ticket(desk, NewTicket(HOSTILE, caller="??")).ticket.number
    clock.at += timedelta(minutes=3)
    ticket = handling.reply(desk, number, "师傅二十分钟到").ticket
    assert ticket.status == "open"
    assert ticket.first_responded_at == clock.at
    assert ticket.due_at == ticket.resolution_due_at
