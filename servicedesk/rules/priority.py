"""Priority from impact and urgency, so that two receptionists rank the same matter alike."""

from __future__ import annotations

from servicedesk.rules.codes import check_code

_WEIGHT = {"low": 0, "medium": 1, "high": 2}
_PRIORITY_BY_WEIGHT = ("low", "low", "normal", "high", "urgent")


def priority_of(impact: str, urgency: str) -> str:
    """The priority for an impact and an urgency, each `high`, `medium` or `low`; raises BadValue.

    The matrix is symmetrical: both high is urgent, one step below is high, two steps normal, the rest low.
    """
    weight = _WEIGHT[check_code("level", impact)] + _WEIGHT[check_code("level", urgency)]
    return _PRIORITY_BY_WEIGHT[weight]
