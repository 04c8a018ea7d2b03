"""Enroll a household: choose the program, then everybody on one page, people without a record too.

Actions: hearth/actions/enroll_household.py, hearth/actions/create_client.py.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.search import Finding, find
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.enroll_household import enroll_household
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.hud.words import words_for
from hearth.screens.client_frame import client_page
from hearth.screens.intake.form import HouseholdForm
from hearth.screens.intake.people import Person, asked_for, open_programs_of, suggested
from hearth.screens.new_client import NewClient
from hearth.ui import notices

_PEOPLE_AT_MOST = 40


@require_safe
@requires("enroll_household")
def program(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Choose the program. Where the agency has only one there is nothing to choose."""
    client = request.viewer.client(client_id, "intake")
    programs = list(_open_programs(request.viewer))
    if len(programs) == 1:
        return redirect("intake:household", client.id, programs[0].id)
    since = open_programs_of(request.viewer, client)
    rows = [
        (one, words_for("Project", "ProjectType", one.project_type), since.get(one.id)) for one in programs
    ]
    return client_page(request, "intake/program.html", client, programs=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("enroll_household")
def household(request: Any, client_id: uuid.UUID, project_id: uuid.UUID) -> HttpResponse:
    """Show the form, look for more people, add one without a record, or save: as the button says (`do`).

    Every button sends the whole form, so nothing typed is lost, with JavaScript or without.
    """
    viewer: Viewer = request.viewer
    codes = viewer.project_cocs.filter(project=OuterRef("pk")).order_by("coc_code").values("coc_code")
    programs: Any = _open_programs(viewer).annotate(coc_codes=ArraySubquery(codes))
    project = programs.filter(pk=project_id).first()
    if project is None:
        raise NotVisible("There is no such program.")
    if request.method == "POST":
        # The reading was logged when the form was opened; each further search is not one more.
        client = viewer.clients.filter(pk=client_id).first()
        if client is None:
            raise NotVisible("There is no such client.")
        return _answer(request, client, project)
    opened = viewer.client(client_id, "intake")
    into = _into(request, project)
    form = _form(viewer, project, suggested(viewer, opened, project), into=into)
    return _page(request, opened, project, form, into=into)


def _answer(request: Any, client: Any, project: Any) -> HttpResponse:
    """Do what the pressed button says. Enter in the search box searches, Enter elsewhere saves."""
    viewer, sent = request.viewer, request.POST
    words = sent.get("words", "").strip()
    added = _ids([sent["add"]]) if "add" in sent else []
    new = _without_record(request, words)
    if new is not None and new.is_sent and (made := new.save()) is not None:
        notices.saved(request, new.said())
        added, new = [made.pk], None
    on_form = _ids(sent.getlist("person"))[:_PEOPLE_AT_MOST]
    into = _into(request, project)
    people = asked_for(viewer, project, [*on_form, *added], added=set(added))
    wants_search = sent.get("do") == "search" or (sent.get("do") == "enter" and words)
    if added or wants_search or request.htmx or _is_about_one(sent):
        form = _form(viewer, project, people, keep=sent, focus=added[0] if added else None, into=into)
        finding = find(viewer, words) if wants_search else None
        return _page(request, client, project, form, "" if added else words, finding, into=into, new=new)
    form = _form(viewer, project, people, data=sent, into=into)
    if form.is_valid():
        if sent.get("do") == "head_first":
            form.let_head_start_first()
        try:
            enrollments = enroll_household(
                viewer=viewer,
                project=project,
                members=form.members(),
                coc_code=form.cleaned_data.get("coc"),
                private=bool(form.cleaned_data.get("private")),
                joining=into,
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            _say_done(request, client, project, enrollments)
            return _go_on(sent.get("do", ""), viewer, client, into, enrollments)
    return _page(request, client, project, form, into=into)


def _is_about_one(sent: Any) -> bool:
    """Say whether the form of a person without a record is opened, open or closed: nobody is enrolled then."""
    return "new" in sent or sent.get("do") == "new"


def _without_record(request: Any, words: str) -> NewClient | None:
    """Give the form of a person without a record, or None where none is open. A search for `words` came before."""
    viewer, sent = request.viewer, request.POST
    do = sent.get("do")
    if not _is_about_one(sent) or "add" in sent or do in ("drop", "search"):
        return None
    if not viewer.may("create_client"):
        raise PermissionDenied
    if not words:
        notices.refused(request, _("Search first: the person may be on file under another spelling."))
        return None
    if do != "new":
        return NewClient(viewer, data=sent)
    opened = NewClient(viewer, words=words)
    opened.open_here()
    return opened


def _go_on(do: str, viewer: Viewer, client: Any, into: Any, enrollments: list[Any]) -> HttpResponse:
    """Go on with the questions of the intake, or back to the client or the household that was added to."""
    if do == "ask" and viewer.may("see_answers"):
        first = into or min(enrollments, key=lambda one: one.relationship_to_hoh)
        page = "household" if into or len(enrollments) > 1 else "collect"
        return redirect(f"collection:{page}", first.pk, "start")
    return redirect("enrollment:enrollment", into.pk) if into else redirect("client:client", client.id)


def _into(request: Any, project: Any) -> Any:
    """Give the enrollment whose household the people come into, or None for a new household."""
    asked = request.POST.get("into") or request.GET.get("into")
    if not asked:
        return None
    found = request.viewer.enrollments.filter(pk=_ids([asked])[0], project=project).first()
    if found is None:
        raise NotVisible("There is no such enrollment.")
    return found


def _say_done(request: Any, client: Any, project: Any, enrollments: list[Any]) -> None:
    text = ngettext("Enrolled in %(program)s.", "Enrolled %(count)s people in %(program)s.", len(enrollments))
    undo = reverse("client:take_back", args=[client.id, enrollments[0].change_id])
    notices.saved(request, text % {"count": len(enrollments), "program": project.project_name}, undo)


def _page(
    request: Any,
    client: Any,
    project: Any,
    form: HouseholdForm,
    words: str = "",
    finding: Finding | None = None,
    *,
    into: Any = None,
    new: NewClient | None = None,
) -> HttpResponse:
    viewer: Viewer = request.viewer
    on_form = {person.id for person in form.people}
    own = next((person for person in form.people if person.id == client.id), None)
    return client_page(
        request,
        "intake/household.html",
        client,
        project=project,
        form=form,
        words=words,
        finding=finding,
        found=[
            (one, person_name(one)) for one in (finding.clients if finding else []) if one.id not in on_form
        ],
        enrolled_since=own.enrolled_since if own and into is None else None,
        into=into,
        may_ask=viewer.may("see_answers"),
        may_add=viewer.may("create_client"),
        new=new,
        **(new.context() if new else {}),
    )


def _form(
    viewer: Viewer,
    project: Any,
    people: list[Person],
    data: Mapping[str, Any] | None = None,
    keep: Mapping[str, Any] | None = None,
    focus: uuid.UUID | None = None,
    into: Any = None,
) -> HouseholdForm:
    coc_codes = list(dict.fromkeys(filter(None, project.coc_codes)))
    return HouseholdForm(
        data,
        people=people,
        coc_codes=coc_codes if into is None else [],
        today=viewer.today,
        keep=keep,
        focus=focus,
        may_be_private=into is None and viewer.may("keep_private", project),
        adds_to_household=into is not None,
    )


def _open_programs(viewer: Viewer) -> "QuerySet[Any]":
    """The programs that the viewer may enroll into: of the agency they work for, and not closed."""
    still_open = Q(operating_end_date=None) | Q(operating_end_date__gte=viewer.today)
    return viewer.projects.filter(still_open, organization=viewer.organization).order_by("project_name", "id")


def _ids(texts: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text) for text in texts]
    except ValueError:
        raise Http404 from None
