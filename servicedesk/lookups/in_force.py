"""What the firm goes by where nobody set anything, setting by setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from servicedesk.desk import Firm
from servicedesk.rules.need_rules import need_rules
from servicedesk.rules.yardstick import CONTACT_DAYS, Yardstick, yardstick

EXPORT_REASON_ABOVE = 50


def values_in_force(firm: Firm) -> Mapping[str, Any]:
    """The value that counts of each setting that has one, as JSON holds it."""
    by, needs = yardstick(firm.settings), need_rules(firm.settings)
    standing = {f"standing.{one.name}": getattr(by, one.name) for one in fields(Yardstick)}
    reckoned = {
        **standing,
        "standing.tiers": dict(by.tiers),
        "standing.weights": dict(by.weights),
        "needs.tier_weights": dict(needs.weights),
        "needs.repeat_tickets": needs.repeat_tickets,
        "needs.repeat_days": needs.repeat_days,
        "firm.language": firm.language,
        "firm.region": firm.region,
        "firm.complaints_often": firm.complaints_often,
        "firm.export_reason_above": EXPORT_REASON_ABOVE,
        "firm.contact_every_days": CONTACT_DAYS,
        "consent.needed": firm.needs_consent,
        "retention.customer_years": firm.customer_years,
        "retention.contact_years": firm.contact_years,
    }
    kept = {key: value for key, value in firm.settings.items() if value is not None}
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in {**reckoned, **kept}.items()
    }
