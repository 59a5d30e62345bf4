"""The vocabulary of the query language: its fields, their values, and the Chinese words for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servicedesk.i18n import N_
from servicedesk.rules.completeness import PARTS


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: any of `values` holds; a date has one value, or two with the operator `..`."""

    field: str
    op: str = "="
    values: tuple[str, ...] = ()
    negated: bool = False


# What `is:` asks of work whatever its status is.
_OF_ANY_STATUS = frozenset({"unassigned", "overdue", "reopened", "escalated"})


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold."""

    terms: tuple[Term, ...] = ()

    @property
    def says_status(self) -> bool:
        """Whether a term speaks of status or names a ticket, so that a list need not keep to open work."""
        return any(
            term.field in ("status", "number", "resolved", "closed")
            or (term.field == "is" and not _OF_ANY_STATUS.issuperset(term.values))
            for term in self.terms
        )

    @property
    def says_archived(self) -> bool:
        """Whether a term speaks of the archive or names a customer, so that a list need not leave it out."""
        return any(
            term.field == "number" or (term.field == "is" and not {"any", "archived"}.isdisjoint(term.values))
            for term in self.terms
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A field and how its values read: `code`, `choice`, `date`, `birthday`, `number`, `percent`, `amount` or `text`.

    `phrase` is how it is said, with `{values}`, or the word for a date, a percent or an amount. `family` names the code list
    of a `code`, or one whose words a `text` may also be said in; `choices` are the phrases of a `choice` and the special
    values of a `text`, `words` other ways to type them. `ahead` is a date that is looked forward to, `unit` that of an amount.
    """

    reads: str
    phrase: str = "{values}"
    family: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    ahead: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one list; `letter` marks its numbers, `plain_numbers` reads bare ones as such.

    `words` are other names of its fields, beside those that every list knows.
    """

    by_name: Mapping[str, Field]
    letter: str
    plain_numbers: bool
    words: Mapping[str, str] = field(default_factory=dict)


_ME_OR_NONE = {"me": N_("me"), "none": N_("none")}
_MINE_OR_NONE = {"mine": N_("mine"), "none": N_("none")}
_NUMBER = Field("number", N_("number {values}"))
_WORD = Field("text", N_("words {values}"))
_TAG = Field("text", N_("tagged {values}"))
_PREMISES = Field("text", N_("premises {values}"))

TICKET_FIELDS = Fields(
    {
        "is": Field(
            "choice",
            choices={
                "open": N_("still open"),
                "any": N_("in any status"),
                "new": N_("new"),
                "waiting": N_("waiting"),
                "resolved": N_("resolved"),
                "closed": N_("closed"),
                "cancelled": N_("cancelled"),
                "overdue": N_("overdue"),
                "reopened": N_("reopened"),
                "escalated": N_("escalated"),
                "unassigned": N_("unassigned"),
            },
        ),
        "status": Field("code", family="status"),
        "kind": Field("code", family="kind"),
        "category": Field("text", N_("category {values}")),
        "priority": Field("code", N_("priority {values}"), family="priority"),
        "channel": Field("code", N_("by {values}"), family="channel"),
        "owner": Field("text", N_("owner {values}"), choices=_ME_OR_NONE),
        "team": Field("text", N_("team {values}"), choices=_MINE_OR_NONE),
        "customer": Field("text", N_("customer {values}")),
        "premises": _PREMISES,
        "tag": _TAG,
        "turn": Field("code", N_("whose turn: {values}"), family="turn"),
        "due": Field("date", N_("due"), ahead=True),
        "opened": Field("date", N_("opened")),
        "resolved": Field("date", N_("resolved")),
        "closed": Field("date", N_("closed")),
        "updated": Field("date", N_("updated")),
        "no": Field(
            "choice",
            choices={
                "owner": N_("without owner"),
                "team": N_("without team"),
                "customer": N_("without customer"),
                "premises": N_("without premises"),
                "tag": N_("without tag"),
                "due": N_("without due time"),
            },
        ),
        "has": Field(
            "choice",
            choices={
                "callback": N_("with a callback"),
                "called": N_("called back"),
                "reply": N_("with a reply"),
                "customer": N_("with a customer"),
                "premises": N_("with premises"),
            },
        ),
        "number": _NUMBER,
        "word": _WORD,
    },
    letter="T",
    plain_numbers=True,
)

CUSTOMER_FIELDS = Fields(
    {
        "is": Field(
            "choice",
            choices={
                "any": N_("everyone"),
                "archived": N_("archived"),
                "unknown": N_("unknown caller"),
            },
        ),
        "kind": Field("code", family="customer_kind"),
        "stage": Field("text", N_("stage {values}"), family="stage"),
        "tier": Field("text", N_("tier {values}")),
        "tag": _TAG,
        "phone": Field("text", N_("phone {values}")),
        "premises": _PREMISES,
        "source": Field("text", N_("source {values}")),
        "heard": Field("text", N_("heard of us: {values}"), family="heard"),
        "referred": Field("number", N_("sent by customer {values}")),
        "no": Field(
            "choice",
            choices={
                "phone": N_("without phone"),
                "premises": N_("without premises"),
                "email": N_("without e-mail"),
            },
        ),
        "role": Field("code", family="occupancy"),
        "consent": Field("code", N_("agreed to: {values}"), family="purpose"),
        "birthday": Field("birthday", N_("birthday"), ahead=True),
        "agreement": Field("date", N_("agreement ends"), ahead=True),
        "has": Field(
            "choice",
            choices={
                "open": N_("with open tickets"),
                "callback": N_("with a callback"),
                "complaint": N_("with a complaint in the last year"),
                "need": N_("with an open need"),
                "referral": N_("who sent us customers"),
                "agreement": N_("with an agreement in force"),
                "consent": N_("who agreed to something"),
            },
        ),
        "missing": Field("choice", N_("file lacks {values}"), choices=PARTS),
        "complete": Field("percent", N_("file complete")),
        "last": Field("date", N_("last contact")),
        "silent": Field("date", N_("last heard of")),
        "unverified": Field("date", N_("last confirmed")),
        "number": _NUMBER,
        "word": _WORD,
    },
    letter="C",
    plain_numbers=False,
)

FIELD_WORDS: Mapping[str, str] = {
    "状态": "status",
    "类型": "kind",
    "type": "kind",
    "类别": "category",
    "分类": "category",
    "优先级": "priority",
    "渠道": "channel",
    "负责人": "owner",
    "assignee": "owner",
    "团队": "team",
    "班组": "team",
    "客户": "customer",
    "房屋": "premises",
    "地址": "premises",
    "标签": "tag",
    "轮到": "turn",
    "到期": "due",
    "截止": "due",
    "建立": "opened",
    "创建": "opened",
    "created": "opened",
    "解决": "resolved",
    "关闭": "closed",
    "更新": "updated",
    "是": "is",
    "无": "no",
    "没有": "no",
    "有": "has",
    "编号": "number",
    "工单": "number",
    "词": "word",
    "阶段": "stage",
    "等级": "tier",
    "分层": "tier",
    "电话": "phone",
    "来源": "source",
    "得知": "heard",
    "得知途径": "heard",
    "介绍人": "referred",
    "推荐人": "referred",
    "最近联系": "last",
    "角色": "role",
    "身份": "role",
    "同意": "consent",
    "生日": "birthday",
    "协议": "agreement",
    "合同": "agreement",
    "协议到期": "agreement",
    "合同到期": "agreement",
    "缺少": "missing",
    "缺": "missing",
    "完整度": "complete",
    "完整": "complete",
    "沉默": "silent",
    "无联系": "silent",
    "未确认": "unverified",
    "未核实": "unverified",
}

VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "is": {
        "未结": "open",
        "未完结": "open",
        "全部": "any",
        "新建": "new",
        "等待": "waiting",
        "等待中": "waiting",
        "已解决": "resolved",
        "已关闭": "closed",
        "已取消": "cancelled",
        "逾期": "overdue",
        "超期": "overdue",
        "重开": "reopened",
        "重新打开": "reopened",
        "升级": "escalated",
        "已升级": "escalated",
        "未分配": "unassigned",
        "未知": "unknown",
        "归档": "archived",
        "已归档": "archived",
        "all": "any",
    },
    "no": {
        "负责人": "owner",
        "团队": "team",
        "客户": "customer",
        "房屋": "premises",
        "标签": "tag",
        "到期": "due",
        "电话": "phone",
        "邮箱": "email",
    },
    "has": {
        "回访": "callback",
        "回复": "reply",
        "客户": "customer",
        "房屋": "premises",
        "未结": "open",
        "投诉": "complaint",
        "需求": "need",
        "推荐": "referral",
        "介绍": "referral",
        "协议": "agreement",
        "合同": "agreement",
        "同意": "consent",
    },
    "missing": {
        "姓名": "name",
        "电话": "phone",
        "邮箱": "email",
        "房屋": "premises",
        "地址": "premises",
        "生日": "birthday",
        "渠道": "channel",
    },
    "owner": {"我": "me", "本人": "me", "无": "none", "未分配": "none"},
    "team": {"我的": "mine", "本组": "mine", "无": "none"},
}
