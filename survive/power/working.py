"""The work that is traced, each in a process of its own; the trace goes to a file when the work is done."""

from __future__ import annotations

import pickle
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from survive.desks import ACCOUNT, STAFF
from survive.hands import Deed, Hands
from survive.kills.commands import ROWS, write_rows
from survive.power.tracing import Begun, Done, Tracer
from survive.processes import READY

OPERATIONS = 150
SITTING = 12  # operations until the program is left: leaving tidies the log away


def work_singly(pipe: Connection, desk: Path, seed: int, trace: Path) -> None:
    """Operation after operation; now and then the program is left and started again."""
    from servicedesk.desk import open_desk
    from servicedesk.store.sessions import engine_for

    pipe.send(READY)
    tracer, random = Tracer(desk.parent), Random(seed)
    opened = open_desk(desk, account=ACCOUNT, staff=STAFF)
    hands = Hands(opened, "power", random)
    for count in range(1, OPERATIONS + 1):
        deed = hands.choose()
        tracer.events.append(Begun((deed,)))
        hands.do(deed)
        tracer.events.append(Done())
        if count % SITTING == 0 and count < OPERATIONS // 2:
            engine_for(desk).dispose()
    trace.write_bytes(pickle.dumps(tracer.events))


def handle_import(pipe: Connection, desk: Path, _seed: int, trace: Path) -> None:
    """A file comes in, and is taken back."""
    from servicedesk.desk import open_desk
    from servicedesk.operations.importing.run import ImportRequest, import_tickets, prepare
    from servicedesk.operations.undo import undo_last

    pipe.send(READY)
    tracer, tokens = Tracer(desk.parent), [f"rows.{number}" for number in range(ROWS)]
    opened = open_desk(desk, account=ACCOUNT, staff=STAFF)
    prepared = prepare(opened, ImportRequest(write_rows(desk.parent)))
    tracer.events.append(Begun(tuple(Deed("ticket import", token) for token in tokens)))
    import_tickets(opened, prepared)
    tracer.events.append(Done())
    tracer.events.append(Begun(tuple(Deed("undo", "", token) for token in tokens)))
    undo_last(opened)
    tracer.events.append(Done())
    trace.write_bytes(pickle.dumps(tracer.events))
