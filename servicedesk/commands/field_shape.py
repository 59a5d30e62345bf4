"""How a field of the firm's own is printed."""

from __future__ import annotations

from servicedesk.i18n import _
from servicedesk.output import Shape
from servicedesk.rules.codes import label
from servicedesk.rules.own_fields import OwnField


def _kind(field: OwnField) -> str:
    return " ".join(filter(None, (label("field_kind", field.kind), field.unit and f"({field.unit})")))


def _marks(field: OwnField) -> str:
    if not field.active:
        return _("off")
    return _("wanted") if field.wanted else ""


FIELD = Shape[OwnField](
    title=lambda: _("Fields"),
    fields={
        "code": lambda _desk, field: field.code,
        "name": lambda _desk, field: field.label,
        "name_en": lambda _desk, field: field.name_en,
        "name_zh": lambda _desk, field: field.name_zh,
        "kind": lambda _desk, field: field.kind,
        "unit": lambda _desk, field: field.unit,
        "choices": lambda _desk, field: [
            {"name": choice.code, "en": choice.en or None, "zh": choice.zh or None}
            for choice in field.choices
        ],
        "position": lambda _desk, field: field.position,
        "wanted": lambda _desk, field: field.wanted,
        "active": lambda _desk, field: field.active,
        "version": lambda _desk, field: field.version,
    },
    columns=("code", "name_en", "name_zh", "kind", "unit", "choices", "wanted", "active"),
    table=(
        (lambda: _("Code"), lambda _desk, field: field.code),
        (lambda: _("Name"), lambda _desk, field: field.label),
        (lambda: _("Kind"), lambda _desk, field: _kind(field)),
        (lambda: _("Words"), lambda _desk, field: _(", ").join(one.label for one in field.choices)),
        (lambda: "", lambda _desk, field: _marks(field)),
    ),
    number="code",
)
