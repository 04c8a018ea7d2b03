"""Home: the search box, the clients opened last, and what this person can do. Uses no action."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.backups import last_backup
from hearth.access.recent import recent_clients
from hearth.access.search import Found
from hearth.access.viewer import Viewer
from hearth.screens.client_rows import client_rows


@require_safe
def home(request: Any) -> HttpResponse:
    """Show where one begins. The page is for everybody; each part of it for who has the right."""
    viewer: Viewer = request.viewer
    finds_clients = viewer.may("find_client")
    recent = [Found(client) for client in recent_clients(viewer)] if finds_clients else []
    return render(
        request,
        "home/screen.html",
        {
            "finds_clients": finds_clients,
            "rows": client_rows(viewer, recent) if recent else [],
            "tasks": _tasks(viewer),
            "backup": last_backup(viewer),
            "today": viewer.today,
        },
    )


def _tasks(viewer: Viewer) -> list[tuple[str, str, str]]:
    """Give what the person can do: label, what it is for, address."""
    tasks = [
        (
            "see_programs",
            _("Programs"),
            _("Who is in which program today, and what the program is."),
            "programs:programs",
        ),
        (
            "record_release",
            _("Whom to ask about sharing"),
            _(
                "Releases that end soon or ended, nobody asked yet, spoken answers to be signed, who turned 18."
            ),
            "release:worklist",
        ),
        (
            "run_reports",
            _("Reports"),
            _("Run a report, open its numbers, take its files with you."),
            "reports:list",
        ),
        (
            "import_data",
            _("Import data"),
            _("Load an HMIS CSV export of this or another system."),
            "exchange:imports",
        ),
        (
            "export_data",
            _("Export data"),
            _("Make an HMIS CSV export for the VA, RHY, Eva or another receiver."),
            "export:list",
        ),
        (
            "manage_settings",
            _("What clients read"),
            _("The release that clients sign and the public privacy notice, in all their versions."),
            "release:texts",
        ),
        (
            "answer_self_check",
            _("Yearly self-check"),
            _("What this system cannot see: workstations, screens, paper and keys."),
            "self_checks:list",
        ),
    ]
    return [(label, text, reverse(name)) for right, label, text, name in tasks if viewer.may(right)]
