"""python -m bench.creating DESK COUNT: opens tickets one after another and prints what each took, in milliseconds."""

from __future__ import annotations

import json
import sys
import time
from random import Random

from bench.desks import STAFF
from bench.sheets import CUSTOMERS, customer
from bench.words import CHINESE_SHARE, Words
from servicedesk.desk import open_desk
from servicedesk.operations.tickets import NewTicket, open_ticket
from servicedesk.settings import this_account

WARM_UP = 20


def main(path: str, count: int) -> None:
    """The first few, which load what writing needs, are not told."""
    desk = open_desk(path, account=this_account(), staff=STAFF)
    random = Random(5)
    words = Words(random)
    took = []
    for _one in range(count + WARM_UP):
        who = customer(random.randrange(CUSTOMERS))
        subject, description = (
            words.sentence(4, 12, chinese=random.random() < CHINESE_SHARE) for _text in range(2)
        )
        new = NewTicket(subject, phone=who.phone, caller=who.name, description=description)
        started = time.perf_counter()
        open_ticket(desk, new)
        took.append((time.perf_counter() - started) * 1000)
    print(json.dumps([round(one, 3) for one in took[WARM_UP:]]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
