"""The five areas. Each is loaded when it is first opened, so that the first rows wait for no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen


def _today() -> Screen[Any]:
    from servicedesk.screens.today import TodayScreen

    return TodayScreen()


def _tickets() -> Screen[Any]:
    from servicedesk.screens.tickets import TicketsScreen

    return TicketsScreen()


def _customers() -> Screen[Any]:
    from servicedesk.screens.customers import CustomersScreen

    return CustomersScreen()


def _callbacks() -> Screen[Any]:
    from servicedesk.screens.callbacks import CallbacksScreen

    return CallbacksScreen()


def _reports() -> Screen[Any]:
    from servicedesk.screens.reports import ReportsScreen

    return ReportsScreen()


AREA_SCREENS: Mapping[str, Callable[[], Screen[Any]]] = {
    "today": _today,
    "tickets": _tickets,
    "customers": _customers,
    "callbacks": _callbacks,
    "reports": _reports,
}


def load_screens() -> None:
    """Loads what most days need, so that the first key to each is as quick as the next; for a thread."""
    import servicedesk.screens.call
    import servicedesk.screens.callbacks
    import servicedesk.screens.customers
    import servicedesk.screens.palette
    import servicedesk.screens.reports
    import servicedesk.screens.ticket
    import servicedesk.screens.ticket_form
    import servicedesk.screens.ticket_verbs
    import servicedesk.screens.tickets
    import servicedesk.widgets.prompt  # noqa: F401
