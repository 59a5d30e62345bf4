"""The query language: reading, writing and explaining."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicedesk.i18n import use_language
from servicedesk.problems import BadValue
from servicedesk.rules.codes import KINDS, PRIORITIES, STATUSES
from servicedesk.rules.numbers import LARGEST_NUMBER
from servicedesk.rules.query import (
    CUSTOMER_FIELDS,
    MOST_VALUES,
    TICKET_FIELDS,
    Fields,
    Query,
    Term,
    explain,
    format_query,
    parse,
)
from servicedesk.rules.query_words import FIELD_WORDS, VALUE_WORDS


def word(*values: str, negated: bool = False) -> Term:
    return Term("word", values=values, negated=negated)


READ = [
    ("", ()),
    ("  　", ()),
    ("status:open", (Term("status", values=("open",)),)),
    ("STATUS:Open", (Term("status", values=("open",)),)),
    ("priority:urgent,high", (Term("priority", values=("urgent", "high")),)),
    ("priority:紧急，高", (Term("priority", values=("urgent", "high")),)),
    ("tag:a,a,b", (Term("tag", values=("a", "b")),)),
    ('tag:"wet floor",b', (Term("tag", values=("wet floor", "b")),)),
    ('premises:"3-2, 501"', (Term("premises", values=("3-2, 501",)),)),
    ("-tag:x", (Term("tag", values=("x",), negated=True),)),
    ("－tag:x", (Term("tag", values=("x",), negated=True),)),
    ("not:tag:x", (Term("tag", values=("x",), negated=True),)),
    ("非：标签：漏水", (Term("tag", values=("漏水",), negated=True),)),
    ("状态：处理中", (Term("status", values=("open",)),)),
    ("负责人：我", (Term("owner", values=("me",)),)),
    ("owner:ME", (Term("owner", values=("me",)),)),
    ("owner:li.na,none", (Term("owner", values=("li.na", "none")),)),
    ("team:mine", (Term("team", values=("mine",)),)),
    ("is:open", (Term("is", values=("open",)),)),
    ("是：逾期", (Term("is", values=("overdue",)),)),
    ("no:owner", (Term("no", values=("owner",)),)),
    ("有：回访", (Term("has", values=("callback",)),)),
    ("turn:客户", (Term("turn", values=("customer",)),)),
    ("1042", (Term("number", values=("1042",)),)),
    ("#1042", (Term("number", values=("1042",)),)),
    ("t1042", (Term("number", values=("1042",)),)),
    ("＃１０４２", (Term("number", values=("1042",)),)),
    ("1042,#1043", (Term("number", values=("1042", "1043")),)),
    ("number:T7", (Term("number", values=("7",)),)),
    ('"1042"', (word("1042"),)),
    ("13800138000", (word("13800138000"),)),
    ("021", (word("021"),)),
    ("漏水 pipe", (word("漏水"), word("pipe"))),
    ('"burst pipe"', (word("burst pipe"),)),
    ("“漏水，急”", (word("漏水，急"),)),
    ("＂burst pipe＂", (word("burst pipe"),)),
    ('"left open', (word("left open"),)),
    (r'"a \"b\" \\"', (word('a "b" \\'),)),
    (r'"C:\new"', (word(r"C:\new"),)),
    ('""', ()),
    ("-leak", (word("leak", negated=True),)),
    ("-", (word("-"),)),
    ("10:30", (word("10:30"),)),
    ("3-2-501", (word("3-2-501"),)),
    ("[/b] 🚿", (word("[/b]"), word("🚿"))),
    ("due:<2d", (Term("due", "<", ("2d",)),)),
    ("due:2d", (Term("due", "<", ("2d",)),)),
    ("到期：＜2天", (Term("due", "<", ("2d",)),)),
    ("opened:>30min", (Term("opened", ">", ("30m",)),)),
    ("due:overdue", (Term("due", values=("overdue",)),)),
    ("due:今天", (Term("due", values=("today",)),)),
    ("closed:>=2026/11/1", (Term("closed", ">=", ("2026-11-01",)),)),
    ("closed:2026年11月1日", (Term("closed", values=("2026-11-01",)),)),
    ("opened:2026-11-01..2026-11-07", (Term("opened", "..", ("2026-11-01", "2026-11-07")),)),
    ("opened:2026-11-01..", (Term("opened", ">=", ("2026-11-01",)),)),
    ("opened:..yesterday", (Term("opened", "<=", ("yesterday",)),)),
]


@pytest.mark.parametrize(("text", "terms"), READ)
def test_a_query_is_read(text: str, terms: tuple[Term, ...]) -> None:
    assert parse(text) == Query(terms)


def test_several_conditions_keep_their_order() -> None:
    query = parse('status:open owner:me due:<2d no:team -tag:leak "pipe"')
    assert [term.field for term in query.terms] == ["status", "owner", "due", "no", "tag", "word"]


CUSTOMERS_READ = [
    ("388", (word("388"),)),
    ("C388", (Term("number", values=("388",)),)),
    ("#388", (Term("number", values=("388",)),)),
    ("T388", (word("T388"),)),
    ("kind:公司", (Term("kind", values=("company",)),)),
    ("has:open", (Term("has", values=("open",)),)),
    ("last:>90d", (Term("last", ">", ("90d",)),)),
    ("电话：8000", (Term("phone", values=("8000",)),)),
    ("is:unknown no:email", (Term("is", values=("unknown",)), Term("no", values=("email",)))),
]


@pytest.mark.parametrize(("text", "terms"), CUSTOMERS_READ)
def test_a_query_over_customers_is_read(text: str, terms: tuple[Term, ...]) -> None:
    assert parse(text, CUSTOMER_FIELDS) == Query(terms)


REFUSED = [
    ("statsu:open", "Unknown field “statsu”", "Did you mean status:?"),
    ("问题：漏水", "Unknown field “问题”", "put it in quotes"),
    ("tier:gold", "Unknown field “tier”", "Known: is, status"),
    ("status:opne", "Unknown status “opne”", "Did you mean open?"),
    ("is:opn", "Unknown value “opn” for is:", "Did you mean open?"),
    ("has:wings", "Unknown value “wings” for has:", "Known: callback"),
    ("owner:", "Nothing stands after owner:", "right after the colon"),
    ('tag:""', "Nothing stands after tag:", "right after the colon"),
    ("due:soon", "“soon” is not a date", "2026-11-01"),
    ("opened:overdue", "“overdue” is not a date", "2026-11-01"),
    ("opened:2026-02-30", "2026-02-30 is not a day of the calendar", "2026-11-01"),
    ("opened:0001-01-01", "is not a date", "2026-11-01"),
    ("opened:2026-11-07..2026-11-01", "ends before it begins", "earlier date first"),
    ("opened:<99999999d", "too long", "36500 days"),
    ("due:today,tomorrow", "due takes one date", "range"),
    ("#0", "not a ticket number", "1042"),
    (f"number:{2**63}", "not a ticket number", "1042"),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED)
def test_what_nobody_knows_is_refused_with_what_to_do(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("fields", [TICKET_FIELDS, CUSTOMER_FIELDS], ids=["tickets", "customers"])
@pytest.mark.parametrize("form", ["漏水 ", "-漏水 ", "tag:a,b ", '"burst pipe" '])
def test_a_query_longer_than_the_database_compares_is_refused(
    form: str, fields: Fields, language: str
) -> None:
    use_language(language)
    most = MOST_VALUES // max(1, len(form.split(",")))
    assert len(parse(form * most, fields).terms) == most
    with pytest.raises(BadValue, match="200"):
        parse(form * (most + 1), fields)
    with pytest.raises(BadValue, match="200"):
        parse("premises:" + ",".join(map(str, range(MOST_VALUES + 1))), fields)


def test_every_chinese_word_leads_to_a_field_or_value_that_exists() -> None:
    both = (TICKET_FIELDS, CUSTOMER_FIELDS)
    names = {name for fields in both for name in fields.by_name}
    assert set(FIELD_WORDS.values()) <= names
    for name, words in VALUE_WORDS.items():
        choices = {
            choice for fields in both if name in fields.by_name for choice in fields.by_name[name].choices
        }
        assert set(words.values()) <= choices


EXPLAINED = [
    (
        'status:open owner:me due:<2d -tag:leak "pipe"',
        "open, owner me, due within 2 days, not tagged leak, words “pipe”",
    ),
    ("", ""),
    ("priority:urgent,high", "priority urgent or high"),
    ("is:open no:owner", "still open, without owner"),
    ("due:overdue", "overdue"),
    ("due:>1h", "due in more than 1 hour"),
    ("opened:<30m", "opened within the last 30 minutes"),
    ("updated:>1w", "updated more than 1 week ago"),
    ("closed:month", "closed this month"),
    ("closed:>=2026-11-01", "closed from 2026-11-01"),
    ("opened:2026-11-01..today", "opened from 2026-11-01 to today"),
    ("1042 turn:customer", "number 1042, whose turn: customer"),
    ("tag:{values} [/b]", "tagged {values}, words “[/b]”"),
]


@pytest.mark.parametrize(("text", "words"), EXPLAINED)
def test_a_query_is_explained(text: str, words: str) -> None:
    assert explain(parse(text)) == words


def test_a_query_over_customers_is_explained() -> None:
    query = parse("kind:company has:open last:>90d", CUSTOMER_FIELDS)
    assert explain(query, CUSTOMER_FIELDS) == "company, with open tickets, last contact more than 90 days ago"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tag:leak", False),
        ("", False),
        ("is:unassigned", False),
        ("is:overdue", False),
        ("is:escalated", False),
        ("is:reopened tag:leak", False),
        ("is:reopened is:closed", True),
        ("is:reopened,any", True),
        ("is:any", True),
        ("status:closed", True),
        ("1042", True),
    ],
)
def test_a_list_knows_whether_a_query_speaks_of_status(text: str, says: bool) -> None:
    assert parse(text).says_status is says


# Whatever people type, without blanks at its ends.
TEXT = st.text(min_size=1).map(str.strip).filter(bool)
NUMBERS = st.integers(1, LARGEST_NUMBER).map(str)


def any_of(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)


TERMS = st.one_of(
    st.builds(Term, st.sampled_from(["word"]), st.just("="), TEXT.map(lambda text: (text,)), st.booleans()),
    st.builds(Term, st.sampled_from(["word", "tag", "category"]), st.just("="), any_of(TEXT), st.booleans()),
    st.builds(Term, st.just("number"), st.just("="), any_of(NUMBERS), st.booleans()),
    st.builds(Term, st.just("status"), st.just("="), any_of(st.sampled_from(STATUSES)), st.booleans()),
    st.builds(Term, st.just("kind"), st.just("="), any_of(st.sampled_from(KINDS)), st.booleans()),
    st.builds(Term, st.just("priority"), st.just("="), any_of(st.sampled_from(PRIORITIES)), st.booleans()),
    st.just(Term("due", "<", ("2d",), negated=True)),
)


@given(st.lists(TERMS, max_size=5).map(lambda terms: Query(tuple(terms))))
def test_every_query_is_read_back_as_it_was(query: Query) -> None:
    assert parse(format_query(query)) == query


@given(st.text() | st.text(alphabet=' :：,"“”\\-#T19<.ato一是'))
@example('tag:"a\\')
@example("“a”b”")
@example('not:-"x')
def test_whatever_is_typed_is_refused_or_reads_back_the_same(text: str) -> None:
    for fields in (TICKET_FIELDS, CUSTOMER_FIELDS):
        try:
            query = parse(text, fields)
        except BadValue:
            continue
        assert parse(format_query(query), fields) == query
        assert bool(explain(query, fields)) == bool(query.terms)
