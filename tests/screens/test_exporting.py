"""Taking a list of customers out on screen."""

from __future__ import annotations

from pathlib import Path

from servicedesk.desk import Desk, open_desk
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.firm_settings import set_setting
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
