"""Chinese labels and common synonyms under which people type a code, whatever language is in use."""

from __future__ import annotations

from collections.abc import Mapping

CODE_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "new": "新建 新",
        "open": "处理中 进行中",
        "waiting": "等待中 等待",
        "resolved": "已解决 解决 solved",
        "closed": "已关闭 关闭",
        "cancelled": "已取消 取消 canceled",
    },
    "priority": {
        "urgent": "紧急 emergency",
        "high": "高",
        "normal": "普通 一般 ordinary",
        "low": "低",
    },
    "level": {"high": "高", "medium": "中", "low": "低"},
    "kind": {
        "enquiry": "咨询 inquiry question",
        "request": "求助",
        "repair": "报修 维修",
        "complaint": "投诉",
        "suggestion": "建议",
        "praise": "表扬 compliment",
    },
    "channel": {
        "phone": "电话 call",
        "counter": "前台 柜台",
        "visit": "上门 来访",
        "wechat": "微信",
        "app": "应用 手机应用",
        "email": "电子邮件 邮件 邮箱",
        "web": "网站 网页",
        "box": "意见箱",
        "social": "社交媒体",
        "system": "系统",
    },
    "turn": {
        "us": "我方 我们",
        "customer": "客户",
        "supplier": "供应商 contractor",
        "none": "无",
    },
    "callback_state": {
        "due": "待回访",
        "done": "已完成 完成",
        "cancelled": "已取消 取消 canceled",
        "given_up": "已放弃 放弃",
    },
    "outcome": {
        "reached": "已接通 接通",
        "no_answer": "无人接听 未接",
        "busy": "占线 忙",
        "wrong_number": "号码有误 号码错误 错号",
        "call_later": "稍后再打 稍后 later",
        "declined": "拒绝回访 拒绝 refused",
        "customer_rang": "客户来电",
    },
    "step": {
        "before": "服务前 事前",
        "during": "服务中 事中",
        "after": "服务后 事后",
    },
    "cause": {
        "manner": "服务态度 态度",
        "delay": "处理延误 延误 late",
        "poor_work": "质量不佳 质量",
        "not_informed": "沟通不足 沟通",
        "wrong_information": "信息有误",
        "broken_promise": "未履行承诺 失约",
        "charge": "收费问题 收费",
        "equipment": "设备故障 设备",
        "process": "流程问题 流程",
        "supplier": "供应商原因 供应商",
        "outside": "外部原因",
        "other": "其他原因 其他",
    },
    "role": {
        "receptionist": "接待员 前台",
        "specialist": "专员",
        "supervisor": "主管",
        "administrator": "管理员 admin",
    },
    "occupancy": {
        "owner": "业主 房主",
        "tenant": "租户 租客",
        "family": "家属 家人",
        "contact": "联系人",
    },
    "customer_kind": {"person": "个人", "company": "公司 企业 单位"},
}
