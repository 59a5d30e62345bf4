"""People read names in a report; programs read handles and codes."""

from __future__ import annotations

from datetime import timedelta

from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk
from servicedesk.i18n import use_language
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.reports import json as as_json
from servicedesk.reports import text
from servicedesk.reports.daily import daily


def test_a_report_names_people_and_teams_and_its_json_their_handles(desk: Desk, clock: FrozenClock) -> None:
    open_ticket(desk, NewTicket("漏水", caller="王先生", category="lifts", assignee="li.na"))
    clock.at += timedelta(hours=30)
    report = daily(desk, desk.local(clock.at).date())
    late = as_json.as_object(report)["overdue_tickets"][0]
    assert (late["team"], late["owner"]) == ("engineering", "li.na")
    use_language("zh_CN")
    printed = text.as_text(daily(desk, report.date))
    assert "工程维修部" in printed
    assert "Li Na" in printed
    assert "engineering" not in printed
