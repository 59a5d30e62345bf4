"""Taking a list of customers out on screen."""

from __future__ import annotations

from pathlib import Path

from servicedesk.desk import Desk, open_desk
from servicedesk.operations.customers import NewCustomer, create, edit
from servicedesk.operations.firm_settings import set_setting
from servicedesk.operations.rights import restrict
from tests.screens.at_the_desk import AtTheDesk, at_the_desk
from tests.support import ACCOUNT


def test_the_list_that_is_seen_is_taken_out(desk: Desk, tmp_path: Path) -> None:
    create(desk, NewCustomer(name="王小明", phones=("13800138000",)))
    create(desk, NewCustomer(name="李丽", phones=("13900139000",)))

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "slash")
        await at.write("王")
        await at.press("enter", "o")
        await at.sees("Take out 王")
        await at.write(str(tmp_path / "a.csv"))
        await at.press("ctrl+s")
        await at.sees("1 file taken out")

    at_the_desk(open_desk(desk.store, account=ACCOUNT, clock=desk.clock), steps)
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert ("王小明" in text, "李丽" in text) == (True, False)


def test_who_goes_and_who_stays_is_said_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    create(desk, NewCustomer(name="李丽", phones=("13900139000",)))
    shut = create(desk, NewCustomer(name="王小明", phones=("13800138000",))).number
    edit(desk, shut, {"opt_outs": "email"})
    restrict(desk, create(desk, NewCustomer(name="赵六")).number, "disputed")
    path = tmp_path / "a.csv"

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "ctrl+e")
        await at.sees("导出", "将导出 2 份档案", "略去 1 份：该档案已限制使用")
        await at.write(str(path))
        await at.press("tab", "tab")
        await at.write("姓名,电话")
        await at.press("tab", "s", "s", "tab", "e")
        await at.sees("将导出 1 份档案", "略去 1 份：客户不接受此渠道")
        assert not path.exists()
        await at.press("ctrl+s")
        await at.sees("已导出 1 份档案")

    at_the_desk(open_desk(desk.store, account=ACCOUNT, clock=desk.clock), steps, language="zh_CN")
    assert path.read_text("utf-8-sig").splitlines() == ["name,phones", "李丽,+8613900139000"]


def test_many_files_ask_for_a_reason_under_its_field(desk: Desk, tmp_path: Path) -> None:
    create(desk, NewCustomer(name="王小明"))
    set_setting(desk, "firm.export_reason_above", "0")

    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "ctrl+e")
        await at.write(str(tmp_path / "a.csv"))
        await at.press("ctrl+s")
        await at.sees("Give the reason")
        await at.write("Letter 新年")
        await at.press("ctrl+s")
        await at.sees("1 file taken out")

    at_the_desk(open_desk(desk.store, account=ACCOUNT, clock=desk.clock), steps)
