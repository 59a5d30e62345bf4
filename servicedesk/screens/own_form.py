"""The firm's own fields in a form, and who told what is changed."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.rules.codes import label
from servicedesk.rules.own_fields import OwnField, example
from servicedesk.rules.text import one_line
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import Field, TextField

TOLD_BY = "told_by"
_TELLERS = ("customer", "staff", "other", "system")


def own_field(field: OwnField) -> Field:
    """One field: a line to type in with an example, or its words to choose from."""
    name = one_line(field.label + (f" ({field.unit})" if field.unit else ""))
    if field.kind == "choice":
        return ChoiceField(field.code, name, [(one.code, one_line(one.label)) for one in field.choices])
    if field.kind == "yes_no":
        return ChoiceField(field.code, name, [("yes", _("yes")), ("no", _("no"))])
    return TextField(field.code, name, placeholder=one_line(example(field)))


def told_by_field() -> Field:
    """Who told what is changed; what the customer says is confirmed by it."""
    return ChoiceField(TOLD_BY, _("Told by"), [(code, label("told_by", code)) for code in _TELLERS])
