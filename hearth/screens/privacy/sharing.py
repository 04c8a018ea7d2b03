"""Who sees what of ours: what an agency shares, whether it is confidential, its Part 2 programs.

Action: hearth/actions/keep_sharing.py.
"""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.consent_state import Component, Level, given_by
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_sharing import (
    all_agencies,
    everyone,
    mark_agency_confidential,
    set_sharing,
    tag_part_2,
)
from hearth.actions.refusal import NotDone
from hearth.screens.privacy.form import SharingForm
from hearth.ui import notices

_UNSAID = "unsaid"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage_sharing")
def sharing(request: Any) -> HttpResponse:
    """Show in words who sees what of an agency, and change one part of it. `agency` in the address names it."""
    viewer: Viewer = request.viewer
    agencies = list(viewer.organizations.order_by("organization_name", "id"))
    agency = _chosen(viewer, request.GET.get("agency", ""))
    others = {str(one.pk): one for one in all_agencies(viewer, agency)}
    form = SharingForm(
        request.POST or None,
        components=Component.choices,
        levels=Level.choices,
        receivers=[(key, one.organization_name or "") for key, one in others.items()],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        receiver = others.get(given["receiver"])
        try:
            set_sharing(
                viewer=viewer,
                organization=agency,
                component=given["component"],
                level=None if given["level"] == _UNSAID else int(given["level"]),
                receiver=receiver,
                group=None if receiver else everyone(),
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Saved. It holds at once, for earlier records too."))
            return redirect(request.get_full_path())
    return render(
        request,
        "privacy/sharing.html",
        {
            "agency": agency,
            "agencies": agencies,
            "given": given_by(agency),
            "form": form,
            "programs": viewer.projects.filter(organization=agency).order_by("project_name", "id"),
        },
    )


@require_POST
@requires("manage_sharing")
def confidential(request: Any) -> HttpResponse:
    """Make an agency confidential, or end that."""
    viewer: Viewer = request.viewer
    agency = _chosen(viewer, request.POST.get("agency", ""))
    try:
        mark_agency_confidential(
            viewer=viewer, organization_id=agency.pk, confidential=request.POST.get("confidential") == "yes"
        )
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(request, _("Saved. It holds at once, for earlier records too."))
    return _to(agency)


@require_POST
@requires("manage_sharing")
def part_2(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Tag a program as one that 42 CFR Part 2 applies to, or end that."""
    project = tag_part_2(
        viewer=request.viewer, project_id=project_id, is_part_2=request.POST.get("part_2") == "yes"
    )
    notices.saved(request, _("Saved. It holds at once, for earlier records too."))
    return _to(project.organization)


def _chosen(viewer: Viewer, key: str) -> Any:
    """Give the agency that is named, or the viewer's own. Another one that they do not see is not found."""
    try:
        wanted = uuid.UUID(key) if key else viewer.organization.pk
    except ValueError:
        wanted = viewer.organization.pk
    return get_object_or_404(viewer.organizations, pk=wanted)


def _to(agency: Any) -> HttpResponse:
    response = redirect("privacy:sharing")
    response["Location"] += f"?agency={agency.pk}"
    return response
