"""A client's privacy: private records, a refused name, the SSN. What they released: hearth/screens/release.

Actions: make_private, refuse_consent.
"""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hearth.access.ssn_reveal import reveal_ssn
from hearth.access.viewer import Viewer, requires
from hearth.actions.make_private import (
    make_client_private,
    make_enrollment_private,
    may_make_client_private,
)
from hearth.actions.refusal import NotDone
from hearth.actions.refuse_consent import refuse_consent, restore_identity
from hearth.screens.client_frame import client_page
from hearth.ui import notices


@require_safe
@requires("find_client")
def privacy(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what is private, and whether the client is named. What they said about sharing has a page of its own."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "privacy")
    return client_page(
        request,
        "privacy/screen.html",
        client,
        "privacy",
        may_record=viewer.may("record_release"),
        cannot=may_make_client_private(viewer, client),
        may_keep_refused=viewer.may("manage_consent_refused"),
        stays=_own_stays(viewer, client),
    )


@require_POST
@requires("keep_private")
def private_client(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Make the client private, or share again."""
    private = request.POST.get("private") == "yes"
    try:
        make_client_private(viewer=request.viewer, client_id=client_id, private=private)
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(request, _("Only your agency sees this client now.") if private else _("Shared again."))
    return redirect("privacy:client", client_id)


@require_POST
@requires("keep_private")
def private_enrollment(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Make an enrollment private for the whole household, or share it again."""
    private = request.POST.get("private") == "yes"
    rows = make_enrollment_private(viewer=request.viewer, enrollment_id=enrollment_id, private=private)
    if private:
        said = ngettext("Private now, for %(count)s person.", "Private now, for %(count)s people.", len(rows))
        notices.saved(request, said % {"count": len(rows)})
    else:
        notices.saved(request, _("Shared again."))
    chosen = next(row for row in rows if row.pk == enrollment_id)
    return redirect("privacy:client", chosen.client_id)


@require_POST
@requires("record_release")
def refused_name(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Take the client's name out because they refuse to be named, or put it back."""
    back = request.POST.get("do") == "restore"
    try:
        (restore_identity if back else refuse_consent)(viewer=request.viewer, client_id=client_id)
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(request, _("The name is back.") if back else _("The name was taken out."))
    return redirect("privacy:client", client_id)


@require_POST
@requires("see_ssn")
def ssn(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the whole Social Security number, once, and log that it was shown."""
    number = reveal_ssn(request.viewer, client_id)
    client = request.viewer.clients.get(pk=client_id)
    if request.htmx:
        return render(request, "privacy/ssn_shown.html", {"number": number})
    return client_page(request, "privacy/ssn.html", client, number=number)


def _own_stays(viewer: Viewer, client: Any) -> list[Any]:
    """Give the client's enrollments that the viewer may make private, each household once."""
    if not viewer.may("keep_private"):
        return []
    rows = viewer.enrollments.filter(client=client).select_related("project").order_by("-entry_date", "pk")
    return [row for row in rows if viewer.may("keep_private", row.project)]
