"""How a customer is reached."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from servicedesk.store.tables import customers  # noqa: F401 - the table they refer to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table


class Phone(Table, table=True):
    """A phone number as it was typed and as it is compared; the extension is kept apart."""

    __table_args__ = KEPT_NUMBERS
    ALWAYS_TOLD: ClassVar[tuple[str, ...]] = ("raw",)

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    raw: str
    number: str = Field(index=True)
    extension: str = ""
    position: int = 0
    former: bool = False  # not theirs any more: found by it, never rung
    verified_at: datetime | None = None  # when the customer last said that it is right


class Email(Table, table=True):
    """An e-mail address of a customer."""

    __table_args__ = KEPT_NUMBERS

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    address: str = Field(index=True)
    position: int = 0
    verified_at: datetime | None = None
