"""Texts that break programs: our own, and the naughty strings of the shared data where they are at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

ESC = "\x1b"
OWN = (
    # signs that steer a terminal
    f"{ESC}[2J", f"{ESC}]0;owned\x07", f"{ESC}]52;c;b3duZWQ=\x07", f"{ESC}P+q544e\x1b\\", f"{ESC}[6n", f"{ESC}c",
    "\x9b31mred", "\x9d0;owned\x9c", "\x90q\x9c", "\x07\x08\x08\x0b\x0c", "over\rwritten", "a\tb\tc", "\x7f\x7f",
    "\x0e\x0f", "\x85next", "line\nline", "line\r\nline", "\u2028\u2029",
    # signs that turn or hide text
    "\u202egnirts\u202c", "\u2066\u2067\u2068\u2069", "\u200e\u200f\u061c", "a\u200bb\u200cc\u200dd", "\ufeffmark",
    "\u00ad\u2060\u180e", "\U000e0041\U000e0042\U000e007f", "\ufff9\ufffa\ufffb",
    # half characters, and what is none
    "\ud800", "a\udfffb", "\udc80\udcff", "\ufffe\uffff", "\U0010ffff", "\ue000", "\x00", "a\x00b",
    # letters of all kinds
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇳👍🏽", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘", "e" + "\u0301" * 300, "ﷺ" * 40, "ＦＵＬＬ－ＷＩＤＴＨ　１２３",
    "漏水", "王", "㍿ﬁ①", "ß İ ı ŉ", "مرحبا بالعالم", "שלום", "हिन्दी", "ก็็็็็็็็็็", "𝒽𝑒𝓁𝓁𝑜", "\U00020000\U0002a6df",
    # markup, patterns, programs
    "[/b]", "[bold red]x[/]", "[@click=app.quit]x[/]", "[link=file:///etc/passwd]x[/link]", "$primary", "{0} {name} %s %n",
    "%(x)s {x!r}", "{{7*7}}${7*7}", "<script>alert(1)</script>", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", "**bold** `code`",
    "'; DROP TABLE ticket; --", "\" OR 1=1 --", ":number", "?1", "$(touch owned)", "`touch owned`", "| cat", "\\", "\\\\",
    "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "'quoted", '"', '""', '"a" "b', "'", "a,b;c|d",
    # what the search and the query language might take for theirs
    '"', "a AND", "NEAR(a b)", "a*", "^a", "words:x", "(", "a OR OR b", "NOT", "status:", "status:nonsense", "is:open is:",
    "due:99999999d", "due:<2026-99-99", "opened:9999-12-31..0001-01-01", "owner:me owner:", "not:not:not:", "tag:\"", "-", "--",
    "-x", "--help", "--=", "-1", "：：：", "is：open", "*" * 2_000, "a " * 3_000, "x:y " * 1_000,
    # numbers and times
    "0", "-0", "00", "1e309", "-1e309", "NaN", "inf", "1_000", "0x10", "9223372036854775807", "9223372036854775808",
    "-9223372036854775809", "9" * 400, "9" * 5_000, "１２３", "١٢٣", "٣", "²", "½", "一百", "#1", "T1", "C1", "#", "T", "C-1",
    "2026-02-30", "9999-12-31T23:59:59", "0001-01-01", "10000-01-01", "+99999999999h", "-1d", "25:61", "24:00", "明天下午3点",
    "下周八", "fri fri fri", "2026-11-01T01:30:00+99:99", "1e5d", "now", "今天" * 200,
    # names of files and things
    ".", "..", "/", "~", "~nobody", "~root/x", "a/b", "a\\b", "C:\\x", "CON", "nul", "file:///x", "sqlite://", "http://x",
    "postgresql://u:p@h/d", "a?b=c", "a#b", "a%00b", "%2e%2e", "*", "?", " ", "  ", "\u3000", "", "me", "all", "none", "null",
    "rot13", "base64", "undefined", "idna", "unicode_escape", "utf-16", "punycode", "mbcs",
    # e-mail, phones, money
    "a@b", "@", "a@b@c", "+86 138 0013 8000", "138-0013-8000 转 1", "+" + "9" * 60, "tel:1;ext=2", "¥1,000.00",
    # long
    "长" * 501, "x" * 70_000, "w" * 1_000_001, "a\n" * 5_000, "👍" * 10_000,
)  # fmt: skip


def hostile_strings() -> list[str]:
    """Each once: our own, then those of the shared data."""
    return list(dict.fromkeys((*OWN, *_shared())))


def _shared() -> list[str]:
    place = os.environ.get("SERVICEDESK_PROOF_DATA") or Path(__file__).parents[3] / "shared" / "data"
    folder = Path(place) / "hostile"
    if not folder.is_dir():
        return []
    naughty: list[str] = json.loads((folder / "blns.json").read_text("utf-8"))
    formulas = (folder / "csv_injection" / "csv-payload.txt").read_text("utf-8").splitlines()
    return [*naughty, *formulas]


def leaves_the_folder(text: str) -> bool:
    """Whether a text, taken for the name of a file, may stand for one outside the folder at hand."""
    return text.strip(" \t\r\n'\"").startswith(("/", "~", "\\")) or ".." in text
