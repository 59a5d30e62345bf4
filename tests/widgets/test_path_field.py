"""The path of a file: walked to folder by folder, and asked for once at each."""

from __future__ import annotations

from textual.pilot import Pilot

from servicedesk.widgets.offers import Offer
from servicedesk.widgets.path_field import PathField
from servicedesk.widgets.pick import SEEK_SECONDS, PickField
from tests.widgets.hosting import Host, run

BEFORE = [Offer("/lists/", "lists/", "folder")]
WITHIN = [Offer("/lists/../", "../", "the folder above"), Offer("/lists/a.csv", "a.csv")]


def test_a_folder_that_is_picked_is_looked_into_once_and_the_highlight_stays() -> None:
    async def steps(host: Host, pilot: Pilot[None]) -> None:
        field = host.widget
        assert isinstance(field, PathField)
        field.focus_editor()
        await pilot.press("slash", "l")
        await pilot.pause(2 * SEEK_SECONDS)
        field.offer(BEFORE)
        await pilot.press("enter")
        field.offer(WITHIN)
        await pilot.press("down")
        await pilot.pause(2 * SEEK_SECONDS)
        assert (field.value, field.is_offering) == ("/lists/", True)
        await pilot.press("enter")
        assert (field.value, field.is_offering) == ("/lists/a.csv", False)
        await pilot.pause(2 * SEEK_SECONDS)

    host = run(PathField("file", "Path of the file"), steps)
    assert [message.text for message in host.heard_of(PickField.Sought)] == ["/l", "/lists/"]
