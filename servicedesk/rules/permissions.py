"""Who may do what: four roles and the one matrix that every operation asks."""

from __future__ import annotations

from enum import StrEnum

from servicedesk.i18n import N_, _
from servicedesk.problems import NotPermitted


class Permission(StrEnum):
    """What an operation or a lookup asks for before it does anything."""

    VIEW = "view"
    TICKET_CREATE = "ticket.create"
    TICKET_WORK = "ticket.work"
    TICKET_ASSIGN = "ticket.assign"
    TICKET_CANCEL = "ticket.cancel"
    CUSTOMER_EDIT = "customer.edit"
    CUSTOMER_ERASE = "customer.erase"
    CALLBACK_WORK = "callback.work"
    UNDO_OWN = "undo.own"
    UNDO_ANY = "undo.any"
    IMPORT = "import"
    EXPORT = "export"
    AUDIT = "audit"
    FIRM_EDIT = "firm.edit"
    STAFF_EDIT = "staff.edit"
    BACKUP = "backup"


# What each allows, said after "may".
PERMISSION_WORDS = {
    Permission.VIEW: N_("see files and reports"),
    Permission.TICKET_CREATE: N_("open tickets"),
    Permission.TICKET_WORK: N_("work on tickets"),
    Permission.TICKET_ASSIGN: N_("assign tickets"),
    Permission.TICKET_CANCEL: N_("cancel tickets"),
    Permission.CUSTOMER_EDIT: N_("keep customer files"),
    Permission.CUSTOMER_ERASE: N_("erase customer files and decide on restrictions"),
    Permission.CALLBACK_WORK: N_("make callbacks"),
    Permission.UNDO_OWN: N_("undo their own work"),
    Permission.UNDO_ANY: N_("undo anybody's work"),
    Permission.IMPORT: N_("import"),
    Permission.EXPORT: N_("export"),
    Permission.AUDIT: N_("read the audit"),
    Permission.FIRM_EDIT: N_("change teams and settings"),
    Permission.STAFF_EDIT: N_("change staff"),
    Permission.BACKUP: N_("back up and restore"),
}

_EVERYBODY = {
    Permission.VIEW,
    Permission.TICKET_CREATE,
    Permission.TICKET_WORK,
    Permission.TICKET_ASSIGN,
    Permission.CUSTOMER_EDIT,
    Permission.CALLBACK_WORK,
    Permission.UNDO_OWN,
}
_SUPERVISOR = _EVERYBODY | {
    Permission.CUSTOMER_ERASE,
    Permission.TICKET_CANCEL,
    Permission.UNDO_ANY,
    Permission.IMPORT,
    Permission.EXPORT,
    Permission.AUDIT,
}

MATRIX: dict[str, frozenset[Permission]] = {
    "receptionist": frozenset(_EVERYBODY | {Permission.TICKET_CANCEL}),
    "specialist": frozenset(_EVERYBODY),
    "supervisor": frozenset(_SUPERVISOR),
    "administrator": frozenset(Permission),
    "system": frozenset(Permission),
}
ROLE_NAMES = {
    "receptionist": N_("receptionist"),
    "specialist": N_("specialist"),
    "supervisor": N_("supervisor"),
    "administrator": N_("administrator"),
    "system": N_("the program itself"),
}

# What each role is there for (R185).
ROLE_DUTIES = {
    "receptionist": N_("takes every call, opens tickets, keeps customers informed, calls back"),
    "specialist": N_("does the work of the team on its tickets and writes down what was done"),
    "supervisor": N_("shares out work, decides what was escalated, reads the reports"),
    "administrator": N_("keeps staff, teams, settings and backups in order"),
}


def may(role: str, permission: Permission) -> bool:
    """Whether a role carries a permission; an unknown role carries none."""
    return permission in MATRIX.get(role, frozenset())


def require(role: str, permission: Permission) -> None:
    """Raises NotPermitted, naming the roles that may, unless `role` carries the permission."""
    if may(role, permission):
        return
    able = [_(ROLE_NAMES[name]) for name, held in MATRIX.items() if permission in held and name != "system"]
    raise NotPermitted(
        _("A {role} may not do this").format(role=_(ROLE_NAMES.get(role, role))),
        _("Ask one who may: {roles}").format(roles=", ".join(able)),
    )
