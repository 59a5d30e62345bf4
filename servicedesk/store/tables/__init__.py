"""What is kept, as SQLModel tables; importing this loads the ORM, so only writes and migrations do."""

from servicedesk.store.tables.customers import Customer, Email, Occupancy, Phone, Premises
from servicedesk.store.tables.firm import (
    Category,
    SavedQueue,
    Setting,
    Staff,
    StaffAccount,
    Team,
    WorkCalendar,
    WorkCalendarDay,
)
from servicedesk.store.tables.log import Draft, Event, EventBody
from servicedesk.store.tables.work import Callback, Entry, Task, Ticket, TicketLink

__all__ = [
    "Callback",
    "Category",
    "Customer",
    "Draft",
    "Email",
    "Entry",
    "Event",
    "EventBody",
    "Occupancy",
    "Phone",
    "Premises",
    "SavedQueue",
    "Setting",
    "Staff",
    "StaffAccount",
    "Task",
    "Team",
    "Ticket",
    "TicketLink",
    "WorkCalendar",
    "WorkCalendarDay",
]
