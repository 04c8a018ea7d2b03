"""What a program is, section by section. Actions: hearth/actions/keep_program.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.programs import described
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.keep_program import (
    PARTS,
    RIGHT,
    add_part,
    add_program,
    change_part,
    change_program,
    remove_part,
    serve_residents_of,
)
from hearth.actions.refusal import NotDone, stop_if
from hearth.forms.descriptors import descriptor_form
from hearth.hud.collection import ProjectFacts
from hearth.screens.program_setup.affiliation import AffiliationForm
from hearth.screens.program_setup.parts import (
    answers_of,
    form_of,
    part_named,
    reached_cocs,
    refuse,
    sections,
)
from hearth.screens.program_setup.works import exits_here, forms_used
from hearth.ui import notices


@require_safe
@requires("see_programs")
def setup(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show everything that describes a program, and what is still to settle."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    found = described(viewer, project)
    may_keep = viewer.may(RIGHT, project) and not found.kept_in
    return render(
        request,
        "program_setup/setup.html",
        {
            "project": project,
            "sections": sections(found.rows, houses=found.houses),
            "affiliations": found.rows["affiliation"],
            "serves_residents": project.project_type == 6 or project.rrh_sub_type == 1,
            "problems": _told(found.problems),
            "is_ready": not found.problems and found.holds_clients,
            "holds_clients": found.holds_clients,
            "kept_in": found.kept_in,
            "may_keep": may_keep,
            "may_ask": viewer.may("ask_inventory", project) and not may_keep and not found.kept_in,
            "may_see_history": viewer.may("see_history"),
            "exits": exits_here(found),
            "forms": forms_used(found, viewer.today),
            "tab": "setup",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add(request: Any, organization_id: uuid.UUID) -> HttpResponse:
    """Ask what a new program is, where it lies and how it takes part in HMIS; from its first day it is whole."""
    viewer: Viewer = request.viewer
    organization = viewer.organizations.filter(pk=organization_id).first()
    if organization is None:
        raise NotVisible("There is no such agency.")
    if not viewer.may(RIGHT, organization=organization):
        raise PermissionDenied
    form = descriptor_form(
        ["2.02", "2.03", "2.08"],
        ProjectFacts(),
        viewer.today,
        data=request.POST or None,
        row={"HMISParticipationType": 2 if organization.victim_service_provider == 1 else 1},
        coc_codes=reached_cocs(viewer),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = add_program(
                viewer=viewer,
                organization_id=organization.pk,
                project=form.values("Project"),
                coc=form.values("ProjectCoC"),
                hmis=form.values("HMISParticipation"),
            )
        except NotDone as refusal:
            refuse(form, refusal)
        else:
            notices.saved(request, _("The program was added. Its funders and beds come next."))
            return redirect("program_setup:setup", made.pk)
    title = _("Add a program")
    return _form_page(request, form, title, organization.organization_name, "program_setup:agencies")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Change what a program is (2.02)."""
    viewer: Viewer = request.viewer
    project = _mine(viewer, viewer.project(project_id))
    form = descriptor_form(
        ["2.02"], ProjectFacts(), viewer.today, data=request.POST or None, row=answers_of(project)
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_program(viewer=viewer, project_id=project.pk, said=form.values("Project"))
        except NotDone as refusal:
            refuse(form, refusal)
        else:
            return _saved(request, project)
    return _form_page(request, form, _("What the program is"), project.project_name, project=project)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add_row(request: Any, project_id: uuid.UUID, part: str) -> HttpResponse:
    """Add a row of a part; an affiliation is a choice among residential programs."""
    viewer: Viewer = request.viewer
    project = _mine(viewer, viewer.project(project_id))
    if part == "affiliation":
        return _affiliate(request, project)
    kind = part_named(part)
    form = form_of(viewer, kind, project, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_part(viewer=viewer, project_id=project.pk, kind=part, said=form.values(kind.file))
        except NotDone as refusal:
            refuse(form, refusal)
        else:
            return _saved(request, project)
    title = _("Add: %(part)s") % {"part": kind.one}
    return _form_page(request, form, title, project.project_name, project=project)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change_row(request: Any, part: str, described_id: uuid.UUID) -> HttpResponse:
    """Show a row of a part, and change it."""
    viewer: Viewer = request.viewer
    kind = part_named(part)
    rows: Any = viewer.rows(PARTS[part])
    row = rows.filter(pk=described_id).select_related("project__organization").first()
    if row is None:
        raise NotVisible("There is no such row.")
    project = _mine(viewer, row.project)
    form = form_of(viewer, kind, project, request.POST or None, answers_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_part(viewer=viewer, kind=part, row_id=row.pk, said=form.values(kind.file))
        except NotDone as refusal:
            refuse(form, refusal)
        else:
            return _saved(request, project)
    return _form_page(request, form, str(kind.one), project.project_name, project=project, row=row, part=part)


@require_POST
@requires(RIGHT)
def take_out(request: Any, part: str, described_id: uuid.UUID) -> HttpResponse:
    """Take out a row that was entered by mistake."""
    viewer: Viewer = request.viewer
    if part not in PARTS:
        raise NotVisible("There is no such part of a program.")
    rows: Any = viewer.rows(PARTS[part])
    row = rows.filter(pk=described_id).first()
    if row is None:
        raise NotVisible("There is no such row.")
    try:
        remove_part(viewer=viewer, kind=part, row_id=described_id)
    except NotDone as refusal:
        notices.refused(request, " ".join(problem.message for problem in refusal.problems))
    else:
        notices.saved(request, _("It was taken out. The history keeps it."))
    return redirect("program_setup:setup", row.project_id)


def _affiliate(request: Any, project: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    form = AffiliationForm(request.POST or None, projects=_residential(viewer, project))
    if request.method == "POST" and form.is_valid():
        try:
            serve_residents_of(
                viewer=viewer, project_id=project.pk, residential_id=form.cleaned_data["residential"]
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            return _saved(request, project)
    return render(request, "program_setup/affiliation.html", {"form": form, "project": project})


def _residential(viewer: Viewer, project: Any) -> Any:
    rows = viewer.projects.filter(project_type__in=(0, 1, 2, 3, 8, 9, 10, 13)).exclude(pk=project.pk)
    return rows.exclude(rrh_sub_type=1).order_by("project_name", "pk").values_list("pk", "project_name")


def _mine(viewer: Viewer, project: Any) -> Any:
    """Give a program that the viewer may set up. Raises PermissionDenied."""
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    return project


def _saved(request: Any, project: Any) -> HttpResponse:
    notices.saved(request, _("Saved."))
    return redirect("program_setup:setup", project.pk)


def _told(problems: Any) -> list[str]:
    try:
        stop_if(problems)
    except NotDone as refusal:
        return [problem.message for problem in refusal.problems]
    return []


def _form_page(
    request: Any, form: Any, title: str, subtitle: Any, back: str = "", project: Any = None, **more: Any
) -> HttpResponse:
    more |= {"form": form, "title": title, "subtitle": subtitle, "back": back, "project": project}
    return render(request, "program_setup/form.html", more)
