"""What the staff of the practice desk say in many tickets alike."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """Sentences in one language."""

    update: tuple[str, ...]
    reopening: str
    cancellation: str
    promise: str
    reached: str
    reached_low: str
    no_answer: str
    busy: str


ENGLISH = Words(
    update=(
        "We have not forgotten you: we are still working on it and call you again tomorrow.",
        "The part has arrived; the work is planned for tomorrow morning.",
        "I have spoken with the head of the department; you get an answer within a day.",
    ),
    reopening="The resident rang: the same thing again since this morning.",
    cancellation="The resident rang back: it has settled itself, nothing to do.",
    promise="Promised to ring and say how it goes on",
    reached="Everything works. Content with the way it was done.",
    reached_low="Works again, but it took too long and nobody told her when we would come.",
    no_answer="Rang eight times, nobody answered.",
    busy="Engaged twice.",
)
CHINESE = Words(
    update=(
        "您反映的问题我们一直在跟进，明天会再给您电话。",
        "配件已到，安排在明天上午处理。",
        "已与部门主管沟通，一天之内给您答复。",
    ),
    reopening="业主来电：今天早上又出现同样的问题。",
    cancellation="业主回电：问题已自行解决，不用处理了。",
    promise="答应打电话告知进展",
    reached="使用正常，对处理过程满意。",
    reached_low="已修好，但等得太久，上门前也没有通知。",
    no_answer="响了八声，无人接听。",
    busy="两次都占线。",
)


def words(language: str) -> Words:
    """The sentences of a language."""
    return CHINESE if language == "zh_CN" else ENGLISH
