"""`servicedesk customer`, as a script sees it."""

from __future__ import annotations

from servicedesk.desk import Desk
from tests.support import HOSTILE, CommandLine

FIELDS = [
    "number", "external_id", "name", "kind", "stage", "tier", "birthday", "phones", "emails", "premises",
    "preferences", "tags", "last_contact_at", "open_tickets", "version",
    "archived", "heard_of_us", "referred_by", "fields", "former_names", "former_phones",
]  # fmt: skip


def wang(cli: CommandLine) -> str:
    ran = cli(
        "customer", "new", "王小明", "--phone", "138 0013 8000", "--phone", "010-62771114转802",
        "--email", "wxm@example.com", "--premises", "3-2-501", "--premises", "shop 12", "--tag", "VIP",
        "--birthday", "1980-02-29", "--external-id", "A-17", "--do-not", "no calls at noon",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    return ran.out.strip()


def test_new_prints_the_number_and_says_so(cli: CommandLine) -> None:
    ran = cli("customer", "new", "--phone", "95588")
    assert (ran.code, ran.out, ran.err) == (0, "1\n", "Customer 1 filed\n")


def test_new_without_name_and_phone_is_a_usage_error(cli: CommandLine) -> None:
    ran = cli("customer", "new")
    assert ran.code == 2
    assert "name or a phone" in ran.err


def test_new_with_a_phone_of_letters_makes_nothing(cli: CommandLine) -> None:
    ran = cli("customer", "new", "王", "--phone", "letters")
    assert (ran.code, ran.out) == (2, "")
    assert cli("customer", "list").out == ""


def test_json_has_the_fields_of_the_contract_in_order(cli: CommandLine) -> None:
    number = int(wang(cli))
    cli("customer", "edit", str(number), "--set", "preferences=language=zh;pets=dog")
    row = cli("customer", "list", "--json").json[0]
    assert list(row) == FIELDS
    assert row["number"] == number
    assert row["phones"] == [
        {"number": "+8613800138000", "raw": "138 0013 8000", "extension": None},
        {"number": "+861062771114", "raw": "010-62771114转802", "extension": "802"},
    ]
    assert (row["emails"], row["premises"]) == (["wxm@example.com"], ["3-2-501", "shop 12"])
    assert (row["preferences"], row["tags"]) == ({"language": "zh", "pets": "dog"}, ["vip"])
    assert (row["birthday"], row["tier"], row["last_contact_at"]) == ("1980-02-29", None, None)
    assert (row["external_id"], row["open_tickets"], row["version"]) == ("A-17", 0, 2)


def test_show_tells_more_and_an_array_for_several(cli: CommandLine) -> None:
    number = wang(cli)
    cli("customer", "new", HOSTILE)
    one = cli("customer", "show", f"C{number}", "--json").json
    assert list(one)[: len(FIELDS)] == FIELDS
    assert one["do_not"] == "no calls at noon"
    several = cli("customer", "show", number, "2", "--json").json
    assert [row["name"] for row in several] == ["王小明", " ".join(HOSTILE.split())]
    assert "name\t王小明\n" in cli("customer", "show", number).out
    hostile = cli("customer", "show", "2").out
    assert "\x1b" not in hostile
    assert "\u202e" not in hostile


def test_show_of_nobody_is_not_found(cli: CommandLine) -> None:
    ran = cli("customer", "show", "404")
    assert (ran.code, ran.out) == (3, "")
    assert "404" in ran.err


def test_a_list_narrows_sorts_limits_and_prints_numbers(cli: CommandLine) -> None:
    number = wang(cli)
    cli("customer", "new", "Ann")
    assert cli("customer", "list", "--ids").out.split() == ["2", number]
    assert cli("customer", "list", "tag:vip", "--ids").out.split() == [number]
    assert cli("customer", "list", "--sort", "number", "--limit", "1", "--ids").out.split() == [number]
    assert cli("customer", "list", "--json-fields", "number,name", "--sort", "number").json == [
        {"number": 1, "name": "王小明"},
        {"number": 2, "name": "Ann"},
    ]
    assert cli("customer", "list", "colour:red").code == 2
    assert cli("customer", "list", "--json-fields", "shoe_size").code == 2


def test_a_pipe_gets_one_line_a_customer_in_fixed_columns(cli: CommandLine) -> None:
    number = wang(cli)
    assert cli("customer", "list").lines == [
        [number, "王小明", "person", "+8613800138000 +861062771114", "3-2-501 shop 12", "", "vip", "", "0"]
    ]
    assert cli("customer").lines == cli("customer", "list").lines


def test_find_prints_customer_objects_best_first(cli: CommandLine) -> None:
    number = int(wang(cli))
    cli("customer", "new", "李强", "--phone", "139 8000 1234")
    rows = cli("customer", "find", "8000", "--json").json
    assert [row["number"] for row in rows] == [number, 2]
    assert list(rows[0]) == FIELDS
    for text in ("wxm", "小明", "138-0013", "3-2-5", "C1"):
        assert cli("customer", "find", text, "--ids").out.split()[0] == str(number)
    nobody = cli("customer", "find", "nobody")
    assert (nobody.code, nobody.out) == (0, "")
    assert "nobody" in nobody.err


def test_show_holds_the_whole_file(cli: CommandLine) -> None:
    number = wang(cli)
    for subject in ("噪音", "漏水", "停车"):
        cli("ticket", "new", subject, "--customer", number, "--kind", "complaint")
    cli("ticket", "cancel", "1", "twice")
    cli("callback", "new", number, "--at", "+2h", "--reason", "报价")
    file = cli("customer", "show", number, "--json").json
    assert [(row["number"], row["status"]) for row in file["tickets"]] == [
        (1, "cancelled"), (2, "new"), (3, "new"),
    ]  # fmt: skip
    assert [row["reason"] for row in file["callbacks"]] == ["报价"]
    assert (file["complaints"], file["complains_often"], file["source"]) == (3, True, "manual")
    kinds = [(row["kind"], row["ticket"]) for row in file["timeline"]]
    assert kinds[:2] == [("customer.created", None), ("ticket.opened", 1)]
    assert len(kinds) == 6
    lines = cli("customer", "show", number).lines
    assert [line[1] for line in lines if line[0] == "ticket"] == ["1", "2", "3"]
    assert len([line for line in lines if line[0] == "event"]) == 6


def test_what_is_archived_is_found_with_a_mark_and_listed_apart(cli: CommandLine) -> None:
    number = wang(cli)
    cli("customer", "new", "王五")
    assert cli("customer", "edit", number, "--set", "archived=yes").code == 0
    assert cli("customer", "list", "--ids").out == "2\n"
    assert cli("customer", "list", "is:archived", "--ids").out == f"{number}\n"
    found = {row["number"]: row["archived"] for row in cli("customer", "find", "王", "--json").json}
    assert found == {int(number): True, 2: False}


def test_how_a_customer_was_met_is_kept(cli: CommandLine) -> None:
    cli("customer", "new", "by hand")
    cli("customer", "new", "from the fair", "--source", "fair")
    cli("ticket", "new", "漏水", "--phone", "13800138000")
    for source, number in (("manual", 1), ("fair", 2), ("phone", 3)):
        assert cli("customer", "list", f"source:{source}", "--ids").out == f"{number}\n"


def test_what_a_customer_likes_is_told_when_a_ticket_is_opened_and_shown(cli: CommandLine) -> None:
    number = wang(cli)
    likes = ("best_time=after 10", "preferred_channel=wechat", "preferences=pets=dog")
    cli("customer", "edit", number, *(word for value in likes for word in ("--set", value)))
    told = "best time after 10 · prefers WeChat · pets: dog"
    opened = cli("ticket", "new", "漏水", "--customer", number)
    assert "Mind: no calls at noon" in opened.err
    assert f"Likes: {told}" in opened.err


def test_edit_changes_and_says_so_and_again_says_it_is_so(cli: CommandLine) -> None:
    number = wang(cli)
    ran = cli("customer", "edit", number, "--set", "name=李雷", "--set", "phones=95588", "--json")
    assert (ran.code, ran.err) == (0, f"Customer {number} saved\n")
    assert (ran.json["name"], ran.json["version"], len(ran.json["phones"])) == ("李雷", 2, 1)
    again = cli("customer", "edit", number, "--set", "name=李雷")
    assert (again.code, again.err) == (0, f"Customer {number} is so already\n")


def test_edit_of_several_reports_each_and_leaves_with_the_highest_code(cli: CommandLine) -> None:
    number = wang(cli)
    ran = cli("customer", "edit", "-", "--set", "tags=leak", stdin=f"{number}\n404\n")
    assert ran.code == 3
    assert f"Customer {number} saved" in ran.err
    assert "404" in ran.err
    assert cli("customer", "list", "tag:leak", "--ids").out.split() == [number]


def test_edit_refuses_what_cannot_be(cli: CommandLine) -> None:
    number = wang(cli)
    assert cli("customer", "edit", number).code == 2
    assert cli("customer", "edit", number, "--set", "shoe_size=43").code == 2
    assert cli("customer", "edit", number, "--set", "phone=letters").code == 2
    assert cli("customer", "edit", number, "--set", "name=x", "--if-version", "9").code == 5
    cli("customer", "new", "李")
    assert cli("customer", "edit", "2", "--set", "external_id=A-17").code == 1
    assert cli("customer", "show", number, "--json").json["name"] == "王小明"


def test_chinese_is_spoken_when_asked(cli: CommandLine, desk: Desk) -> None:
    assert cli("--lang", "zh_CN", "customer", "new", "王").code == 0
