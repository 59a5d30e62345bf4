"""Whatever two people do in whatever order: the desk is what a plain model of it says, whole and searchable."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.operations.desk_calls import DeskDays

TestDeskDays = DeskDays.TestCase
TestDeskDays.settings = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
