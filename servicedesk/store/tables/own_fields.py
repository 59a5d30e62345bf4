"""What a firm keeps of its customers beside what every desk keeps: its own fields, and their values."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from servicedesk.store.tables import customers  # noqa: F401 - the table it refers to
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table, Versioned


class FirmField(Versioned, table=True):
    """A field of the firm's own: its code, name and kind; `choices` are JSON lists of code, English and Chinese word."""

    __tablename__ = "field"
    __table_args__ = KEPT_NUMBERS

    code: str = Field(unique=True)
    name_en: str
    name_zh: str = ""
    kind: str = "text"
    unit: str = ""
    choices: str = "[]"
    position: int = 0
    wanted: bool = False  # a file without it is not complete
    active: bool = True


class CustomerField(Table, table=True):
    """What a customer's file says in one of the firm's own fields, as `rules.own_fields` writes it.

    A number, and each end of a range, stands in `low` and `high` as well, to be compared.
    """

    __tablename__ = "customer_field"
    __table_args__ = (
        Index("customer_field_of", "customer_id", "field_id", unique=True),
        Index("customer_field_span", "field_id", "low", "high", "customer_id"),
        Index("customer_field_value", "field_id", "value", "customer_id"),
        KEPT_NUMBERS,
    )
    ALWAYS_TOLD: ClassVar[tuple[str, ...]] = ("customer_id", "field_id")

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    field_id: int = Field(foreign_key="field.id")
    value: str
    low: float | None = None
    high: float | None = None
    verified_at: datetime | None = None  # when the customer last said that it is right
