"""The staff of the practice desk and the residents they look after."""

from __future__ import annotations

from random import Random

from servicedesk.desk import Actor, Desk
from servicedesk.operations import customers, staff
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.demo.names import Household, households
from servicedesk.operations.staff import NewStaff

COLLEAGUES = (
    ("zhou.wei", "Zhou Wei", "周伟", "specialist", "engineering"),
    ("chen.jing", "Chen Jing", "陈静", "supervisor", "front_desk"),
    ("sun.yue", "Sun Yue", "孙悦", "receptionist", "front_desk"),
)


def hire(desk: Desk, chinese: bool) -> dict[str, Actor]:
    """Li Na's colleagues join her; returns everybody by handle."""
    everybody = {desk.actor.handle: desk.actor}
    for handle, english, name, role, team in COLLEAGUES:
        row = staff.add(desk, NewStaff(name if chinese else english, role, team, handle))
        everybody[handle] = Actor(row.id, row.handle, row.name, row.role, row.team, desk.actor.account)
    return everybody


def take_in(desk: Desk, random: Random, count: int) -> tuple[list[Household], list[int]]:
    """The residents with their files; returns them with their customer numbers, in the same order."""
    residents = households(random, count)
    return residents, [customers.create(desk, _file(household)).number for household in residents]


def _file(household: Household) -> NewCustomer:
    return NewCustomer(
        name=household.name,
        phones=household.phones,
        emails=household.emails,
        premises=(household.premises,),
        role=household.role,
        kind=household.kind,
        birthday=household.birthday,
        tags=household.tags,
        best_time=household.best_time,
        do_not=household.do_not,
    )
