"""Other programs with the same tickets, beside ours; what cannot be run here is told as not present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.commands import COMMANDS, command, timed
from bench.desks import BenchDesk
from bench.figures import Figure, Target
from bench.peers.helpdesk import Helpdesk
from bench.peers.peer import CHINESE, CREATE, ENGLISH, NEWEST, SHOW, WORKS, Peer
from bench.peers.roundup import Roundup
from bench.peers.taskwarrior import Taskwarrior
from bench.processes import Program, in_turns, peak_megabytes
from bench.run import Run
from bench.sheets import customer

ROUNDS = 7
MOST_TICKETS = 100_000  # what the peers are loaded with at most: the slowest takes minutes for it
OURS = "servicedesk"
_OURS = {
    NEWEST: COMMANDS["ticket list --limit 50"],
    ENGLISH: COMMANDS["search, a frequent word"],
    CHINESE: COMMANDS["search, two frequent Chinese characters"],
    SHOW: COMMANDS["ticket show"],
    CREATE: ("ticket", "new", "Burst pipe 爆管", "--phone", customer(7).phone),
}


def measure(run: Run) -> list[Figure]:
    """Every peer at every size it is loaded with; ours too, and ours with all its tickets beside the largest."""
    if run.peers is None:
        raise SystemExit("say with --peers FOLDER where the other programs are, or are to be put")
    folder = run.peers
    folder.mkdir(parents=True, exist_ok=True)
    found = {peer: peer.is_there() for peer in (Roundup(folder), Taskwarrior(folder), Helpdesk(folder))}
    peers = [peer for peer, there in found.items() if there]
    figures = [_absent(peer) for peer, there in found.items() if not there]
    sizes = [desk for desk in run.desks if desk.tickets <= MOST_TICKETS]
    for desk in sizes:
        larger = run.largest if desk is sizes[-1] and run.largest is not desk else None
        figures += _with(run, desk, larger, peers)
    return figures


def _absent(peer: Peer) -> Figure:
    return Figure(peer.NAME, "", 0, 0, 0, 0, "absent", remark="not present")


def _with(run: Run, desk: BenchDesk, larger: BenchDesk | None, peers: Sequence[Peer]) -> list[Figure]:
    places = {peer: peer.place_with(desk.tickets) for peer in peers}
    figures = [
        _once(f"load: {peer.NAME}", "tickets/s", desk.tickets / seconds, desk.tickets)
        for peer, (_place, seconds) in places.items()
    ]
    figures.append(
        _once(f"load: {OURS}", "tickets/s", desk.tickets / desk.load.seconds, desk.tickets),
    )
    copies = {OURS: desk.copied(run.folder / "peers")}
    if larger:
        copies[f"{OURS}, {larger.tickets:,} tickets"] = larger.copied(run.folder / "peers")
    theirs = {peer: peer.programs(place) for peer, (place, _seconds) in places.items()}
    for work in WORKS:
        ours = [command(name, *_OURS[work], desk=copy) for name, copy in copies.items()]
        figures += _work(run, work, [programs[work] for programs in theirs.values()], ours, desk.tickets)
        if work == NEWEST:
            lists = [*(programs[work] for programs in theirs.values()), *ours]
            figures += [
                _once(f"memory of a list: {one.name}", "MB", peak_megabytes(one), desk.tickets)
                for one in lists
            ]
    for copy in copies.values():
        copy.path.unlink()
    return figures


def _work(run: Run, work: str, theirs: list[Program], ours: list[Program], size: int) -> list[Figure]:
    """Ours beside the quickest of the others; with 100,000 tickets each read must not be slower."""
    named = [Program(f"{work}: {one.name}", one.command, one.env, one.answers) for one in (*theirs, *ours)]
    took = in_turns(named, run.of(ROUNDS))
    others, own = named[: len(theirs)], named[len(theirs) :]
    figures = [timed(took, one.name, size) for one in others]
    if not figures:
        return [timed(took, one.name, size) for one in own]
    quickest = min(figures, key=lambda figure: figure.value)
    judged = Target("ratio", 1) if size == MOST_TICKETS and work != CREATE else None
    best = quickest.what.removeprefix(f"{work}: ")
    own_figures = [timed(took, one.name, size, floor=quickest.what, target=judged) for one in own]
    return figures + [replace(figure, floor=best) for figure in own_figures]


def _once(what: str, unit: str, value: float, size: int) -> Figure:
    return Figure(what, unit, value, value, value, 1, "once", size)
