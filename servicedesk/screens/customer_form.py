"""A new customer file, and editing one: a name or a phone is enough, everything else can wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from servicedesk.i18n import _
from servicedesk.lookups import customers
from servicedesk.lookups.customers import CustomerFile
from servicedesk.lookups.duplicates import Alike, Typed, like
from servicedesk.lookups.find import Found, find
from servicedesk.lookups.own_fields import fields_in_use
from servicedesk.problems import Problem
from servicedesk.rules.codes import codes, label
from servicedesk.rules.duplicates import reason_words
from servicedesk.rules.own_fields import typed
from servicedesk.rules.phones import looks_like_phone
from servicedesk.screens.editing import EditScreen, Stored
from servicedesk.screens.forms import Values
from servicedesk.screens.own_form import TOLD_BY, own_field, told_by_field
from servicedesk.widgets.choice import ChoiceField
from servicedesk.widgets.fields import Field, LongTextField, TextField
from servicedesk.widgets.form import Form


class CustomerForm(EditScreen):
    """With a number it edits that file; else it makes one, with what a caller's fragment said already."""

    def __init__(self, number: int | None = None, *, phone: str = "", name: str = "") -> None:
        super().__init__()
        self._number = number
        self._phone, self._caller = phone, name

    @property
    def draft_key(self) -> str:
        return f"customer:{self._number}" if self._number else f"customer:new:{self._phone or self._caller}"

    def title_text(self) -> str:
        return _("Customer C{number}").format(number=self._number) if self._number else _("New customer file")

    def fields(self) -> Form:
        several = _("several: with ; between them")
        return Form(
            TextField("name", _("Full name"), self._caller),
            TextField("phones", _("Phones"), self._phone, placeholder=several),
            TextField("premises", _("Premises"), placeholder=_("3-2-501 (tenant); shop 12")),
            TextField("do_not", _("Do not")),
            TextField("best_time", _("Best time")),
            TextField("emails", _("E-mails"), placeholder=several),
            _choice("customer_kind", "kind", _("Kind"), "person"),
            *(own_field(field) for field in fields_in_use(self.desk)),
            *(self._of_a_known_one() if self._number else ()),
            TextField("tags", _("Tags")),
            TextField("birthday", _("Birthday"), placeholder="1980-02-29"),
            TextField("external_id", _("External id")),
            TextField("heard_of_us", _("Heard of us"), placeholder=_("word of mouth, web, sign, any words")),
            TextField("referred_by", _("Sent by"), placeholder=_("the number of a customer")),
            LongTextField("note", _("Note")),
            *([told_by_field()] if self._number else []),
        )

    def start(self) -> None:
        if self._number:
            self.fill()
        super().start()
        if self._caller or self._phone:
            self.follow(self.form.values())

    def focus_start(self) -> None:
        if self._number:
            self.form.field("name").focus_editor()
        else:
            super().focus_start()

    def stored(self) -> Stored:
        assert self._number is not None
        file = customers.customer(self.desk, self._number)
        own = {field.code: "" for field in fields_in_use(self.desk)}
        said = {one.field.code: typed(one.field, one.text) for one in file.own}
        return Stored({**_values(file), **own, **said, TOLD_BY: ""}, file.row.version)

    def save(self, values: Values) -> Any:
        from servicedesk.operations import customers as operations
        from servicedesk.operations.customer_fields import many

        told_by = values.pop(TOLD_BY, "")
        if self._number:
            changed = self.changed(values)
            done = operations.edit(self.desk, self._number, changed, told_by=told_by, if_version=self.version)
            return done.customer
        own = {field.code: values.pop(field.code, "") for field in fields_in_use(self.desk)}
        lists = {name: many(values.pop(name)) for name in ("phones", "emails", "premises")}
        source = "phone" if self._phone or self._caller else "manual"
        return operations.create(self.desk, operations.NewCustomer(**values, **lists, source=source, own=own))  # type: ignore[arg-type]

    def saved(self, result: Any) -> str:
        if not result.name.strip():
            return _("Customer C{number} saved").format(number=result.number)
        return _("Customer C{number} {name} saved").format(number=result.number, name=result.name)

    def field_of(self, problem: Problem) -> str:
        """The field in which the words stand that the problem speaks of."""
        about = (field.field_name for field in self.form.fields if _speaks_of(problem, field))
        return next(about, "name")

    def follow(self, values: Mapping[str, str]) -> None:
        phone = values["phones"].replace("；", ";").rpartition(";")[2].strip()
        if looks_like_phone(phone):
            self.ask(lambda: find(self.desk, phone, limit=3), self._warn_of_known, group="known")
        else:
            self._warn_of_known([])
        if not self._number:
            self.ask(
                lambda: like(self.desk, _typed(values)), self._name_alike, group="alike", waited_for=False
            )

    def _name_alike(self, found: Sequence[Alike]) -> None:
        """The file of the same person, however it was written, is named while a second one is being typed."""
        words = _("; ").join(
            _("{name} ({why})").format(
                name=f"C{one.number} {one.name}".rstrip(), why=reason_words(one.reasons)
            )
            for one in found
        )
        text = _("! Perhaps the same person: {names}").format(names=words) if words else ""
        self.form.field("name").echo = text

    def _warn_of_known(self, found: Sequence[Found]) -> None:
        """A second file of the same caller is noticed while the first is being typed."""
        others = [hit for hit in found if hit.why == "phone" and hit.number != self._number]
        names = ", ".join(f"C{hit.number} {hit.name}".rstrip() for hit in others)
        text = _("! This number is in a file already: {names}").format(names=names) if names else ""
        self.form.field("phones").echo = text

    def _of_a_known_one(self) -> list[Field]:
        return [
            _choice("channel", "preferred_channel", _("Prefers")),
            TextField("opt_outs", _("Opted out"), placeholder=_("channels: phone, e-mail")),
            TextField("preferences", _("Likes"), placeholder=_("language: Chinese; pets: dog")),
            ChoiceField("archived", _("Archived"), [("no", _("no")), ("yes", _("yes"))], "no", required=True),
        ]


def _choice(family: str, name: str, title: str, code: str = "") -> ChoiceField:
    choices = [(value, label(family, value)) for value in codes(family)]
    return ChoiceField(name, title, choices, code, required=bool(code))


def _typed(values: Mapping[str, str]) -> Typed:
    """What was typed so far, to look for files like it."""
    phones, emails, premises = (
        [part.strip() for part in values[name].replace("；", ";").split(";") if part.strip()]
        for name in ("phones", "emails", "premises")
    )
    return Typed(values["name"], values["kind"], phones, emails, premises)


def _speaks_of(problem: Problem, field: Field) -> bool:
    parts = (part.strip() for part in field.value.replace("；", ";").split(";"))
    return any(part in problem.message for part in parts if part)


def _values(file: CustomerFile) -> Values:
    """The file as the form shows it."""
    row = file.row
    return {
        "name": row.name,
        "phones": "; ".join(phone.raw for phone in file.phones),
        "premises": "; ".join(
            f"{place.text} ({label('occupancy', place.role)})" for place in file.present_premises
        ),
        "do_not": row.do_not,
        "best_time": row.best_time,
        "emails": "; ".join(email.address for email in file.emails),
        "kind": row.kind,
        "preferred_channel": row.preferred_channel or "",
        "opt_outs": ", ".join(label("channel", channel) for channel in row.opt_outs),
        "preferences": "; ".join(
            _("{name}: {value}").format(name=name, value=value) for name, value in file.preferences.items()
        ),
        "archived": "yes" if row.archived else "no",
        "tags": " ".join(row.tags),
        "birthday": f"{row.birthday:%Y-%m-%d}" if row.birthday else "",
        "external_id": row.external_id or "",
        "heard_of_us": label("heard", row.heard_of_us) if row.heard_of_us else "",
        "referred_by": f"C{row.referred_by}" if row.referred_by else "",
        "note": row.note,
    }
