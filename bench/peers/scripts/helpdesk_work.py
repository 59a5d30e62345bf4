"""helpdesk_work.py FOLDER make | load CSV | newest | find TEXT | show N | create TEXT: django-helpdesk by its own models."""

# mypy: ignore-errors
import csv
import sys
from itertools import islice
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

folder, verb, *said = sys.argv[1:]
settings.configure(
    SECRET_KEY="none",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.messages",
        "django.contrib.humanize",
        "django.contrib.admin",
        "rest_framework",
        "helpdesk",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/helpdesk.sqlite"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_ACTIVATE_API_ENDPOINT=False,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    ROOT_URLCONF="helpdesk.urls",
    SITE_ID=1,
    USE_TZ=True,
)
django.setup()

from helpdesk.models import Queue, Ticket  # noqa: E402  its models want the settings

STATUS = {"new": 1, "open": 1, "waiting": 1, "closed": 4}
PRIORITY = {"urgent": 1, "high": 2, "normal": 3, "low": 4}


def load(path):
    """Brings the rows in by `bulk_create`, a thousand at a time."""
    queue, _made = Queue.objects.get_or_create(title="All", slug="all")
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        while portion := list(islice(rows, 1_000)):
            Ticket.objects.bulk_create(
                Ticket(
                    title=row["Title"],
                    description=row["Description"],
                    queue=queue,
                    status=STATUS[row["Status"]],
                    priority=PRIORITY[row["Priority"]],
                )
                for row in portion
            )


def show(tickets):
    """Prints the fifty newest of some tickets."""
    for ticket in tickets.select_related("queue", "assigned_to").order_by("-id")[:50]:
        print(ticket.id, ticket.title, ticket.status, ticket.queue.title)


if verb == "make":
    call_command("migrate", verbosity=0)
elif verb == "load":
    load(said[0])
elif verb == "newest":
    show(Ticket.objects.filter(status=1))
elif verb == "find":
    show(
        Ticket.objects.filter(title__icontains=said[0])
        | Ticket.objects.filter(description__icontains=said[0])
    )
elif verb == "show":
    ticket = Ticket.objects.get(id=said[0])
    print(ticket.id, ticket.title, ticket.description, list(ticket.followup_set.all()))
else:
    print(Ticket.objects.create(title=said[0], queue=Queue.objects.get()).id)
