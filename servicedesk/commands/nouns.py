"""Every noun and word of the command line, with what help says of it; each is a module of this folder."""

from servicedesk.i18n import N_

NOUNS = {
    "ticket": N_("Tickets: open, list, work on, resolve."),
    "customer": N_("Customer files: make, find, show, edit."),
    "premises": N_("Places, who lives there, and what is known of them."),
    "agreement": N_("Contracts with customers and about premises."),
    "need": N_("What customers need, said or noticed, and what met it."),
    "contact": N_("Calls, visits and messages, in and out."),
    "callback": N_("Calls we owe customers."),
    "sla": N_("Promises: why they fall due, and the clock as a calculator."),
    "calendar": N_("Working hours, holidays and make-up days."),
    "search": N_("Search tickets, customers and contacts."),
    "report": N_("Reports, for reading and for cron."),
    "history": N_("What happened, to one thing or to all."),
    "undo": N_("Take back what was just done."),
    "audit": N_("Who did what, and since when."),
    "queue": N_("Named filters over open work."),
    "segment": N_("Named groups of customers."),
    "staff": N_("The people who act on the desk."),
    "team": N_("Groups of staff that work is handed to."),
    "category": N_("What tickets are about."),
    "field": N_("What the firm keeps of its customers besides."),
    "config": N_("Settings of the firm and of this person."),
    "setup": N_("Make a desk for a firm."),
    "demo": N_("A practice desk with made-up data."),
    "backup": N_("Copy the desk while it is in use."),
    "restore": N_("Bring back a copy of the desk."),
    "doctor": N_("Check that everything is in order."),
    "exit-codes": N_("What the exit codes mean."),
}
