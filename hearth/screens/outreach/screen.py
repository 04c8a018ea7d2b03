"""Contacts of outreach. Actions: hearth/actions/record_contact.py, hearth/actions/keep_location.py."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.contacts_of_day import asked_about, own_contacts, programs_with_contacts
from hearth.access.household import household_of, still_there
from hearth.access.record_pieces import LocationKind
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_location import RIGHT as KEEPS_LOCATIONS
from hearth.actions.keep_location import Located, keep_location
from hearth.actions.record_contact import RIGHT, record_contact
from hearth.actions.refusal import NotDone
from hearth.actions.stay_records import may_delete_record
from hearth.forms.build import CollectionForm
from hearth.forms.place import build_at
from hearth.hud.collection import PersonFacts
from hearth.hud.words import words_for
from hearth.rules.client.age import age_on
from hearth.screens.outreach.form import MeetingForm
from hearth.ui import notices

_STAGE = "current_living_situation"
_DAY = "CurrentLivingSituation_InformationDate"
_PEOPLE_ON_A_PAGE, _CONTACTS_ON_A_PAGE = 100, 25
_ADULT = PersonFacts(age=18, relationship=1, veteran=None)


@require_safe
@requires(RIGHT)
def day(request: Any) -> HttpResponse:
    """List the worker's own contacts of a day (`?on=`), and where to record the next one."""
    viewer: Viewer = request.viewer
    if not viewer.may("find_client"):
        raise PermissionDenied
    on = parse_date(request.GET.get("on", "")) or viewer.today
    page = Paginator(own_contacts(viewer, on), _CONTACTS_ON_A_PAGE).get_page(request.GET.get("page"))
    contacts = [
        {
            "row": row,
            "where": words_for(
                "CurrentLivingSituation", "CurrentLivingSituation", row.current_living_situation
            ),
            "is_engaged": row.enrollment.date_of_engagement == row.information_date,
            "may_delete": may_delete_record(viewer, "living_situation", row),
        }
        for row in page.object_list
    ]
    return render(
        request,
        "outreach/day.html",
        {
            "on": on,
            "page": page,
            "contacts": contacts,
            "programs": programs_with_contacts(viewer),
            "may_create": viewer.may("create_client"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def meet(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Record a contact with several people of a program at once."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    if not (viewer.may(RIGHT, project) and viewer.may("find_client")):
        raise PermissionDenied
    page = Paginator(asked_about(viewer, project), _PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    return _record(request, project, list(page.object_list), page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def contact(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Record a contact with the adults and the head of one household."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may(RIGHT, enrollment.project):
        raise PermissionDenied
    there = still_there(household_of(viewer, enrollment))
    return _record(request, enrollment.project, [stay for stay in there if _is_asked_about(viewer, stay)])


def _is_asked_about(viewer: Viewer, stay: Any) -> bool:
    years = age_on(viewer.today, stay.client.dob)
    return bool(stay.relationship_to_hoh == 1 or years is None or years >= 18)


def _record(request: Any, project: Any, stays: list[Any], page: Any = None) -> HttpResponse:
    viewer: Viewer = request.viewer
    data = request.POST if request.method == "POST" else None
    on = parse_date(data.get(_DAY, "")) if data else None
    questions = build_at(viewer, project, _STAGE, _ADULT, on or viewer.today, data=data)
    if _DAY in questions.fields:
        questions.initial.setdefault(_DAY, viewer.today)
    people = MeetingForm(data, stays=stays, keeps_points=viewer.may(KEEPS_LOCATIONS))
    if data is not None and people.is_valid() and questions.is_valid() and _is_told(questions):
        try:
            count = _store(viewer, people, questions)
        except NotDone as refusal:
            people.refuse(refusal)
        else:
            text = ngettext("The contact was recorded.", "Recorded for %(count)s people.", count)
            notices.saved(request, text % {"count": count})
            return redirect(reverse("outreach:day") + f"?on={_on(questions).isoformat()}")
    return render(
        request,
        "outreach/meet.html",
        {
            "project": project,
            "people": people,
            "questions": questions,
            "sections": questions.sections(),
            "page": page,
            "stays": stays,
        },
    )


def _is_told(questions: CollectionForm) -> bool:
    """Say whether a day and a place were told; what else is open is asked at the next contact."""
    for name in (_DAY, "CurrentLivingSituation_CurrentLivingSituation"):
        if questions.cleaned_data.get(name) is None:
            questions.add_error(name, questions.fields[name].error_messages["required"])
    return questions.is_valid()


def _on(questions: CollectionForm) -> date:
    found: date = questions.cleaned_data[_DAY]
    return found


def _store(viewer: Viewer, people: MeetingForm, questions: CollectionForm) -> int:
    [row] = [one for one in questions.asked_rows() if one.file == "CurrentLivingSituation"]
    on = _on(questions)
    made = record_contact(
        viewer=viewer,
        enrollments=people.met_stays(),
        on=on,
        values=row.values,
        engaged=people.engaged_ids(),
    )
    point = people.point()
    if point is not None:
        place = str(row.values.get("LocationDetails") or "")[:120]
        located = Located(kind=LocationKind.MET, on=on, place=place, latitude=point[0], longitude=point[1])
        for stay in people.met_stays():
            keep_location(viewer=viewer, client=stay.client, located=located, enrollment=stay)
    return len(made)
