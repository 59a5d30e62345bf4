"""The statement a customer may ask for: what is held of her, why, from where and for how long, in plain sections.

Every section says why it is held. Codes are told by their labels; what people typed stands as it was typed.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from servicedesk.desk import Desk
from servicedesk.i18n import N_, _, ngettext
from servicedesk.lookups.origins import verified_days
from servicedesk.lookups.statements import Statement, WordsRow
from servicedesk.reports.statement_changes import changed
from servicedesk.rules.codes import label
from servicedesk.rules.happenings import words as event_words
from servicedesk.rules.phones import shown_phone
from servicedesk.rules.say import beside
from servicedesk.rules.standing import reason_words
from servicedesk.rules.stays import stay_words
from servicedesk.rules.verifying import confirmed_words

Cells = tuple[str, ...]


class Section(NamedTuple):
    """One kind of thing that is held: its code, title and reason, the titles of its columns, and its rows."""

    code: str
    title: str
    why: str
    columns: Cells
    rows: tuple[Cells, ...]


_ENTRY_KINDS = {
    "contact": N_("contact"), "note": N_("note"), "reply": N_("reply"), "handover": N_("handed over"),
    "resolution": N_("resolved"), "reopening": N_("reopened"), "cancellation": N_("cancelled"),
    "escalation": N_("escalated"),
}  # fmt: skip


def sections(desk: Desk, said: Statement) -> list[Section]:
    """The statement in the language in use; sections without rows are told too, so that nothing seems left out."""
    return [
        _identity(said),
        _reach(desk, said),
        _sources(desk, said),
        _origins(desk, said),
        _consents(desk, said),
        _limits(desk, said),
        _matters(desk, said),
        _words(desk, said),
        _calls(desk, said),
        _agreements(said),
        _needs(desk, said),
        _access(desk, said),
        _changes(desk, said),
        _kept(desk),
        _rights(),
    ]


def _identity(said: Statement) -> Section:
    row = said.file.row
    pairs = [
        (_("Number"), f"C{row.number}"),
        (_("Name") if row.kind == "company" else _("Full name"), row.name),
        *((_("Former name"), name) for name in said.former_names),
        (_("Kind"), label("customer_kind", row.kind)),
        (_("Number elsewhere"), row.external_id or ""),
        (_("Birthday"), str(row.birthday or "")),
        (_("Stage"), label("stage", row.stage)),
        (_("Tier"), row.tier or ""),
        (_("Reason of the tier"), reason_words(said.tier_said) if row.tier else ""),
        (_("Customer since"), str(row.since or "")),
        (_("Tags"), " ".join(row.tags)),
        *((_("Likes"), f"{name}: {value}") for name, value in said.file.preferences.items()),
        (_("Do not"), row.do_not),
        (_("Best time"), row.best_time),
        (_("Prefers"), label("channel", row.preferred_channel) if row.preferred_channel else ""),
        (_("Heard of us"), label("heard", row.heard_of_us) if row.heard_of_us else ""),
        (
            _("Sent by"),
            _("another customer, C{number}").format(number=row.referred_by) if row.referred_by else "",
        ),
        (_("Customers you sent us"), str(said.sent or "")),
        *((own.field.label, own.shown) for own in said.file.own),
        (_("Note"), row.note),
    ]
    why = _("To know whom we speak to, and what to mind.")
    return _pairs("identity", _("Who you are"), why, pairs)


def _reach(desk: Desk, said: Statement) -> Section:
    pairs = [
        *((_("Phone"), _phone(desk, phone.number, phone.extension)) for phone in said.file.phones),
        *((_("Former phone"), raw) for raw in said.former_phones),
        *((_("E-mail"), email.address) for email in said.file.emails),
        *(
            (_("Premises"), f"{place.text} · {stay_words(place.role, place.since, place.until)}")
            for place in said.file.premises
        ),
    ]
    return _pairs(
        "reach",
        _("How and where we reach you"),
        _("To call back, to write, and to come to the right place."),
        pairs,
    )


def _sources(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (f"C{row.number}", row.name, _source(row.source), _time(desk, row.created_at)) for row in said.files
    )
    return Section(
        "sources", _("Where it came from"),
        _("Each file we made of you; files found to be of one person are joined."),
        (_("File"), _("Name"), _("Source"), _("Since")), rows,
    )  # fmt: skip


def _origins(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            one.label, one.shown, one.told.shown, _time(desk, one.at) if one.at else "",
            confirmed_words(verified_days(desk, one)), one.differing,
        )
        for one in said.origins
    )  # fmt: skip
    columns = (_("What"), _("Value"), _("Source"), _("Since"), _("Confirmed"), _("Differs"))
    return Section(
        "origins", _("From whom we have each thing"),
        _("To know what you told us yourself, and what to ask you again."), columns, rows,
    )  # fmt: skip


def _consents(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            label("purpose", line.purpose), label("consent_channel", line.channel),
            _("given") if line.given else _("withdrawn"), _time(desk, line.at), line.wording, line.how,
            line.who_name, _("yes") if line.holds else _("no"),
        )
        for line in said.rights.lines
    )  # fmt: skip
    columns = (
        _("Purpose"), _("Channel"), _("Answer"), _("When"), _("Wording"), _("How"), _("Taken by"), _("Holds"),
    )  # fmt: skip
    return Section(
        "consents", _("What you agreed to and refused"), _("To contact you only as you wish."), columns, rows
    )


def _limits(desk: Desk, said: Statement) -> Section:
    row = said.rights.row
    pairs = [
        (_("Opted out"), ", ".join(label("channel", channel) for channel in row.opt_outs)),
        (_("Restricted"), _("yes") if row.restricted else ""),
        (_("Legal hold"), row.legal_hold),
        (_("Erased"), _time(desk, row.erased_at) if row.erased_at else ""),
    ]
    return _pairs("limits", _("What limits the use of your file"), _("To keep to it in every list."), pairs)


def _matters(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            str(one.number), _time(desk, one.opened_at), label("kind", one.kind), label("status", one.status),
            label("channel", one.channel), one.subject,
            "\n".join(filter(None, (one.description, one.caller, *(text for number, text in said.tasks if number == one.number)))),
            one.premises, " ".join((*one.tags, one.external_id)).strip(),
        )
        for one in said.matters
    )  # fmt: skip
    columns = (
        _("Ticket"), _("Opened"), _("Kind"), _("Status"), _("Channel"), _("Subject"), _("Description"),
        _("Premises"), _("Tags"),
    )  # fmt: skip
    return Section(
        "tickets",
        _("What you brought to us"),
        _("To settle it, and to answer for how we did."),
        columns,
        rows,
    )


def _words(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            _time(desk, one.at), _entry_kind(one), _way(one), str(one.ticket or ""), one.who,
            " ".join(filter(None, (one.text, one.caller))),
        )
        for one in said.words
    )  # fmt: skip
    return Section(
        "words", _("What was said and written"), _("So that nobody has to be told twice."),
        (_("When"), _("Kind"), _("Way"), _("Ticket"), _("Staff"), _("Text")), rows,
    )  # fmt: skip


def _calls(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            str(one.id), _time(desk, one.due_at), label("callback_state", one.state),
            label("outcome", one.last_outcome) if one.last_outcome else "", str(one.score or ""),
            "\n".join(filter(None, (one.reason, one.script))), str(one.ticket or ""),
        )
        for one in said.calls
    )  # fmt: skip
    columns = (
        _("Callback"), _("Due"), _("State"), _("Outcome"), _("Score"), _("Reason"), _("Ticket"),
    )  # fmt: skip
    return Section(
        "calls", _("Calls to you"), _("To ring when we said so, and to ask how it was."), columns, rows
    )


def _agreements(said: Statement) -> Section:
    rows = tuple((label("agreement_kind", one.kind), *one[1:]) for one in said.agreements)
    columns = (
        _("Kind"), _("Since"), _("Until"), _("Services"), _("Number elsewhere"), _("Note"), _("Premises"),
    )  # fmt: skip
    return Section(
        "agreements",
        _("What we agreed with you"),
        _("To do what was agreed, and to renew it in time."),
        columns,
        rows,
    )


def _needs(desk: Desk, said: Statement) -> Section:
    rows = tuple(
        (
            f"N{one.number}", _time(desk, one.noted_at), label("need_kind", one.kind), label("need_class", one.need_class),
            label("need_level", str(one.level)) if one.level else "", label("need_impact", str(one.impact)),
            label("need_state", one.state), one.words, one.done, str(one.ticket or ""),
        )
        for one in said.needs
    )  # fmt: skip
    columns = (
        _("No."), _("Noted"), _("Kind"), _("Class"), _("Level"), _("Impact"), _("State"), _("What is needed"),
        _("What became of it"), _("Ticket"),
    )  # fmt: skip
    return Section(
        "needs", _("What you need, as we understood it"), _("To offer what serves you."), columns, rows
    )


def _access(desk: Desk, said: Statement) -> Section:
    rows = tuple((_time(desk, one.at), one.who, event_words(one.kind), one.text) for one in said.access)
    return Section(
        "access", _("Who made, gave out or limited your file"),
        _("What is merely looked at on the screen is not recorded."), (_("When"), _("Staff"), _("What"), _("Reason")), rows,
    )  # fmt: skip


def _changes(desk: Desk, said: Statement) -> Section:
    columns = (_("When"), _("Staff"), _("What"), _("Before"), _("After"), _("Reason"))
    return Section(
        "changes", _("What was changed about you"),
        _("So that a mistake can be found and taken back."), columns, changed(desk, said),
    )  # fmt: skip


def _kept(desk: Desk) -> Section:
    pairs = [
        (_("Your file"), _years(desk.firm.customer_years, _("after the last contact"))),
        (_("Words of a contact"), _years(desk.firm.contact_years, _("after the contact"))),
        (_("Numbers in reports"), _("without end: they name nobody")),
    ]
    return _pairs(
        "retention", _("How long it is kept"), _("Then it is erased; a legal hold makes it longer."), pairs
    )


def _rights() -> Section:
    pairs = [
        (_("See"), _("Ask for this statement at any time.")),
        (_("Correct"), _("Tell us what is wrong; it becomes a ticket with a due time.")),
        (_("Withdraw"), _("Take back any consent, as easily as you gave it.")),
        (_("Restrict"), _("Have the file kept and not used while something is looked into.")),
        (_("Erase"), _("Have everything that names you erased, unless a law makes us keep it.")),
    ]
    return _pairs("rights", _("Your rights"), _("We answer within 30 days, and say why if we refuse."), pairs)


def _pairs(code: str, title: str, why: str, pairs: list[tuple[str, str]]) -> Section:
    return Section(code, title, why, (), tuple(pair for pair in pairs if pair[1]))


def _time(desk: Desk, at: datetime) -> str:
    return f"{desk.local(at):%Y-%m-%d %H:%M}"


def _years(years: int, after: str) -> str:
    if not years:
        return _("without end")
    return ngettext("{count} year {after}", "{count} years {after}", years).format(count=years, after=after)


def _source(code: str) -> str:
    known = {"import": N_("by an import"), "phone": N_("by phone"), "manual": N_("filed by hand")}
    return _(known[code]) if code in known else code


def _entry_kind(one: WordsRow) -> str:
    kind = _(_ENTRY_KINDS[one.kind]) if one.kind in _ENTRY_KINDS else one.kind
    return beside(kind, _("recorded in error")) if one.in_error else kind


def _way(one: WordsRow) -> str:
    way = {"in": _("incoming"), "out": _("outgoing")}.get(one.direction, "")
    return " ".join(filter(None, (label("channel", one.channel) if one.channel else "", way)))


def _phone(desk: Desk, number: str, extension: str) -> str:
    shown = shown_phone(number, desk.firm.region)
    return f"{shown} {_('ext. {digits}').format(digits=extension)}" if extension else shown
