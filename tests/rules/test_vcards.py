"""vCards of phones and address books, in every version and encoding they come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.rules.vcards import FIELDS, is_vcard, read_jcard, read_vcards


def card(*lines: str, encoding: str = "utf-8") -> dict[str, str]:
    raw = "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode(encoding)
    (found,) = read_vcards(raw)
    assert found.is_whole
    return dict(zip(FIELDS, found.row, strict=True))


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("VERSION:3.0", "FN:王小明"), "name", "王小明"),
        (("VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=E6=98=8E;;;"), "name", "王小明"),
        (("VERSION:2.1", "FN;CHARSET=GB2312;QUOTED-PRINTABLE:=CD=F5=CE=E5"), "name", "王五"),
        (("N:Smith;Ann;Mary;;",), "name", "Ann Mary Smith"),
        (("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E7=8E=8B=", "=E4=BA=94"), "name", "王五"),
        (("FN:Smith\\, Ann",), "name", "Smith, Ann"),
        (("FN:A very", "  long name"), "name", "A very long name"),
        (("TEL;CELL:138 0013 8000", "TEL;TYPE=FAX:010-1", "item1.TEL:95588"), "phone", "138 0013 8000; 95588"),
        (("TEL;VALUE=uri:tel:+86-10-1234;ext=9",), "phone", "+86-10-1234 ext 9"),
        (("EMAIL;INTERNET:a@b.cn", "EMAIL:a@b.cn", "EMAIL:c@d.cn"), "email", "a@b.cn; c@d.cn"),
        (("ADR;HOME:;;8栋802;北京;;100000;",), "premises", "8栋802 北京 100000"),
        (('ADR;LABEL="Home: 1";TYPE=home:;;Main St 1;Town;;;',), "premises", "Main St 1 Town"),
        (("BDAY:19800229",), "birthday", "1980-02-29"),
        (("BDAY:1980-02-29T00:00:00Z",), "birthday", "1980-02-29"),
        (("BDAY:--0229",), "birthday", ""),
        (("CATEGORIES:VIP,Old Friends",), "tags", "vip; old-friends"),
        (("ORG:Acme\\; Sons;Sales",), "company", "Acme; Sons Sales"),
        (("NOTE:one\\ntwo",), "note", "one\ntwo"),
        (("NOTE:50=50 split",), "note", "50=50 split"),
        (("UID:urn:uuid:42",), "external_id", "42"),
    ],
)  # fmt: skip
def test_a_card_says_what_its_writer_meant(lines: tuple[str, ...], field: str, value: str) -> None:
    assert card(*lines)[field] == value


def test_a_card_in_gb18030_is_read_whatever_it_declares() -> None:
    assert card("FN;CHARSET=GB18030:张三", encoding="gb18030")["name"] == "张三"
    assert card("FN:张三", encoding="gb18030")["name"] == "张三"


def test_a_file_that_ends_inside_a_card_says_so() -> None:
    whole, torn = read_vcards(b"BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n")
    assert (whole.is_whole, torn.is_whole) == (True, False)


def test_a_jcard_is_the_same_card() -> None:
    read = read_jcard(
        ["vcard", [["fn", {}, "text", "Ann; B"], ["tel", {"type": ["work"]}, "uri", "tel:+1-2"]]]
    )
    assert dict(zip(FIELDS, read.row, strict=True))["phone"] == "+1-2"
    with pytest.raises(ValueError, match="no jCard"):
        read_jcard({"fn": "Ann"})


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    for found in read_vcards(b"BEGIN:VCARD\n" + raw + b"\nEND:VCARD\n"):
        assert len(found.row) == len(FIELDS)
    assert is_vcard(b"\xef\xbb\xbfbegin:vcard" + raw)
