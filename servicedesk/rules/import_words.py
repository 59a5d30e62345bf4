"""How other systems say our codes: words of their exports, beside the labels that people type here."""

from __future__ import annotations

from collections.abc import Mapping

from servicedesk.problems import BadValue
from servicedesk.rules.codes import check_code
from servicedesk.rules.headers import folded_header

_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "new": "待处理 待受理 未处理 未受理 unassigned submitted",
        "open": "inprogress assigned pending started reopened active unresolved 已受理 办理中 已派单 未解决 未完成",
        "waiting": "onhold hold 挂起 暂停",
        "resolved": "fixed answered 已回复 已答复",
        "closed": "done complete completed finished 已办结 办结 已完成 完成 已结案 结案 已处理",
        "cancelled": "rejected duplicate invalid 作废 已撤销 撤销",
    },
    "priority": {
        "urgent": "critical highest immediate p1 加急 特急 非常紧急",
        "high": "major p2 较高 重要",
        "normal": "medium p3 中 正常 standard",
        "low": "minor lowest p4 较低",
    },
    "channel": {
        "phone": "telephone constituentcall callin hotline 热线 来电 12345",
        "counter": "walkin 窗口 到访",
        "visit": "onsite 现场",
        "wechat": "weixin 小程序 公众号",
        "app": "mobile mobileapp citizensconnectapp cityworkerapp 手机端",
        "web": "online website selfservice internet 网络 在线 官网 pc",
        "email": "mail",
        "system": "unknown other api 其他 未知",
    },
    "kind": {
        "enquiry": "consultation 咨询类",
        "request": "servicerequest task 求助类 需求 请求",
        "repair": "incident problem bug 故障 故障报修",
        "complaint": "投诉类 举报",
        "suggestion": "featurerequest idea 建言 意见",
        "praise": "thanks 感谢",
    },
    "occupancy": {
        "owner": "产权人 产权所有人 房主 户主 业主本人 屋主 homeowner coowner 共有人",
        "tenant": "承租人 租赁户 承租户 租住人 房客 renter lessee occupier",
        "family": "业主家属 租户家属 家庭成员 家人 亲属 配偶 子女 父母 同住人 relative spouse household",
        "contact": "紧急联系人 联络人 代理人 受托人 经办人 caretaker agent keyholder",
    },
}


def import_code(family: str, said: str) -> str | None:
    """The code that a word of another system means; None where nobody knows."""
    try:
        return check_code(family, said)
    except BadValue:
        wanted = folded_header(said)
        words = _WORDS.get(family, {})
        return next((code for code, others in words.items() if wanted in others.split()), None)
