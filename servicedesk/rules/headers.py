"""Which column of somebody's file holds which field, told by its heading in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from servicedesk.i18n import N_, _, said_in
from servicedesk.problems import BadValue
from servicedesk.rules.happenings import field_name
from servicedesk.rules.text import normalised

Words = Mapping[str, str]

# A field's headings, the surest first: where a file has several of them, the first named here is read.
TICKET_HEADERS: Words = {
    "external_id": "external id, ticket id, unique key, case enquiry id, case id, ticket number, ticket no,"
    " case number, reference, id, 工单编号, 工单号, 留言编号, 投诉编号, 问题编号, 编号, 单号, 流水号",
    "subject": "case title, subject, title, summary, complaint type, topic, 工单主题, 留言主题, 投诉主题,"
    " 主题, 问题标题, 标题, 事项",
    "description": "description, details, detail, content, body, message, descriptor, 问题描述, 留言详情,"
    " 投诉内容, 留言内容, 诉求内容, 具体内容, 详细描述, 详情, 描述, 内容",
    "kind": "kind, ticket kind, 工单类型, 诉求类型, 类型",
    "category": "category, case type, type, 问题分类, 业务类别, 类别, 分类",
    "status": "status, case status, ticket status, 工单状态, 处理状态, 办理状态, 状态",
    "priority": "priority, 优先级, 紧急程度",
    "channel": "channel, open data channel type, source, origin, 受理渠道, 来源渠道, 留言渠道, 渠道, 来源",
    "customer": "customer, customer name, requester, reporter, caller, contact name, full name, name, 客户姓名,"
    " 客户, 业主姓名, 业主, 住户, 姓名, 联系人, 投诉人, 来电人, 报修人",
    "customer_external_id": "customer external id, customer id, customer number, user id, 客户编号, 客户号,"
    " 业主编号, 用户编号, 用户id, 会员号, 留言用户",
    "phone": "phone, phone number, mobile, mobile phone, telephone, tel, 联系电话, 手机号码, 手机号, 手机,"
    " 电话号码, 来电号码, 电话, 联系方式",
    "email": "email, email address, mail, 电子邮箱, 电子邮件, 邮箱",
    "premises": "premises, incident address, address, location, 房号, 房屋, 门牌号, 楼栋房号, 服务地点, 地址,"
    " 住址, 地点, 位置",
    "opened_at": "opened at, open dt, created at, created date, created, opened, open date, reported at, date,"
    " 创建时间, 留言时间, 提交时间, 受理时间, 登记时间, 来电时间, 报修时间, 投诉时间, 创建日期, 日期, 时间",
    "due_at": "due at, target dt, due date, due, deadline, 截止时间, 到期时间, 办结期限, 要求完成时间",
    "responded_at": "responded at, first responded at, first response at, 首次响应时间, 答复时间, 回复时间",
    "resolved_at": "resolved at, resolved date, resolved, 解决时间, 完成时间, 办结时间, 处理时间",
    "closed_at": "closed at, closed dt, closed date, close date, closed, 关闭时间, 结案时间",
    "reply": "reply, response, answer, 答复意见, 答复内容, 回复内容, 回复",
    "resolution": "resolution, resolution description, closure reason, resolution notes, 处理结果, 办理结果,"
    " 解决方案, 处理意见",
    "tags": "tags, labels, tag, 标签",
    "assignee": "assignee, assigned to, owner, agent, 处理人, 负责人, 经办人, 受理人",
    "team": "team, group, assigned team, department, 处理部门, 承办部门, 责任部门, 部门, 班组",
}  # fmt: skip

CUSTOMER_HEADERS: Words = {
    "external_id": "external id, customer external id, customer id, customer number, customer no, client id, uid, id,"
    " 客户编号, 客户号, 业主编号, 用户编号, 会员号, 档案编号, 编号",
    "name": "customer name, full name, display name, contact name, name, customer, client, 客户姓名, 客户名称, 业主姓名,"
    " 住户姓名, 联系人姓名, 姓名, 名称, 客户, 业主, 住户, 联系人",
    "family_name": "last name, family name, surname, 姓氏, 姓",
    "given_name": "first name, given name, forename, 名字, 名",
    "department": "department, division, 部门, 科室",
    "job_title": "job title, position, occupation, 职务, 职位, 岗位, 职业",
    "nickname": "nickname, known as, 昵称, 别名, 小名",
    "fax": "fax, fax number, business fax, home fax, 传真, 传真号码",
    "website": "website, web page, web site, url, homepage, 网址, 网站, 主页",
    "company": "company, company name, organisation, organization, firm, employer, 公司名称, 单位名称, 工作单位, 公司, 单位, 企业",
    "kind": "kind, customer kind, customer type, type, 客户类型, 客户性质, 类型",
    "phone": "phone, mobile phone, mobile, mobile number, cell phone, phone number, primary phone, telephone, tel,"
    " phone 1, phones, contact phone number, contact phone, contact number, contact mobile, telephone number, tel no, cell,"
    " 联系电话, 手机号码, 手机号, 手机, 移动电话, 联系手机, 联系号码, 联系人电话, 业主电话, 本人电话, 电话号码, 电话,"
    " 联系方式",
    "phone_2": "phone 2, home phone, second phone, other phone, home phone 2, 备用电话, 家庭电话, 座机, 固定电话, 电话2,"
    " 手机2",
    "phone_3": "phone 3, business phone, work phone, company main phone, office phone, 办公电话, 单位电话, 公司电话, 电话3",
    "email": "email, email address, e mail address, mail, emails, 电子邮箱, 电子邮件, 邮箱",
    "email_2": "email 2, email 2 address, e mail 2 address, second email, 备用邮箱, 邮箱2",
    "premises": "premises, address, home address, full address, 房屋, 房产, 楼栋房号, 房屋地址, 门牌号, 家庭住址, 服务地址,"
    " 服务地点, 地址, 住址, 详细地址",
    "estate": "estate, community, compound, complex, 小区, 小区名称, 楼盘, 园区, 项目, 项目名称",
    "phase": "phase, 期, 期数, 分期, 组团, 苑区",
    "building": "building, building number, building no, block, tower, 楼栋, 楼栋号, 楼幢, 栋, 栋号, 幢, 幢号, 楼号, 座, 楼宇,"
    " 楼",
    "unit": "unit, unit number, unit no, entrance, staircase, 单元, 单元号, 梯",
    "floor": "floor, storey, level, 楼层, 层",
    "room": "room, room number, room no, flat, flat number, apartment, apartment number, apt, suite, 房号, 房间号, 房间, 室号,"
    " 室, 户号, 户室号, 房屋编号, 房间编号, 房号编号, 房屋号, 室编号, 门牌",
    "street_number": "street number, street no, house number, house no, 门号, 路号",
    "street": "home street, street, street name, street address, address 1, address line 1, business street, 街道, 街道地址,"
    " 路名",
    "street_2": "home street 2, street 2, address 2, address line 2, business street 2, 地址2",
    "district": "district, county, 区, 区县, 行政区, 所在区",
    "city": "home city, city, town, suburb, business city, 城市, 市, 所在城市",
    "region": "home state, state, province, region, business state, 省份, 省, 所在省",
    "postcode": "home postal code, postal code, postcode, zip, zip code, business postal code, 邮政编码, 邮编",
    "role": "role, occupancy, premises role, 住户身份, 身份, 与房屋关系",
    "birthday": "birthday, date of birth, birth date, dob, 出生日期, 出生年月日, 生日",
    "tags": "tags, labels, categories, tag, 客户标签, 标签",
    "best_time": "best time, best time to call, 方便时间, 联系时间, 方便联系时间",
    "do_not": "do not, mind, caution, 注意事项, 禁忌",
    "opt_outs": "opt outs, opt out, do not contact by, 退订, 拒绝渠道",
    "stage": "stage, customer stage, 客户阶段, 阶段",
    "note": "note, notes, remark, remarks, comment, comments, 备注, 说明",
}  # fmt: skip

# What the fields that are no column of the desk are called.
_FIELD_WORDS = {
    "family_name": N_("family name"),
    "given_name": N_("given name"),
    "company": N_("company"),
    "department": N_("department"),
    "job_title": N_("job title"),
    "nickname": N_("nickname"),
    "fax": N_("fax"),
    "website": N_("website"),
    "phone_2": N_("second phone"),
    "phone_3": N_("third phone"),
    "email_2": N_("second e-mail"),
    "premises": N_("premises"),
    "estate": N_("estate"),
    "phase": N_("phase of the estate"),
    "building": N_("building"),
    "unit": N_("entrance or unit"),
    "floor": N_("floor"),
    "room": N_("room number"),
    "street_number": N_("house number"),
    "street": N_("street"),
    "street_2": N_("second line of the street"),
    "district": N_("district"),
    "city": N_("city"),
    "region": N_("province"),
    "postcode": N_("postcode"),
    "category": N_("category"),
    "customer": N_("customer"),
    "customer_external_id": N_("customer's number elsewhere"),
    "opened_at": N_("opened"),
    "responded_at": N_("first word"),
    "resolved_at": N_("resolved"),
    "closed_at": N_("closed"),
    "reply": N_("reply"),
    "resolution": N_("resolution"),
    "assignee": N_("owner"),
    "team": N_("team"),
}

# What a file has no column for is kept as lines of the note: these fields, and the town of a row without premises.
TOLD_IN_NOTE = ("company", "department", "job_title", "nickname", "fax", "website")
# A field of the firm's own that has one of their names is meant before them.
_GIVES_WAY = {
    *TOLD_IN_NOTE[1:],
    "estate",
    "phase",
    "building",
    "unit",
    "floor",
    "room",
    "street_2",
    "district",
}

_REMARK = re.compile(r"[(\[【].*?[)\]】]|[*:]")
_BETWEEN = re.compile(r"[\s_./-]+")


def heading_words(field: str) -> str:
    """What people call a field of an import."""
    known = _FIELD_WORDS.get(field)
    return _(known) if known else field_name(field)


def folded_header(text: str) -> str:
    """A heading as it is compared: `Case_Title *` and `casetitle` are one, and so are 手机号（必填） and 手机号."""
    return _BETWEEN.sub("", _REMARK.sub("", normalised(text))) or _BETWEEN.sub("", normalised(text))


def heading_words_in(language: str, field: str) -> str:
    """As `heading_words`, in the language named, for what is kept."""
    return said_in(language, _FIELD_WORDS[field])


def customer_headers(own: Mapping[str, Sequence[str]]) -> Words:
    """What a list of customers may say; `own` are the names of the firm's own fields by code.

    A name that a column of every desk has is none of an own field, but rather than a part of an address it is one.
    """
    own_words = {folded_header(name) for names in own.values() for name in names if name}
    headers = {
        field: ", ".join(word for word in words.split(",") if folded_header(word) not in own_words)
        if field in _GIVES_WAY
        else words
        for field, words in CUSTOMER_HEADERS.items()
        if not (field in _GIVES_WAY and folded_header(field) in own_words)
    }
    taken = {
        word
        for field, words in headers.items()
        for word in (_folded("", words) if field in _GIVES_WAY else _folded(field, words))
    }
    for code, names in own.items():
        usable = (name for name in names if name and "," not in name and folded_header(name) not in taken)
        headers[code] = ", ".join(usable)
    return headers


def match_headers(headings: Sequence[str], known: Words) -> dict[str, int]:
    """The column of each field that the headings name, counted from 0."""
    places: dict[str, int] = {}
    for column, heading in enumerate(headings):
        places.setdefault(folded_header(heading), column)
    found: dict[str, int] = {}
    for field, words in known.items():
        at = next((places[word] for word in _folded(field, words) if word in places), None)
        if at is not None:
            found[field] = at
    return found


def map_headers(headings: Sequence[str], known: Words, said: Mapping[str, str]) -> dict[str, int]:
    """As `match_headers`, with `--map FIELD=COLUMN` going first: a heading, or a column's place from 1.

    FIELD= without a column leaves the field out. Raises BadValue on an unknown field or column.
    """
    found = match_headers(headings, known)
    for word, column in said.items():
        field = word.strip().lower().replace("-", "_")
        if field not in known:
            raise BadValue(
                _("There is no field {field} to import").format(field=word),
                _("Known are: {names}").format(names=_(", ").join(known)),
            )
        found.pop(field, None)
        if column.strip():
            found[field] = _column(headings, column)
    return found


def _column(headings: Sequence[str], said: str) -> int:
    wanted = folded_header(said)
    for column, heading in enumerate(headings):
        if folded_header(heading) == wanted:
            return column
    if said.strip().isdecimal() and 1 <= int(said) <= len(headings):
        return int(said) - 1
    raise BadValue(
        _("The file has no column {name}").format(name=said),
        _("Its columns are: {names}").format(names=_(", ").join(heading for heading in headings if heading)),
    )


def _folded(field: str, words: str) -> list[str]:
    return [folded_header(word) for word in (*words.split(","), field) if word.strip()]
