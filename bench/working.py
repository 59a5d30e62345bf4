"""python -m bench.working DESK: a few hundred operations of ordinary days, so that a loaded desk looks like one in use."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.desks import HANDLES, LOADED, NOW, STAFF
from bench.sheets import CUSTOMERS, customer
from bench.words import CHINESE_SHARE, Words
from servicedesk.clock import FrozenClock
from servicedesk.desk import Desk, open_desk
from servicedesk.lookups import tickets
from servicedesk.operations import callbacks, contacts, handling
from servicedesk.operations.callbacks import NewCallback
from servicedesk.operations.contacts import NewContact
from servicedesk.operations.tickets import NewTicket, open_ticket, resolve
from servicedesk.settings import this_account

OPENED, SPOKEN, CALLS, CONTACTS = 300, 300, 200, 100
REACHED = 1_000  # of the customers, those who are called and who ring


class Days:
    """The work of the days between the load and NOW, by chance and in the order of the clock."""

    def __init__(self, path: Path) -> None:
        self.random = Random(3)
        self.words = Words(self.random)
        self.clock = FrozenClock(LOADED)
        self.desk: Desk = open_desk(path, account=this_account(), staff=STAFF, clock=self.clock)
        self.numbers = tickets.numbers(self.desk, "is:open")

    def work(self) -> None:
        """Does it all; what a verb refuses is not hidden."""
        deeds = [self.open] * OPENED + [self.speak] * SPOKEN + [self.call] * CALLS + [self.meet] * CONTACTS
        self.random.shuffle(deeds)
        for deed in deeds:
            self.clock.at += (NOW - LOADED) / len(deeds)
            deed()

    def open(self) -> None:
        who = customer(self.random.randrange(CUSTOMERS))
        said = self._sentence(), self._sentence()
        made = open_ticket(
            self.desk,
            NewTicket(said[0], phone=who.phone, caller=who.name, description=said[1], category="other"),
        )
        self.numbers.append(made.ticket.number)

    def speak(self) -> None:
        number = self.random.choice(self.numbers)
        kind = self.random.choice(("note", "reply", "assign", "resolve"))
        if kind == "note":
            handling.note(self.desk, number, self._sentence())
        elif kind == "reply":
            handling.reply(self.desk, number, self._sentence())
        elif kind == "assign":
            handling.assign(self.desk, number, to=self.random.choice(HANDLES))
        else:
            resolve(self.desk, number, self._sentence(), cause="other", step="after")
            self.numbers.remove(number)

    def call(self) -> None:
        at = self.clock.at + timedelta(minutes=self.random.randint(30, 5 * 24 * 60))
        whom = self.random.randint(1, REACHED)
        callbacks.plan(
            self.desk, NewCallback(whom, at, self._sentence(), promised=self.random.random() < 0.3)
        )

    def meet(self) -> None:
        contacts.log_contact(self.desk, NewContact(self.random.randint(1, REACHED), self._sentence()))

    def _sentence(self) -> str:
        return self.words.sentence(4, 10, chinese=self.random.random() < CHINESE_SHARE)


if __name__ == "__main__":
    Days(Path(sys.argv[1])).work()
