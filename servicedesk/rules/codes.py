"""The closed lists of codes that the database and JSON speak, and the labels people see for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from servicedesk.i18n import N_, _
from servicedesk.problems import BadValue
from servicedesk.rules.code_words import CODE_WORDS
from servicedesk.rules.numbers import narrow

_LABELS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "new": N_("new"),
        "open": N_("open"),
        "waiting": N_("waiting"),
        "resolved": N_("resolved"),
        "closed": N_("closed"),
        "cancelled": N_("cancelled"),
    },
    "priority": {
        "urgent": N_("urgent"),
        "high": N_("high"),
        "normal": N_("normal"),
        "low": N_("low"),
    },
    "level": {
        "high": N_("high"),
        "medium": N_("medium"),
        "low": N_("low"),
    },
    "kind": {
        "enquiry": N_("enquiry"),
        "request": N_("request"),
        "repair": N_("repair"),
        "complaint": N_("complaint"),
        "suggestion": N_("suggestion"),
        "praise": N_("praise"),
    },
    "channel": {
        "phone": N_("phone"),
        "counter": N_("counter"),
        "visit": N_("visit"),
        "wechat": N_("WeChat"),
        "app": N_("app"),
        "email": N_("e-mail"),
        "web": N_("web"),
        "box": N_("suggestion box"),
        "social": N_("social media"),
        "system": N_("system"),
    },
    "turn": {
        "us": N_("us"),
        "customer": N_("customer"),
        "supplier": N_("supplier"),
        "none": N_("none"),
    },
    "callback_state": {
        "due": N_("to call"),
        "done": N_("done"),
        "cancelled": N_("cancelled"),
        "given_up": N_("given up"),
    },
    "outcome": {
        "reached": N_("reached"),
        "no_answer": N_("no answer"),
        "busy": N_("busy"),
        "wrong_number": N_("wrong number"),
        "call_later": N_("call later"),
        "declined": N_("declined"),
        "customer_rang": N_("customer rang"),
    },
    "step": {
        "before": N_("before service"),
        "during": N_("during service"),
        "after": N_("after service"),
    },
    "cause": {
        "manner": N_("staff manner"),
        "delay": N_("delay"),
        "poor_work": N_("poor work"),
        "not_informed": N_("not kept informed"),
        "wrong_information": N_("wrong information"),
        "broken_promise": N_("broken promise"),
        "charge": N_("wrong charge"),
        "equipment": N_("faulty equipment"),
        "process": N_("rule or process"),
        "supplier": N_("supplier at fault"),
        "outside": N_("outside our control"),
        "other": N_("other cause"),
    },
    "role": {
        "receptionist": N_("receptionist"),
        "specialist": N_("specialist"),
        "supervisor": N_("supervisor"),
        "administrator": N_("administrator"),
    },
    "occupancy": {
        "owner": N_("premises owner"),
        "tenant": N_("tenant"),
        "family": N_("family member"),
        "contact": N_("contact person"),
    },
    "premises_kind": {
        "site": N_("site"),
        "building": N_("building"),
        "unit": N_("flat, house or office"),
        "area": N_("shared area"),
    },
    "agreement_kind": {
        "service": N_("service agreement"),
        "management": N_("management agreement"),
        "lease": N_("lease"),
        "warranty": N_("warranty"),
        "membership": N_("membership"),
        "other": N_("other agreement"),
    },
    "agreement_state": {
        "coming": N_("not begun"),
        "running": N_("running"),
        "ran_out": N_("ran out"),
        "ended": N_("ended"),
    },
    "customer_kind": {
        "person": N_("person"),
        "company": N_("company"),
    },
    "stage": {
        "prospect": N_("prospect"),
        "new": N_("new customer"),
        "active": N_("active customer"),
        "existing": N_("existing customer"),
        "lapsed": N_("lapsed customer"),
    },
    "field_kind": {
        "text": N_("text"),
        "number": N_("number"),
        "range": N_("range of numbers"),
        "choice": N_("one of several words"),
        "choices": N_("some of several words"),
        "date": N_("day"),
        "yes_no": N_("yes or no"),
    },
    "told_by": {
        "customer": N_("the customer"),
        "staff": N_("staff"),
        "import": N_("an import"),
        "other": N_("another person"),
        "system": N_("another system"),
    },
    "purpose": {
        "service": N_("the customer's own matter"),
        "follow_up": N_("follow-up"),
        "survey": N_("survey"),
        "marketing": N_("offers and care"),
        "share": N_("passing data on"),
    },
    "consent_channel": {
        "any": N_("any channel"),
        "phone": N_("phone"),
        "visit": N_("visit"),
        "wechat": N_("WeChat"),
        "app": N_("app"),
        "email": N_("e-mail"),
        "web": N_("web"),
        "social": N_("social media"),
    },
    "need_kind": {
        "direct": N_("direct"),
        "latent": N_("latent"),
    },
    "need_class": {
        "functional": N_("functional"),
        "emotional": N_("emotional"),
        "experience": N_("experience"),
        "social": N_("social"),
    },
    "need_level": {
        "1": N_("physiological"),
        "2": N_("safety"),
        "3": N_("belonging"),
        "4": N_("esteem"),
        "5": N_("self-realisation"),
    },
    "need_impact": {
        "1": N_("nice to have"),
        "2": N_("matters"),
        "3": N_("vital"),
    },
    "need_state": {
        "open": N_("not met yet"),
        "met": N_("met"),
        "dropped": N_("dropped"),
    },
    "heard": {
        "word_of_mouth": N_("word of mouth"),
        "web": N_("found on the web"),
        "social": N_("social media"),
        "advertisement": N_("advertisement"),
        "sign": N_("saw the sign"),
        "event": N_("an event"),
        "partner": N_("a partner firm"),
    },
}

_FAMILY_NAMES: Mapping[str, str] = {
    "status": N_("status"),
    "priority": N_("priority"),
    "level": N_("level"),
    "kind": N_("kind"),
    "channel": N_("channel"),
    "turn": N_("turn"),
    "callback_state": N_("callback state"),
    "outcome": N_("outcome"),
    "step": N_("step"),
    "cause": N_("cause"),
    "role": N_("role"),
    "occupancy": N_("role at the premises"),
    "premises_kind": N_("kind of premises"),
    "agreement_kind": N_("kind of agreement"),
    "agreement_state": N_("state of an agreement"),
    "customer_kind": N_("kind of customer"),
    "stage": N_("stage"),
    "field_kind": N_("kind of field"),
    "told_by": N_("source"),
    "purpose": N_("purpose"),
    "consent_channel": N_("channel"),
    "need_kind": N_("kind of need"),
    "need_class": N_("class of need"),
    "need_level": N_("level of need"),
    "need_impact": N_("impact"),
    "need_state": N_("state of a need"),
    "heard": N_("way of hearing of us"),
}

STATUSES = tuple(_LABELS["status"])
OPEN_STATUSES = ("new", "open", "waiting")
PRIORITIES = tuple(_LABELS["priority"])
LEVELS = tuple(_LABELS["level"])
KINDS = tuple(_LABELS["kind"])
CHANNELS = tuple(_LABELS["channel"])
TURNS = tuple(_LABELS["turn"])
CALLBACK_STATES = tuple(_LABELS["callback_state"])
LAST_OUTCOMES = tuple(_LABELS["outcome"])
OUTCOMES = tuple(outcome for outcome in LAST_OUTCOMES if outcome != "customer_rang")
STEPS = tuple(_LABELS["step"])
CAUSES = tuple(_LABELS["cause"])
ROLES = tuple(_LABELS["role"])
OCCUPANCY = tuple(_LABELS["occupancy"])
CUSTOMER_KINDS = tuple(_LABELS["customer_kind"])
STAGES = tuple(_LABELS["stage"])


def codes(family: str) -> tuple[str, ...]:
    """The codes of a family in their natural order."""
    return tuple(_LABELS[family])


def label(family: str, code: str) -> str:
    """What people see for a code in the language in use; a code that is not known is shown as it is."""
    known = _LABELS[family].get(code)
    return code if known is None else _(known)


def known_code(family: str, value: str) -> str:
    """The code meant by a value as `check_code` reads it; a value that means none stays as it is."""
    return _readings(family).get(_folded(value), value)


def check_code(family: str, value: str, among: Sequence[str] = ()) -> str:
    """The code meant by a code, an English or Chinese label or a common synonym; raises BadValue.

    `among` are the codes that serve here, where not all of the family do.
    """
    allowed = among or tuple(_LABELS[family])
    readings = {word: code for word, code in _readings(family).items() if code in allowed}
    asked = _folded(value)
    if asked in readings:
        return readings[asked]
    known = _("Known: {values}.").format(values=", ".join(allowed))
    near = get_close_matches(asked, readings, n=1)
    raise BadValue(
        _("Unknown {family} “{value}”").format(family=_(_FAMILY_NAMES[family]), value=value),
        _("Did you mean {value}?").format(value=readings[near[0]]) + " " + known if near else known,
    )


def _readings(family: str) -> dict[str, str]:
    readings: dict[str, str] = {}
    words = CODE_WORDS.get(family, {})
    for code, english in _LABELS[family].items():
        for word in (english, _(english), *words.get(code, "").split()):
            readings.setdefault(_folded(word), code)
    return readings | {_folded(code): code for code in _LABELS[family]}


def _folded(word: str) -> str:
    return narrow(word).strip().casefold().replace(" ", "").replace("-", "").replace("_", "")
