"""The years in which a date that a person gives can be; further away it is a slip, and calendars end."""

from __future__ import annotations

YEARS = range(1900, 3000)
