"""The agencies, and what each is (2.01). Action: hearth/actions/keep_agency.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.keep_agency import keep_organization
from hearth.actions.keep_program import RIGHT
from hearth.actions.refusal import NotDone
from hearth.forms.descriptors import descriptor_form
from hearth.hud.collection import ProjectFacts
from hearth.screens.program_setup.parts import answers_of, refuse
from hearth.ui import notices

_ROWS_ON_A_PAGE = 50


@require_safe
@requires(RIGHT)
def agencies(request: Any) -> HttpResponse:
    """List the agencies that the viewer may set up."""
    viewer: Viewer = request.viewer
    rows: QuerySet[Any] = viewer.organizations.order_by("organization_name", "pk")
    page = Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "program_setup/agencies.html", {"page": page, "may_add": viewer.may(RIGHT, everywhere=True)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add(request: Any) -> HttpResponse:
    """Ask what a new agency is."""
    if not request.viewer.may(RIGHT, everywhere=True):
        raise PermissionDenied
    return _keep(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change(request: Any, organization_id: uuid.UUID) -> HttpResponse:
    """Show what an agency is, and change it."""
    viewer: Viewer = request.viewer
    row = viewer.organizations.filter(pk=organization_id).first()
    if row is None:
        raise NotVisible("There is no such agency.")
    if not viewer.may(RIGHT, organization=row):
        raise PermissionDenied
    return _keep(request, row)


def _keep(request: Any, row: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    form = descriptor_form(
        ["2.01"],
        ProjectFacts(),
        viewer.today,
        data=request.POST or None,
        row=answers_of(row) if row is not None else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_organization(
                viewer=viewer, organization_id=row.pk if row else None, said=form.values("Organization")
            )
        except NotDone as refusal:
            refuse(form, refusal)
        else:
            notices.saved(request, _("Saved: %(agency)s.") % {"agency": kept.organization_name})
            return redirect("program_setup:agencies")
    title = _("What the agency is") if row else _("Add an agency")
    return render(
        request,
        "program_setup/form.html",
        {
            "form": form,
            "title": title,
            "subtitle": row and row.organization_name,
            "back": "program_setup:agencies",
        },
    )
