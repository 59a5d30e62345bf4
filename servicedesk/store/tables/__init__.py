"""What is kept, as SQLModel tables; importing one loads the ORM, so only writes and migrations do.

A table is loaded by its name alone, with those it refers to: mapping all of them takes longer than most writes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicedesk.store.tables.addresses import Email as Email
    from servicedesk.store.tables.addresses import Phone as Phone
    from servicedesk.store.tables.customers import Customer as Customer
    from servicedesk.store.tables.customers import Occupancy as Occupancy
    from servicedesk.store.tables.customers import Premises as Premises
    from servicedesk.store.tables.drafts import Draft as Draft
    from servicedesk.store.tables.firm import Category as Category
    from servicedesk.store.tables.firm import Staff as Staff
    from servicedesk.store.tables.firm import Team as Team
    from servicedesk.store.tables.log import Event as Event
    from servicedesk.store.tables.log import EventBody as EventBody
    from servicedesk.store.tables.settings import SavedQueue as SavedQueue
    from servicedesk.store.tables.settings import Setting as Setting
    from servicedesk.store.tables.settings import StaffAccount as StaffAccount
    from servicedesk.store.tables.settings import WorkCalendar as WorkCalendar
    from servicedesk.store.tables.settings import WorkCalendarDay as WorkCalendarDay
    from servicedesk.store.tables.talks import Callback as Callback
    from servicedesk.store.tables.talks import Entry as Entry
    from servicedesk.store.tables.tasks import Task as Task
    from servicedesk.store.tables.tasks import TicketLink as TicketLink
    from servicedesk.store.tables.tickets import Ticket as Ticket
else:
    _HOMES = {
        "addresses": ("Email", "Phone"),
        "customers": ("Customer", "Occupancy", "Premises"),
        "drafts": ("Draft",),
        "firm": ("Category", "Staff", "Team"),
        "log": ("Event", "EventBody"),
        "settings": ("SavedQueue", "Setting", "StaffAccount", "WorkCalendar", "WorkCalendarDay"),
        "talks": ("Callback", "Entry"),
        "tasks": ("Task", "TicketLink"),
        "tickets": ("Ticket",),
    }

    def __getattr__(name: str) -> Any:
        for home, tables in _HOMES.items():
            if name in tables:
                return getattr(import_module(f"{__name__}.{home}"), name)
        raise AttributeError(name)
