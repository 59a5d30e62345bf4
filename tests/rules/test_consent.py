"""The gate: who may be contacted for what, by which channel, and why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.codes import codes
from servicedesk.rules.consent import NEEDS_CONSENT, PURPOSES, ConsentLine, Facts, Verdict, may

DAY = datetime(2026, 11, 23, tzinfo=UTC)


def agreed(purpose: str, channel: str = "any", *, days: int = 0) -> ConsentLine:
    return ConsentLine(purpose, channel, True, DAY + timedelta(days=days))


def refused(purpose: str, channel: str = "any", *, days: int = 0) -> ConsentLine:
    return agreed(purpose, channel, days=days)._replace(given=False)


NO_PHONE = Facts(opt_outs=("phone",))
CASES = [
    ("service", "phone", Facts(), "service"),
    ("service", "phone", NO_PHONE, "service"),
    ("service", "phone", Facts(lines=(refused("follow_up"),)), "service"),
    ("service", "phone", Facts(restricted=True), "!restricted"),
    ("service", "phone", Facts(erased_at=DAY), "!erased"),
    ("follow_up", "phone", Facts(), "not_needed"),
    ("follow_up", "phone", NO_PHONE, "!opted_out"),
    ("follow_up", "email", NO_PHONE, "not_needed"),
    ("follow_up", "phone", Facts(lines=(refused("follow_up"),)), "!withdrawn"),
    ("survey", "phone", Facts(lines=(refused("follow_up"),)), "not_needed"),
    ("marketing", "email", Facts(), "!no_consent"),
    ("marketing", "email", Facts(lines=(agreed("marketing", "email"),)), "given"),
    ("marketing", "phone", Facts(lines=(agreed("marketing", "email"),)), "!no_consent"),
    ("marketing", "phone", Facts(lines=(agreed("marketing"),)), "given"),
    ("marketing", "phone", Facts(("phone",), lines=(agreed("marketing"),)), "!opted_out"),
    ("marketing", "phone", Facts(lines=(agreed("marketing"), refused("marketing", "phone"))), "!withdrawn"),
    ("marketing", "email", Facts(lines=(agreed("marketing"), refused("marketing", "phone"))), "given"),
    ("marketing", "email", Facts(lines=(agreed("marketing", "email"), refused("marketing"))), "!withdrawn"),
    ("share", "any", Facts(), "!no_consent"),
    ("share", "any", Facts(lines=(agreed("share"),)), "given"),
    ("share", "any", Facts(lines=(agreed("marketing"),)), "!no_consent"),
]


@pytest.mark.parametrize(("purpose", "channel", "facts", "expected"), CASES)
def test_the_gate_says_whether_and_why(purpose: str, channel: str, facts: Facts, expected: str) -> None:
    found = may(purpose, channel, facts)
    assert (found.allowed, found.reason) == (not expected.startswith("!"), expected.removeprefix("!"))
    assert found.words


def test_it_tells_since_when_the_customer_agreed_or_refused() -> None:
    lines = (agreed("marketing"), refused("marketing", days=3))
    assert may("marketing", "email", Facts(lines=lines)).since == DAY + timedelta(days=3)
    assert may("marketing", "email", Facts(lines=lines[:1])) == Verdict(True, "given", DAY)


def test_the_firm_says_which_purposes_need_a_consent() -> None:
    assert may("survey", "phone", Facts(), ("survey",)).reason == "no_consent"
    assert may("marketing", "phone", Facts(), ()).allowed


LINES = st.lists(
    st.builds(
        ConsentLine,
        st.sampled_from([code for code in PURPOSES if code != "service"]),
        st.sampled_from(codes("consent_channel")),
        st.booleans(),
        st.just(DAY),
    )
).map(tuple)
FACTS = st.builds(
    Facts, st.lists(st.sampled_from(codes("channel"))).map(tuple), st.booleans(), st.none(), LINES
)
PURPOSE, CHANNEL = st.sampled_from(PURPOSES), st.sampled_from(codes("consent_channel"))


@given(FACTS, CHANNEL)
def test_service_is_stopped_by_a_restriction_alone(facts: Facts, channel: str) -> None:
    assert may("service", channel, facts).allowed is not facts.restricted


@given(FACTS, PURPOSE, CHANNEL)
def test_what_was_withdrawn_last_is_not_allowed(facts: Facts, purpose: str, channel: str) -> None:
    last = (*facts.lines, refused(purpose, channel))
    assert purpose == "service" or not may(purpose, channel, facts._replace(lines=last)).allowed


@given(FACTS, PURPOSE, CHANNEL)
def test_an_erased_or_restricted_file_is_used_for_nothing(facts: Facts, purpose: str, channel: str) -> None:
    assert not may(purpose, channel, facts._replace(erased_at=DAY)).allowed
    assert not may(purpose, channel, facts._replace(restricted=True)).allowed


@given(FACTS, st.sampled_from(NEEDS_CONSENT), CHANNEL)
def test_without_a_line_of_its_own_nobody_is_sent_an_offer(facts: Facts, purpose: str, channel: str) -> None:
    others = tuple(line for line in facts.lines if line.purpose != purpose)
    assert not may(purpose, channel, facts._replace(lines=others)).allowed
