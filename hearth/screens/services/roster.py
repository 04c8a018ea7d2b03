"""Record one service for many people of a program at once. Actions: record_service.py,
record_local_service.py, take_back.py.
"""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.household import HouseholdMember
from hearth.access.services_offered import services_offered
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.take_back import take_back
from hearth.screens.services.form import ServiceForm, day_of, labels_of, of_household, only_service
from hearth.screens.services.screen import asks_details, say_done, store, typed
from hearth.ui import notices

_PEOPLE_ON_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def program(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show who is enrolled today, to be ticked; ask for the details of a service (`do=details`), or save."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    if not (viewer.may("record_service", project) and viewer.may("find_client")):
        raise PermissionDenied
    offered = services_offered(viewer, project, day_of(request.POST, viewer.today))
    page = _people(viewer, project, request.GET.get("page"))
    people = [HouseholdMember(enrollment, None) for enrollment in page.object_list]
    recipients = of_household(people, all_ticked=False)
    make = partial(ServiceForm, recipients=recipients, offered=offered, today=viewer.today)
    chosen = request.POST.get("service", "") or only_service(offered)
    form = make(chosen=chosen)
    if request.method == "POST" and asks_details(request):
        form = make(chosen=chosen, initial=typed(request.POST))
    elif request.method == "POST":
        form = make(request.POST, chosen=chosen)
        if form.is_valid():
            try:
                recorded = store(viewer, form)
            except NotDone as refusal:
                form.refuse(refusal)
            else:
                undo = reverse("services:take_back", args=[project.pk, recorded[0].change_id])
                say_done(request, labels_of(offered)[chosen], len(recorded), undo)
                return redirect("services:program", project.pk)
    return render(request, "services/program.html", {"project": project, "form": form, "page": page})


@require_POST
@requires("record_service")
def take_back_all(request: Any, project_id: uuid.UUID, change_id: uuid.UUID) -> HttpResponse:
    """Undo what was just recorded for many, and go back to the list."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    try:
        take_back(viewer=viewer, change_id=change_id)
    except NotDone as refusal:
        for problem in refusal.problems:
            notices.refused(request, problem.message)
    else:
        notices.saved(request, _("It was taken back for all of them."))
    return redirect("services:program", project.pk)


def _people(viewer: Viewer, project: Any, number: str | None) -> "Page[Any]":
    rows = open_enrollments(viewer).filter(project=project, entry_date__lte=viewer.today)
    rows = rows.select_related("client", "project__organization")
    # In the order of a list on paper.
    ordered = rows.order_by("client__last_name", "client__first_name", "pk")
    return Paginator(ordered, _PEOPLE_ON_A_PAGE).get_page(number)
