"""The customer file and the places that customers live and work in."""

from datetime import date, datetime

from sqlmodel import Field

from servicedesk.store.tables.partial import partial_index
from servicedesk.store.tables.versioned import KEPT_NUMBERS, Table, Versioned

_MERGED = "merged_into_id IS NOT NULL"
_REFERRED = "referred_by_id IS NOT NULL"


class Customer(Versioned, table=True):
    """Everything known about one person or company; a name or a phone is enough to have a file."""

    __table_args__ = (
        partial_index("customer_merged", "merged_into_id", where=_MERGED),
        partial_index("customer_referred", "referred_by_id", where=_REFERRED),
        KEPT_NUMBERS,
    )

    external_id: str | None = Field(default=None, unique=True)
    name: str = ""
    name_verified_at: datetime | None = None  # when the customer last said that it is right
    kind: str = "person"
    stage: str = "active"
    stage_fixed: bool = False  # said by a person: the computing leaves it
    tier: str | None = None
    tier_fixed: bool = False
    since: date | None = None  # the first day as a customer, where the file does not tell it
    birthday: date | None = None
    birthday_verified_at: datetime | None = None
    preferred_channel: str | None = None
    best_time: str = ""
    do_not: str = ""
    opt_outs: str = ""  # channels the customer does not want to be contacted by, space-separated
    preferences: str = "{}"  # JSON object of text to text
    preferences_verified_at: datetime | None = None
    tags: str = " "  # " vip leak ": each tag between blanks, so that one LIKE finds a whole tag
    source: str = ""  # where the file came from
    heard_of_us: str = ""  # how the person came to us: a code where there is one, else a word
    referred_by_id: int | None = Field(default=None, foreign_key="customer.id")  # who sent her
    note: str = ""
    created_at: datetime
    last_contact_at: datetime | None = Field(default=None, index=True)
    archived: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="customer.id")
    restricted: bool = False  # kept, and used for nothing else, while a right is looked into
    legal_hold: str = ""  # why the file may not be erased
    erased_at: datetime | None = None


class Premises(Versioned, table=True):
    """The flat, house, office or site; it outlives its occupants and stands in a tree: site, building, unit."""

    __table_args__ = (
        partial_index("premises_within", "parent_id", where="parent_id IS NOT NULL"),
        KEPT_NUMBERS,
    )

    text: str = Field(unique=True)
    kind: str = "unit"
    parent_id: int | None = Field(default=None, foreign_key="premises.id")
    note: str = ""
    access_note: str = ""  # how one gets in
    keys_note: str = ""  # who keeps which keys
    pets: str = ""
    parking: str = ""


class Occupancy(Table, table=True):
    """Who has to do with which premises, and as what: owner, tenant, family or contact."""

    __table_args__ = KEPT_NUMBERS

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    premises_id: int = Field(foreign_key="premises.id", index=True)
    role: str = "owner"
    position: int = 0
    since: date | None = None
    until: date | None = None  # never in the future: with a day, the stay has ended
    verified_at: datetime | None = None
