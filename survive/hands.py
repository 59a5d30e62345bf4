"""A pair of hands at the desk: random operations, each leaving one token that nothing else ever writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.lookups import tickets as looking
from servicedesk.operations import callbacks, contacts, customers, handling, tickets
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.customers import NewCustomer
from servicedesk.operations.staff import NewStaff, add
from servicedesk.operations.tickets import NewTicket
from servicedesk.operations.undo import undo_last

SUBJECTS = ("爆管漏水", "Lift noise at night", "Gate does not close", "楼道灯不亮", "Parking space taken")
OUTCOMES = ("reached", "no_answer", "busy", "declined")


class Deed(NamedTuple):
    """One operation: what it is called, the token it writes, and the token that it takes away again."""

    verb: str
    token: str
    takes_back: str = ""


class Hands:
    """Works on tickets and calls of its own, as one person at her desk does; `name` begins every token."""

    def __init__(self, desk: Desk, name: str, random: Random) -> None:
        self._desk, self._name, self._random = desk, name, random
        self._count = 0
        self._open: list[int] = []
        self._calls: list[int] = []
        self._last: str = ""  # the token of the newest operation, when that was an opening
        self._verbs: dict[str, Callable[[str], None]] = {
            "ticket new": self._new,
            "ticket note": self._note,
            "ticket reply": self._reply,
            "ticket edit": self._edit,
            "ticket resolve": self._resolve,
            "contact add": self._contact,
            "callback new": self._plan,
            "callback log": self._log,
            "customer new": self._customer,
        }

    def choose(self) -> Deed:
        """What is done next; nothing is done yet."""
        self._count += 1
        token = f"{self._name}.{self._count}"
        if self._last and self._random.random() < 0.3:
            return Deed("undo", token, self._last)
        if not self._open:
            return Deed("ticket new", token)
        verbs = [verb for verb in self._verbs if verb != "callback log" or self._calls]
        return Deed(self._random.choice(verbs), token)

    def name_one(self, verb: str) -> Deed:
        """An operation that is done elsewhere, with a token of its own."""
        self._count += 1
        self._last = ""
        return Deed(verb, f"{self._name}.{self._count}")

    def do(self, deed: Deed) -> None:
        """Does it; when this returns, the desk has it."""
        self._last = ""
        if deed.verb == "undo":
            undo_last(self._desk)
            self._open.pop()
        else:
            self._verbs[deed.verb](f"{self._random.choice(SUBJECTS)} <{deed.token}>")
        if deed.verb == "ticket new":
            self._last = deed.token

    def _new(self, text: str) -> None:
        customer = self._random.choice((1, 2, 3, None))
        new = NewTicket(text, customer=customer, caller="" if customer else "Somebody", premises="3-2-501")
        self._open.append(tickets.open_ticket(self._desk, new).ticket.number)

    def _note(self, text: str) -> None:
        handling.note(self._desk, self._random.choice(self._open), text)

    def _reply(self, text: str) -> None:
        handling.reply(self._desk, self._random.choice(self._open), text)

    def _edit(self, text: str) -> None:
        """Adds to what is written: whoever overwrites a colleague's words loses her token."""
        number = self._random.choice(self._open)
        row, written = looking.ticket(self._desk, number), looking.detail(self._desk, number).description
        tickets.edit(self._desk, number, {"description": f"{written}\n{text}"}, if_version=row.version)

    def _resolve(self, text: str) -> None:
        number = self._open.pop(self._random.randrange(len(self._open)))
        tickets.resolve(self._desk, number, text)

    def _contact(self, text: str) -> None:
        new = NewContact(customer=self._random.choice((1, 2, 3)), text=text, keep_callbacks=True)
        contacts.log_contact(self._desk, new)

    def _plan(self, text: str) -> None:
        at = self._desk.now() + timedelta(hours=self._random.randint(1, 48))
        new = NewCallback(customer=self._random.choice((1, 2, 3)), at=at, reason=text, promised=True)
        self._calls.append(callbacks.plan(self._desk, new).callback.id)

    def _log(self, text: str) -> None:
        number, outcome = self._calls.pop(0), self._random.choice(OUTCOMES)
        callbacks.log(self._desk, number, outcome, text)

    def _customer(self, text: str) -> None:
        customers.create(
            self._desk, NewCustomer(name=text, phones=[f"139{self._random.randrange(10**8):08}"])
        )


def hire(desk: Desk, names: Sequence[str]) -> None:
    """Gives each name a place at the desk, so that nobody takes back what somebody else did."""
    for name in names:
        add(desk, NewStaff(f"Hands {name}", role="receptionist", handle=name))
