"""Every key of the full screen: its id (so that it can be changed), its keys, its words.

The key hints, the `?` sheet and the keys page of the documentation are all made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

from servicedesk.i18n import N_


class Key(NamedTuple):
    """One action: `show` puts it into the line of hints, `first` lets it work over any window and field.

    Every letter has a twin that an input method cannot swallow: a Ctrl or F key, or a line in a menu on Enter or F4.
    """

    id: str
    keys: str
    action: str
    words: str
    show: bool = False
    first: bool = False


KEYS: Mapping[str, tuple[Key, ...]] = {
    "everywhere": (
        Key("app.call", "f2", "call", N_("Call"), first=True),
        Key("app.call_letter", "c", "call", N_("Call")),
        Key("app.new_ticket", "f3,n", "new_ticket", N_("New ticket")),
        Key("app.help", "f1,question_mark,fullwidth_question_mark", "help_sheet", N_("Keys")),
        Key("app.undo", "ctrl+z,z", "undo_last", N_("Undo")),
        Key("app.palette", "ctrl+p", "command_palette", N_("All actions")),
        Key("app.refresh", "f5", "refresh_all", N_("Refresh")),
        Key("app.language", "f8", "switch_language", N_("English / 中文"), first=True),
        Key("app.quit", "ctrl+q", "quit", N_("Quit"), first=True),
        Key("app.today", "1", "area('today')", N_("Today")),
        Key("app.tickets", "2", "area('tickets')", N_("Tickets")),
        Key("app.customers", "3", "area('customers')", N_("Customers")),
        Key("app.callbacks", "4", "area('callbacks')", N_("Callbacks")),
        Key("app.reports", "5", "area('reports')", N_("Reports")),
    ),
    "tickets": (
        Key("tickets.assign", "a", "verb('assign')", N_("Assign"), show=True),
        Key("tickets.note", "m", "verb('note')", N_("Note"), show=True),
        Key("tickets.reply", "r", "verb('reply')", N_("Reply"), show=True),
        Key("tickets.wait", "w", "verb('wait')", N_("Wait"), show=True),
        Key("tickets.resolve", "x", "verb('resolve')", N_("Resolve"), show=True),
        Key("tickets.callback", "b", "verb('callback')", N_("Callback"), show=True),
        Key("tickets.edit", "e", "verb('edit')", N_("Edit")),
        Key("tickets.priority", "p", "verb('priority')", N_("Priority")),
        Key("tickets.resume", "u", "verb('resume')", N_("Resume")),
        Key("tickets.close", "d", "verb('close')", N_("Close")),
        Key("tickets.reopen", "o", "verb('reopen')", N_("Reopen")),
        Key("tickets.cancel", "D", "verb('cancel')", N_("Cancel")),
        Key("tickets.escalate", "E", "verb('escalate')", N_("Escalate")),
        Key("tickets.agree", "t", "verb('agree')", N_("Agree a time")),
        Key("tickets.ledger", "W", "verb('ledger')", N_("Why these due times")),
        Key("tickets.progress", "P", "verb('progress')", N_("How far it is, to tell")),
        Key("tickets.customer", "f", "verb('customer')", N_("Customer file")),
        Key("tickets.premises", "v", "verb('premises')", N_("Premises")),
        Key("tickets.needs", "N", "verb('needs')", N_("What is needed")),
        Key("tickets.menu", "f4", "verb_menu", N_("All verbs")),
        Key("tickets.copy", "y", "copy_number", N_("Copy number")),
    ),
    "list": (
        Key("list.filter", "slash,fullwidth_solidus,ctrl+f", "filter", N_("Filter"), show=True),
        Key("list.unfilter", "escape", "drop_filter", N_("Drop the filter")),
    ),
    "ticket_list": (
        Key("tickets.queues", "q,f6", "queues", N_("Queues"), show=True),
        Key("tickets.keep_queue", "s,f9", "keep_queue", N_("Keep as a queue")),
        Key("tickets.import", "i,ctrl+o", "import_list", N_("Bring in a list")),
    ),
    "ticket": (
        Key("ticket.menu", "enter", "verb_menu", N_("All verbs"), show=True),
        Key("ticket.back", "escape", "back", N_("Back"), show=True),
    ),
    "form": (
        Key("form.leave", "escape", "leave", N_("Back, keeping the text")),
        Key("form.help", "f1", "app.help_sheet", N_("Keys")),
    ),
    "ticket_form": (Key("ticket_form.same", "f7", "open_same", N_("The ticket that is open already")),),
    "customers": (
        Key("customers.log", "l,f7", "log_contact", N_("Log a contact"), show=True),
        Key("customers.ticket", "n,f3", "customer_ticket", N_("New ticket"), show=True),
        Key("customers.callback", "b,f9", "promise_callback", N_("Callback"), show=True),
        Key("customers.edit", "e,f6", "edit_customer", N_("Edit"), show=True),
        Key("customers.tickets", "t", "open_tickets", N_("Open tickets"), show=True),
        Key("customers.copy", "y", "copy_phone", N_("Copy phone")),
        Key("customers.premises", "v", "premises", N_("Premises")),
        Key("customers.agreements", "x", "agreements", N_("Agreements")),
        Key("customers.needs", "N", "needs", N_("What is needed")),
        Key("customers.verify", "V", "verify", N_("Confirmed with the customer")),
        Key("customers.standing", "S", "standing", N_("Tier and stage")),
        Key("customers.rights", "p", "rights", N_("Consent and rights")),
        Key("customers.join", "m", "join", N_("Join with another file")),
        Key("customers.separate", "s", "separate", N_("Separate again")),
        Key("customers.menu", "f4", "customer_menu", N_("All verbs")),
    ),
    "customer_list": (
        Key("customers.new", "a,insert", "new_customer", N_("New file"), show=True),
        Key("customers.segments", "q", "segments", N_("Segments"), show=True),
        Key("customers.keep_segment", "w", "keep_segment", N_("Keep as a segment")),
        Key("customers.backlog", "h", "backlog", N_("What customers need")),
        Key("customers.promoters", "r", "promoters", N_("Who recommends us")),
        Key("customers.standings", "T", "standings", N_("Compute tiers and stages")),
        Key("customers.renewals", "u", "renewals", N_("Agreements to renew")),
        Key("customers.retention", "R", "retention", N_("Kept too long")),
        Key("customers.duplicates", "d,f10", "duplicates", N_("Possible duplicates")),
        Key("customers.import", "i,ctrl+o", "import_list", N_("Bring in a list")),
        Key("customers.export", "o,ctrl+e", "export_list", N_("Take the list out")),
    ),
    "customer": (
        Key("customer.log", "enter", "log_contact", N_("Log a contact")),
        Key("customer.whole", "f,f10", "whole_file", N_("The whole file"), show=True),
        Key("customer.joined", "o", "joined_file", N_("Go to the joined file")),
        Key("customer.back", "escape", "back", N_("Back"), show=True),
    ),
    "needs": (
        Key("needs.met", "x,f7", "settle('met')", N_("Met"), show=True),
        Key("needs.drop", "d,f9", "settle('dropped')", N_("Drop"), show=True),
        Key("needs.views", "q,f6", "views", N_("Views"), show=True),
        Key("needs.customer", "f,f10", "customer_file", N_("Customer file"), show=True),
        Key("needs.ticket", "t", "ticket", N_("Ticket")),
        Key("needs.menu", "f4", "needs_menu", N_("All verbs")),
        Key("needs.back", "escape", "back", N_("Back"), show=True),
    ),
    "promoters": (
        Key("promoters.sent", "v,f7", "sent", N_("Whom they sent"), show=True),
        Key("promoters.callback", "b,f9", "promise_callback", N_("Callback"), show=True),
        Key("promoters.views", "q,f6", "views", N_("Views"), show=True),
        Key("promoters.back", "escape", "back", N_("Back"), show=True),
    ),
    "standings": (
        Key("standings.compute", "x,f7", "compute", N_("Compute now"), show=True),
        Key("standings.back", "escape", "back", N_("Back"), show=True),
    ),
    "renewals": (
        Key("renewals.views", "q,f6", "views", N_("Views"), show=True),
        Key("renewals.customer", "f,f10", "customer_file", N_("Customer file"), show=True),
        Key("renewals.back", "escape", "back", N_("Back"), show=True),
    ),
    "retention": (
        Key("retention.erase", "x,f7", "erase_due", N_("Erase what is due"), show=True),
        Key("retention.back", "escape", "back", N_("Back"), show=True),
    ),
    "duplicates": (
        Key("duplicates.join", "m,f7", "join_pair", N_("Join"), show=True),
        Key("duplicates.apart", "d,f9", "apart", N_("Not the same person"), show=True),
        Key("duplicates.back", "escape", "back", N_("Back"), show=True),
    ),
    "pair": (Key("pair.whole", "f,f10", "whole_files", N_("The whole files"), show=True),),
    "premises": (
        Key("premises.in", "i,f7", "move_in", N_("Moves in"), show=True),
        Key("premises.out", "o,f9", "move_out", N_("Moves out"), show=True),
        Key("premises.edit", "e,f6", "edit_place", N_("Edit"), show=True),
        Key("premises.around", "v,f10", "around", N_("Around it"), show=True),
        Key("premises.new", "a,insert", "new_below", N_("New place in it")),
        Key("premises.agreements", "m", "agreements", N_("Agreements")),
        Key("premises.menu", "f4", "premises_menu", N_("All verbs")),
        Key("premises.back", "escape", "back", N_("Back"), show=True),
    ),
    "ledger": (
        Key("ledger.priority", "p,f7", "suppose_priority", N_("Another priority"), show=True),
        Key("ledger.calendar", "k,f9", "suppose_calendar", N_("Another calendar"), show=True),
        Key("ledger.own", "o,home", "as_it_is", N_("As it is"), show=True),
        Key("ledger.back", "escape", "back", N_("Back"), show=True),
    ),
    "progress": (
        Key("progress.copy", "y,f7", "copy_text", N_("Copy the words"), show=True),
        Key("progress.language", "k,f9", "other_language", N_("In the other language"), show=True),
        Key("progress.back", "escape", "back", N_("Back"), show=True),
    ),
    "statement": (
        Key("statement.save", "w,f9", "save", N_("Write into a file"), show=True),
        Key("statement.back", "escape", "back", N_("Back"), show=True),
    ),
    "call": (
        Key("call.log", "enter,f7", "log_contact", N_("Log the call")),
        Key("call.ticket", "n,f3", "customer_ticket", N_("New ticket")),
        Key("call.first", "1", "open_ticket(1)", N_("Open the first ticket")),
        Key("call.second", "2", "open_ticket(2)", N_("Open the second ticket")),
        Key("call.third", "3", "open_ticket(3)", N_("Open the third ticket")),
        Key("call.callback", "b,f9", "promise_callback", N_("Promise a callback")),
        Key("call.unknown", "u", "unknown_caller", N_("Unknown caller")),
        Key("call.edit", "e,f6", "edit_customer", N_("Edit the file")),
        Key("call.file", "f", "open_file", N_("Customer file")),
        Key("call.copy", "y", "copy_phone", N_("Copy phone")),
        Key("call.menu", "f4", "customer_menu", N_("All verbs")),
        Key("call.down", "down", "to_card", N_("To the card")),
        Key("call.help", "f1,question_mark,fullwidth_question_mark", "app.help_sheet", N_("Keys")),
        Key("call.palette", "ctrl+p", "app.command_palette", N_("All actions")),
        Key("call.back", "escape", "back", N_("Back to the field, then out")),
    ),
    "callbacks": (
        Key("callbacks.run", "enter,f7", "run", N_("Ring"), show=True),
        Key("callbacks.next", "s,f9", "run_next", N_("Next call"), show=True),
        Key("callbacks.reschedule", "l", "reschedule", N_("Another time"), show=True),
        Key("callbacks.cancel", "D", "cancel", N_("Cancel"), show=True),
        Key("callbacks.lists", "q,f6", "lists", N_("Lists"), show=True),
        Key("callbacks.ticket", "t", "open_ticket", N_("Ticket")),
        Key("callbacks.customer", "f", "open_customer", N_("Customer file")),
    ),
    "reports": (
        Key("reports.before", "left,h", "day(-1)", N_("Day before"), show=True),
        Key("reports.after", "right,l", "day(1)", N_("Day after"), show=True),
        Key("reports.today", "t,home", "today", N_("Today"), show=True),
    ),
    "import": (
        Key("import.run", "ctrl+s,f10", "bring_in", N_("Bring in"), show=True),
        Key("import.columns", "m,f6", "columns", N_("Columns"), show=True),
        Key("import.reading", "h,f4", "reading", N_("Read otherwise"), show=True),
        Key("import.row", "f3", "row", N_("The whole row")),
        Key("import.refused", "w,f7", "write_refused", N_("Refused rows"), show=True),
        Key("import.back", "escape", "back", N_("Back"), show=True),
    ),
    "run": (
        Key("run.reached", "e", "outcome('reached')", N_("Reached"), show=True),
        Key("run.no_answer", "n", "outcome('no_answer')", N_("No answer"), show=True),
        Key("run.busy", "u", "outcome('busy')", N_("Busy"), show=True),
        Key("run.later", "l", "outcome('call_later')", N_("Later"), show=True),
        Key("run.wrong", "g", "outcome('wrong_number')", N_("Wrong number"), show=True),
        Key("run.declined", "d", "outcome('declined')", N_("Declined"), show=True),
        Key("run.note", "m,f7", "note", N_("Note"), show=True),
        Key("run.menu", "enter,f4", "outcome_menu", N_("All outcomes")),
        Key("run.score1", "1", "score(1)", N_("Score 1")),
        Key("run.score2", "2", "score(2)", N_("Score 2")),
        Key("run.score3", "3", "score(3)", N_("Score 3")),
        Key("run.score4", "4", "score(4)", N_("Score 4")),
        Key("run.score5", "5", "score(5)", N_("Score 5")),
        Key("run.skip", "s,f9", "skip", N_("Skip"), show=True),
        Key("run.copy", "y", "copy_phone", N_("Copy phone")),
        Key("run.ticket", "t", "open_ticket", N_("Ticket")),
        Key("run.undo", "z,ctrl+z", "app.undo_last", N_("Undo")),
        Key("run.help", "f1,question_mark,fullwidth_question_mark", "app.help_sheet", N_("Keys")),
        Key("run.palette", "ctrl+p", "app.command_palette", N_("All actions")),
        Key("run.leave", "escape", "leave", N_("Back"), show=True),
    ),
}


def bindings_for(*contexts: str) -> list[BindingType]:
    """The bindings of a screen, from the table."""
    return [
        Binding(key.keys, key.action, key.words, show=key.show, id=key.id, priority=key.first)
        for context in contexts
        for key in KEYS[context]
    ]


_NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "fullwidth_question_mark": "？",
    "plus": "+",
    "slash": "/",
    "fullwidth_solidus": "／",
}
_PRESSED = {name: key for key, name in _NAMES.items()}


def key_name(key: str) -> str:
    """A key as people know it, in letters that every terminal draws alike: `Ctrl+S`, `Enter`, `F2`, `D`."""
    *held, last = key.split("+")
    name = _NAMES.get(last, last if len(last) == 1 else last.capitalize())
    short = name.upper() if held and len(name) == 1 else name
    return "+".join([*(part.capitalize() for part in held), short])


def pressed_key(name: str) -> str:
    """The key behind a name: what a click on a key hint presses."""
    if name in _PRESSED:
        return _PRESSED[name]
    *held, last = name.split("+")
    return "+".join([*(part.lower() for part in held), last if len(name) == 1 else last.lower()])
