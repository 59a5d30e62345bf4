"""The firm's own fields in the form and on the card, and one key by which a customer confirms her file."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from servicedesk.desk import Desk
from servicedesk.lookups.customers import customer
from servicedesk.lookups.origins import origins
from servicedesk.operations.customers import NewCustomer, create
from servicedesk.operations.own_fields import NewField, add
from servicedesk.widgets.form import Form
from tests.screens.at_the_desk import AtTheDesk, at_the_desk


@pytest.fixture
def wang(desk: Desk) -> int:
    """王小明, who wants something modern."""
    add(desk, NewField("Style", "choice", choices="Modern=现代; Classic=古典", chinese="风格"))
    add(desk, NewField("Size", "range", unit="m²", chinese="面积"))
    own = {"style": "modern"}
    return create(desk, NewCustomer(name="王小明", phones=["138 0013 8000"], own=own)).number


def test_a_value_is_typed_refused_with_an_example_and_shown_on_the_card(desk: Desk, wang: int) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "enter")
        await at.sees("Style", "Modern", "Known from", "not confirmed yet")
        await at.press("e")
        await at.sees("Size (m²)", "80-100 m²")
        form = at.app.screen.query_one(Form)
        form.field("size").query_one(Input).value = "big"
        await at.press("ctrl+s")
        await at.sees("is not a range of numbers", "80-100 m²")
        form.field("size").query_one(Input).value = "80-100"
        form.field("told_by").value = "customer"
        await at.press("ctrl+s")
        await at.sees("80-100 m²", "the customer", "confirmed today")

    at_the_desk(desk, steps)
    assert [one.text for one in customer(desk, wang).own] == ["modern", "80-100"]
    assert [one.field for one in origins(desk, wang) if one.verified_at] == ["size"]


@pytest.mark.parametrize(("language", "words"), [("en", "everything"), ("zh_CN", "全部")])
def test_one_key_confirms_everything_or_one_field(desk: Desk, wang: int, language: str, words: str) -> None:
    async def steps(at: AtTheDesk) -> None:
        await at.press("3", "V")
        await at.sees(words, "王小明", "Li Na")
        await at.press("down", "down", "enter")
        await at.until(lambda: any(one.verified_at for one in origins(desk, wang)))
        assert [one.field for one in origins(desk, wang) if one.verified_at] == ["phone"]
        await at.press("V", "enter")
        await at.until(lambda: all(one.verified_at for one in origins(desk, wang)))

    at_the_desk(desk, steps, language=language)
