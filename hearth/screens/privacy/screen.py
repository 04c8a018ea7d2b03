"""A client's privacy: releases, private records, a refused name, the SSN.

Actions: record_release, make_private, refuse_consent.
"""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.consent_state import guardians_of, releases_of
from hearth.access.ssn_reveal import reveal_ssn
from hearth.access.viewer import Viewer, requires
from hearth.actions.make_private import (
    make_client_private,
    make_enrollment_private,
    may_make_client_private,
)
from hearth.actions.record_release import Said, record_release, withdraw_release
from hearth.actions.refusal import NotDone
from hearth.actions.refuse_consent import refuse_consent, restore_identity
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.privacy.form import ReleaseForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def privacy(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what the client released and what is private; record a release."""
    viewer: Viewer = request.viewer
    if request.method == "POST" and not viewer.may("record_release"):
        raise PermissionDenied
    client = viewer.client(client_id, "privacy")
    guardians = guardians_of(viewer, client)
    form = ReleaseForm(
        request.POST or None,
        guardians=[(str(release.pk), person_name(person)) for release, person in guardians],
        initial={"starts_on": viewer.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_release(viewer=viewer, client=client, said=_said(form, guardians))
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The answer was recorded. It holds at once."))
            return redirect("privacy:client", client.pk)
    releases = releases_of(viewer, client)
    return client_page(
        request,
        "privacy/screen.html",
        client,
        "privacy",
        releases=releases,
        is_shared=any(one.is_in_force for one in releases),
        form=form,
        may_record=viewer.may("record_release"),
        cannot=may_make_client_private(viewer, client),
        may_keep_refused=viewer.may("manage_consent_refused"),
        stays=_own_stays(viewer, client),
    )


@require_POST
@requires("record_release")
def withdraw(request: Any, client_id: uuid.UUID, release_id: uuid.UUID) -> HttpResponse:
    """Take a release back."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "privacy")
    try:
        withdraw_release(viewer=viewer, release_id=release_id, why=request.POST.get("why", "").strip())
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(request, _("The release was taken back. Other agencies no longer see the record."))
    return _back(request, client.pk)


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


def _said(form: ReleaseForm, guardians: list[Any]) -> Said:
    given = form.cleaned_data
    by_key = {str(release.pk): release for release, _person in guardians}
    return Said(
        kind=given["kind"],
        permission=given["permission"] == "yes",
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        scope=given["scope"],
        covers_sensitive=given["covers_sensitive"],
        covers_part_2=given["covers_part_2"],
        follows=by_key.get(given["follows"]),
        minor_agreed=given["minor_agreed"],
    )


def _own_stays(viewer: Viewer, client: Any) -> list[Any]:
    """Give the client's enrollments that the viewer may make private, each household once."""
    if not viewer.may("keep_private"):
        return []
    rows = viewer.enrollments.filter(client=client).select_related("project").order_by("-entry_date", "pk")
    return [row for row in rows if viewer.may("keep_private", row.project)]


def _back(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Go back to the page, or home where the release was the reason why this agency saw the client."""
    if request.viewer.clients.filter(pk=client_id).exists():
        return redirect("privacy:client", client_id)
    return redirect("home:home")
