"""Who recommends us and whom they sent, chains of recommendations, and how customers heard of us (R037, R045)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.customers import no_customer
from servicedesk.rules.permissions import Permission
from servicedesk.rules.referrals import Sent, Worth, ranked, steps
from servicedesk.store.database import Reader
from servicedesk.store.queries.merging import STAYS
from servicedesk.store.queries.referrals import CHAIN, HEARD, REFERRALS, SENT_BY, ReferralRow, referral_row

File = tuple[int, str]  # number and name


class Promoter(NamedTuple):
    """A customer who sent us others; `reached` counts those as well whom they sent in turn, `became` their stages."""

    number: int
    name: str
    tier: str | None
    sent: int
    reached: int
    stayed: int
    became: Mapping[str, int]


class Referred(NamedTuple):
    """Somebody who came through a customer, by whom in the chain, and how many steps away."""

    number: int
    name: str
    by: File
    step: int
    stage: str
    tier: str | None
    came_at: datetime


class Heard(NamedTuple):
    """How many customers heard of us in one way, and how many of them are customers now; no way is not known."""

    way: str
    customers: int
    stayed: int


def promoters(desk: Desk) -> list[Promoter]:
    """Everybody who sent us a customer, best first: by how many of those stayed."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        rows = _rows(reader)
    names = {row.promoter: (row.promoter_name, row.promoter_tier) for row in rows}
    return [_promoter(worth, *names[worth.promoter]) for worth in ranked(map(_sent, rows))]


def referred(desk: Desk, number: int) -> list[Referred]:
    """Whom a customer sent, and whom they sent in turn, nearest first. Raises NotFound."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        kept = reader.rows(STAYS, {"number": number})
        if not kept:
            raise no_customer(number)
        rows = {row.number: row for row in _rows(reader)}
    reached = steps(kept[0][0], map(_sent, rows.values()))
    return [_referred(rows[one], step) for one, step in reached]


def chain(reader: Reader, number: int) -> tuple[File, ...]:
    """Who sent a customer, who sent that one, and so on; nobody twice."""
    found: dict[int, str] = dict(reader.rows(CHAIN, {"number": number}))
    found.pop(number, None)
    return tuple(found.items())


def sent_by(reader: Reader, number: int) -> tuple[File, ...]:
    """Whom a customer sent us, oldest first."""
    return tuple((row[0], row[1]) for row in reader.rows(SENT_BY, {"number": number}))


def heard(desk: Desk) -> list[Heard]:
    """How customers heard of us, the most frequent way first; whoever was sent came by word of mouth."""
    desk.require(Permission.VIEW)
    with desk.store.reading() as reader:
        return [Heard(*row) for row in reader.rows(HEARD)]


def _rows(reader: Reader) -> list[ReferralRow]:
    return [referral_row(row) for row in reader.rows(REFERRALS)]


def _sent(row: ReferralRow) -> Sent:
    return Sent(row.promoter, row.number, row.stage)


def _promoter(worth: Worth, name: str, tier: str | None) -> Promoter:
    return Promoter(worth.promoter, name, tier, worth.sent, worth.reached, worth.stayed, worth.became)


def _referred(row: ReferralRow, step: int) -> Referred:
    by = (row.promoter, row.promoter_name)
    return Referred(row.number, row.name, by, step, row.stage, row.tier, row.came_at)
