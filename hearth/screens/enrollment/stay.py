"""Correct a stay, name another head, choose who is assigned. Actions: correct_enrollment, change_head, assign_staff."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.assigned_staff import assigned_to
from hearth.access.contacts import colleagues
from hearth.access.household import household_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.assign_staff import assign_staff
from hearth.actions.change_head import change_head
from hearth.actions.correct_enrollment import RIGHT, cocs_of, correct_enrollment
from hearth.actions.join_split_stays import RIGHT as JOINS
from hearth.actions.refusal import NotDone
from hearth.rules.enrollment.move_in_is_within_stay import TYPES
from hearth.screens.enrollment.stay_form import HeadForm, StaffForm, StayForm
from hearth.screens.enrollment_frame import enrollment_page
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def stay(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show what can be corrected, or do what the pressed button (`do`) says: "stay", "head" or "staff"."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may(RIGHT, enrollment.project):
        raise PermissionDenied
    household = household_of(viewer, enrollment)
    do = request.POST.get("do", "") if request.method == "POST" else ""

    def sent(part: str) -> Any:
        return request.POST if do == part else None

    houses = enrollment.project.project_type in TYPES
    assigned = assigned_to(viewer, [enrollment])[enrollment.pk]
    forms = {
        "stay": StayForm(
            sent("stay"), household, houses=houses, coc_codes=cocs_of(viewer, enrollment.project)
        ),
        "head": HeadForm(sent("head"), household),
        "staff": StaffForm(sent("staff"), colleagues(viewer), assigned),
    }
    if do in forms and forms[do].is_valid():
        try:
            text = _perform(viewer, do, forms[do], household)
        except NotDone as refusal:
            _refuse(forms[do], refusal)
        else:
            notices.saved(request, text)
            return redirect("enrollment:enrollment", enrollment.pk)
    return enrollment_page(
        request,
        "enrollment/stay.html",
        enrollment,
        "stay",
        household=household,
        stay_form=forms["stay"],
        head_form=forms["head"],
        staff_form=forms["staff"],
        may_join=viewer.may(JOINS, enrollment.project),
    )


def _perform(viewer: Viewer, do: str, form: Any, household: list[Any]) -> str:
    if do == "stay":
        correct_enrollment(viewer=viewer, members=form.members())
        return _("Corrected.")
    if do == "head":
        change_head(viewer=viewer, new_head=form.chosen(), relationships=form.told())
        return _("Another head of household, from the beginning of the stay. Look at the relationships.")
    assign_staff(
        viewer=viewer,
        enrollments=[one.enrollment for one in household],
        account_ids=form.cleaned_data["accounts"],
    )
    return _("Assigned.")


def _refuse(form: Any, refusal: NotDone) -> None:
    if isinstance(form, StayForm):
        form.refuse(refusal)
        return
    for problem in refusal.problems:
        form.add_error(None, problem.message)
