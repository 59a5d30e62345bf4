"""Database work off the screen's thread: a thread asks or acts, a message brings the answer home.

A question is waited for as long as nobody sees it. Most are answered by then, and what a key changes is drawn once,
with its rows; a slow one leaves the screen free, which says that it is loading.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from servicedesk.problems import Problem, problem_text
from servicedesk.rules.text import shown

if TYPE_CHECKING:
    from servicedesk.app import DeskApp
    from servicedesk.desk import Desk
    from servicedesk.screens.keeping import DraftKeeper

PATIENCE_SECONDS = 0.03
SLOW_SECONDS = 0.5
Answer = TypeVar("Answer")
Handler = Callable[[Any], None]

_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="asking")


class Asking(Screen[Any]):
    """A screen that asks lookups and runs operations in threads, and takes the answers in its own."""

    class Answered(Message):
        """A worker is done: `handle` takes the value on the screen's thread."""

        def __init__(self, handle: Handler, value: Any) -> None:
            super().__init__()
            self.handle = handle
            self.value = value

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._newest: dict[str, int] = {}

    @property
    def desk(self) -> Desk:
        """The desk this app has open."""
        return cast("DeskApp", self.app).desk

    @property
    def drafts(self) -> DraftKeeper:
        """What is typed and not saved."""
        return cast("DeskApp", self.app).drafts

    def ask(
        self,
        question: Callable[[], Answer],
        then: Callable[[Answer], None],
        *,
        group: str,
        failed: Callable[[Problem], None] | None = None,
        waited_for: bool = True,
    ) -> None:
        """Asks in a thread; a newer question of the same group replaces one still under way, its answer included.

        `waited_for` is False for what may appear after the rest. No answer is taken before the caller has returned.
        """
        asked = self._newest[group] = self._newest.get(group, 0) + 1

        def if_newest(handle: Handler, value: Any) -> None:
            if self._newest[group] == asked:
                handle(value)

        answer: Future[Message] = _threads.submit(
            self._answer,
            question,
            partial(if_newest, then),
            partial(if_newest, failed or self.tell_problem),
        )
        try:
            self.post_message(answer.result(PATIENCE_SECONDS if waited_for else 0))
        except TimeoutError:
            bring: Any = partial(self._bring, answer)
            self.run_worker(bring, exclusive=True, group=group, exit_on_error=False)

    def act(
        self,
        operation: Callable[[], Answer],
        then: Callable[[Answer], None],
        *,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Changes something in a thread; acts follow one another, and one that takes long says so."""
        in_turn = partial(cast("DeskApp", self.app).in_turn, operation)
        work = partial(self._work, in_turn, then, failed or self.tell_problem)
        worker = self.run_worker(work, thread=True, group="acts", exit_on_error=False)
        self.set_timer(SLOW_SECONDS, lambda: self.tell_slow() if worker.is_running else None)

    def tell_slow(self) -> None:
        """Says that an act is still under way."""

    def tell_problem(self, problem: Problem) -> None:
        """Says what happened and what to do; the areas say it in their bottom line."""
        self.app.notify(shown(problem_text(problem)), severity="error", markup=False)

    async def _bring(self, answer: Future[Message]) -> None:
        self.post_message(await asyncio.wrap_future(answer))

    def _work(self, question: Callable[[], Any], then: Handler, failed: Handler) -> None:
        worker = get_current_worker()
        answer = self._answer(question, then, failed)
        if not worker.is_cancelled:
            self.post_message(answer)

    def _answer(self, question: Callable[[], Any], then: Handler, failed: Handler) -> Answered:
        try:
            return self.Answered(then, question())
        except Problem as problem:
            return self.Answered(failed, problem)
        except Exception as error:  # whatever it is, it must not look like an empty list
            return self.Answered(failed, self._unforeseen(error))

    def _unforeseen(self, error: Exception) -> Problem:
        """The words for an error of ours, or of a damaged desk."""
        from servicedesk.operations.mishap import mishap

        return mishap(error, cast("DeskApp", self.app).desk.store.path)

    def on_asking_answered(self, message: Answered) -> None:
        message.stop()
        if self.is_attached:
            message.handle(message.value)
