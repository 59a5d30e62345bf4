"""Premises out of columns that hold their parts: one text, as people write it."""

from __future__ import annotations

import pytest

from servicedesk.rules.addresses import bare_room, doorless_text, premises_text, rough_text
from servicedesk.rules.headers import CUSTOMER_HEADERS, customer_headers, match_headers


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"楼栋": "3", "单元": "2", "房号": "501"}, "3-2-501"),
        ({"楼栋": "3栋", "单元": "2单元", "房号": "501室"}, "3-2-501"),
        ({"楼号": "A座", "房间号": "1203"}, "A-1203"),
        ({"楼栋": "3", "单元": "2", "房号": "3-2-501"}, "3-2-501"),
        ({"楼栋": "3", "单元": "2", "房号": "3-501"}, "3-2-501"),
        ({"楼栋": "3", "单元": "2", "楼层": "5", "房号": "1"}, "3-2-501"),
        ({"楼栋": "3", "单元": "2", "楼层": "5层", "房号": "501"}, "3-2-501"),
        ({"小区": "枫林苑", "期": "2", "楼栋": "3", "房号": "501"}, "枫林苑2期3-501"),
        ({"地址": "枫林苑3栋2单元501", "房号": "3-2-501"}, "枫林苑3栋2单元501"),
        ({"地址": "建国路88号", "城市": "北京市", "区": "朝阳区"}, "北京市朝阳区建国路88号"),
        ({"地址": "北京市建国路88号", "城市": "北京市"}, "北京市建国路88号"),
        ({"房号": "8-802"}, "8-802"),
        ({"幢号": "1#", "单元": "2", "门牌号": "501室"}, "1-2-501"),
        ({"幢号": "1幢", "单元": "2", "门牌号": "1-2-501"}, "1-2-501"),
        ({"楼栋": "＃1", "单元": "2单元", "房屋编号": "501"}, "1-2-501"),
        ({"楼栋": "1#楼", "房号": "1栋501室"}, "1-501"),
        ({"楼栋": "3", "单元": "2", "房间编号": "3栋2单元501"}, "3-2-501"),
        ({"楼栋": "1", "单元": "1"}, ""),
        ({"小区": "枫林苑", "楼栋": "1"}, ""),
        ({"地址": "建国路88号", "楼栋": "1", "单元": "1"}, ""),
        ({"地址": "枫林苑1栋1单元102", "楼栋": "1", "单元": "1"}, "枫林苑1栋1单元102"),
        ({"小区": "枫林苑"}, ""),
        ({"Building": "Block 3", "Unit": "2", "Room": "501"}, "3-2-501"),
        ({"Address": "12 Main St", "Unit": "4B"}, "12 Main St, 4B"),
        ({"address": "435 s. la cienega blv.", "city": "los angeles"}, "435 s. la cienega blv., los angeles"),
        (
            {"street_number": "6", "address_1": "tullaroop street", "address_2": "willaroo", "suburb": "st james",
             "postcode": "4011", "state": "wa"},
            "6 tullaroop street, willaroo, st james wa 4011",
        ),
        ({"城市": "北京"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_parts_become_one_text(columns: dict[str, str], text: str) -> None:
    values = list(columns.values())
    at = match_headers(list(columns), CUSTOMER_HEADERS)
    assert len(at) == len(columns)
    assert premises_text(lambda part: values[at[part]] if part in at else "") == text


def test_a_town_alone_is_no_premises() -> None:
    said = {"city": "北京市", "district": "朝阳区"}
    assert rough_text(lambda part: said.get(part, "")) == "北京市朝阳区"
    assert not rough_text(lambda part: {**said, "room": "501"}.get(part, ""))


def test_a_building_without_a_door_is_no_premises_and_is_not_lost() -> None:
    said = {"estate": "枫林苑", "building": "1#", "unit": "1单元"}
    assert doorless_text(lambda part: said.get(part, "")) == "枫林苑1-1"
    assert not doorless_text(lambda part: {**said, "room": "501"}.get(part, ""))
    assert not doorless_text(lambda part: {"city": "北京"}.get(part, ""))


@pytest.mark.parametrize(
    ("said", "room"),
    [
        ({"room": "102室"}, "102室"),
        ({"premises": "102"}, "102"),
        ({"premises": "102；3-103"}, "102；3-103"),
        ({"room": "102、103"}, "102、103"),
        ({"room": "102", "premises": "枫林苑"}, "102"),
        ({"room": "102", "premises": "建国路88号"}, ""),
        ({"room": "3-102"}, ""),
        ({"premises": "枫林苑3栋102"}, ""),
        ({"room": "102", "street_number": "12", "street": "High Street"}, ""),
        ({}, ""),
    ],
)
def test_a_room_is_bare_where_nothing_says_in_which_house_it_is(said: dict[str, str], room: str) -> None:
    assert bare_room(lambda part: said.get(part, "")) == room


def test_a_field_of_the_firms_own_goes_before_a_part_of_an_address() -> None:
    headers = customer_headers({"storey": ("Storey", "楼层"), "colour": ("name", "颜色")})
    assert match_headers(["楼层", "颜色", "姓名"], headers) == {"storey": 0, "colour": 1, "name": 2}
