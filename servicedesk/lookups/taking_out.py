"""Which files of a query may leave the desk for a purpose, and why the others stay: asked before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups.consents import gate
from servicedesk.lookups.customers import numbers
from servicedesk.rules.codes import check_code
from servicedesk.rules.consent import ANY
from servicedesk.rules.permissions import Permission


class Sifted(NamedTuple):
    """The numbers of the files that go, in the order of their list, and how many stay for each reason of the gate."""

    going: tuple[int, ...]
    left_out: Mapping[str, int]


def sift(desk: Desk, query: str = "", purpose: str = "", channel: str = "") -> Sifted:
    """Asks the gate for every file of a query; without a purpose it is the firm's own use, without a channel any.

    Raises NotPermitted, and BadValue on an unknown purpose or channel, or a query that cannot be read.
    """
    desk.require(Permission.EXPORT)
    wanted = check_code("purpose", purpose) if purpose else ""
    by = check_code("consent_channel", channel) if channel else ANY
    found = numbers(desk, query)
    verdicts = gate(desk, found, wanted, "" if by == ANY else by)
    refused = Counter(one.words for one in verdicts.values() if not one.allowed)
    return Sifted(tuple(number for number in found if verdicts[number].allowed), refused)
