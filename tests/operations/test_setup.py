"""Making a desk for a firm."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicedesk.clock import FrozenClock
from servicedesk.lookups import firm
from servicedesk.operations.setup import NewDesk, set_up
from servicedesk.packs import PACKS, load
from servicedesk.problems import BadValue, Refused
from tests.support import ACCOUNT, START


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_makes_a_desk_with_its_teams_categories_promises_and_hours(
    pack: str, tmp_path: Path
) -> None:
    desk = set_up(
        tmp_path / "d.sqlite", NewDesk(pack=pack, timezone="Asia/Shanghai"), ACCOUNT, FrozenClock(START)
    )
    preset = load(pack)
    assert [team.code for team in firm.teams(desk)] == [team.code for team in preset.teams]
    assert [row.code for row in firm.categories(desk)] == [row.code for row in preset.categories]
    assert len(desk.firm.promises) == len(preset.promises)
    assert set(desk.calendars) == {calendar.name for calendar in preset.calendars}
    assert desk.hours.name == preset.default_calendar


def test_the_first_staff_member_is_this_account_and_may_do_everything(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "d.sqlite", NewDesk(staff="欧阳 娜娜", timezone="UTC"), ACCOUNT)
    assert (desk.actor.handle, desk.actor.role) == ("ouyang.nana", "administrator")
    assert [row.handle for row in firm.staff(desk)] == ["system", "ouyang.nana"]


def test_a_chinese_firm_gets_chinese_defaults(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "d.sqlite", NewDesk(language="zh-CN"), ACCOUNT)
    assert (desk.firm.name, desk.firm.language, str(desk.firm.zone)) == ("物业服务", "zh_CN", "Asia/Shanghai")
    assert (desk.actor.name, desk.firm.region) == ("管理员", "CN")


@pytest.mark.parametrize(
    "wrong", [NewDesk(pack="bakery"), NewDesk(language="tlh"), NewDesk(timezone="Mars/Olympus")]
)
def test_a_wrong_answer_is_refused_before_anything_is_made(wrong: NewDesk, tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        set_up(tmp_path / "d.sqlite", wrong, ACCOUNT)
    assert not (tmp_path / "d.sqlite").exists()


def test_what_is_there_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear neighbour", "utf-8")
    with pytest.raises(Refused):
        set_up(path, NewDesk(timezone="UTC"), ACCOUNT)
    assert path.read_text("utf-8") == "Dear neighbour"


def test_a_desk_is_readable_by_its_account_alone(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "new" / "d.sqlite", NewDesk(timezone="UTC"), ACCOUNT)
    assert desk.store.path.stat().st_mode & 0o777 == 0o600
    assert desk.store.path.parent.stat().st_mode & 0o077 == 0
