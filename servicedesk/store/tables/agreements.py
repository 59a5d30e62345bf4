"""Contracts and other agreements with a customer, about premises, or both."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables import customers  # noqa: F401 - tables it refers to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Versioned


class Agreement(Versioned, table=True):
    """What was agreed: its kind, from when to when, which services it includes, and the number on its paper."""

    __table_args__ = (
        Index("agreement_customer", "customer_id"),
        Index("agreement_ends", "ends_on"),
        Index("agreement_premises", "premises_id"),
        KEPT_NUMBERS,
    )

    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    premises_id: int | None = Field(default=None, foreign_key="premises.id")
    kind: str = "service"
    starts_on: date
    ends_on: date | None = None  # its last day; without one it goes on until somebody ends it
    ended_on: date | None = None  # somebody decided that it is over: no longer up for renewal
    services: str = ""
    reference: str = ""
    note: str = ""
