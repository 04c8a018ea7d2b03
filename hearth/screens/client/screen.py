"""A client's pages: the record, the services, the history. Action: hearth/actions/take_back.py."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.access.client_acts import client_acts
from hearth.access.disclosures import disclosures
from hearth.access.household import living_with
from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.services_given import own_services_of
from hearth.access.services_offered import offered_to_anybody
from hearth.access.viewer import Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.take_back import take_back
from hearth.hud.words import service_words
from hearth.screens.client import profile
from hearth.screens.client.stays import ended_enrollments, ended_stays, open_stays
from hearth.screens.client_frame import client_page
from hearth.screens.told_acts import told

_ROWS_ON_A_PAGE = 25
_DIGITS_OF_A_PAGE = 6
_LATEST_SERVICES = 5


@require_safe
@requires("find_client")
def client(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show where the client is enrolled and with whom, the latest services, earlier stays, and who they are."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id)
    page = _counted_page(ended_enrollments(viewer, one), request.GET.get("page", ""))
    # The latest, and how many there are in all, in one query.
    services = list(_services(viewer, one).annotate(of_all=Window(Count("pk")))[:_LATEST_SERVICES])
    own_services = _own_services(viewer, one, _LATEST_SERVICES)
    members = living_with(viewer, one)
    elsewhere = keeping_elsewhere([one.source, *(member.source for member in members)])
    return client_page(
        request,
        "client/screen.html",
        one,
        "record",
        members=members,
        all_services=_shown_in_all(services, own_services),
        latest_services=len(services) + len(own_services),
        profile=_profile(one),
        page=page,
        open_stays=open_stays(viewer, one, members, elsewhere),
        kept_in=elsewhere.get(one.source_id, ""),
        ended_stays=ended_stays(viewer, list(page.object_list)),
        may_enroll=viewer.may("enroll_household"),
        shows_agency=viewer.sees_community or _has_others(viewer, members, page.object_list),
        may_see_ssn=viewer.may("see_ssn"),
        services=_described(viewer, services),
        own_services=own_services,
    )


@require_safe
@requires("find_client")
def services(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show everything that was provided, the latest first."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "services")
    page = Paginator(_services(viewer, one), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    return client_page(
        request,
        "client/services.html",
        one,
        "services",
        page=page,
        services=_described(viewer, rows),
        own_services=_own_services(viewer, one, _ROWS_ON_A_PAGE),
        gives_to_anybody=viewer.may("record_service") and bool(offered_to_anybody(viewer, viewer.today)),
        may_see_deleted=viewer.may("delete_records"),
    )


@require_safe
@requires("find_client")
def history(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show who did what to the record, when and why."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "history")
    page = Paginator(client_acts(viewer, one), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return client_page(
        request,
        "client/history.html",
        one,
        "history",
        page=page,
        zone=viewer.zone,
        acts=[told(act) for act in page.object_list],
        may_see_history=viewer.may("see_history"),
    )


@require_safe
@requires("find_client")
def disclosed(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what left this system about the client: in which export, for whom and what for."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "disclosures")
    page = Paginator(disclosures(viewer, one), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return client_page(
        request,
        "client/disclosures.html",
        one,
        "disclosures",
        page=page,
        zone=viewer.zone,
        sent=[(row, *_days_sent(row.export)) for row in page.object_list],
    )


@require_POST
@requires("find_client")
def take_back_act(request: Any, client_id: uuid.UUID, change_id: uuid.UUID) -> HttpResponse:
    """Undo what was just done to the client, and go back to their page."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id)
    try:
        action = take_back(viewer=viewer, change_id=change_id)
    except NotDone as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
    else:
        messages.success(request, _taken_back(action))
    # An undone first enrollment may have been the reason why this agency saw the client at all.
    still_seen = viewer.clients.filter(pk=one.pk).exists()
    return redirect("client:client", one.pk) if still_seen else redirect("home:home")


def _days_sent(export: dict[str, str]) -> tuple[date | None, date | None]:
    """Give the first and the last day that an export was asked for, from its row of Export.csv."""
    first, last = (parse_date(export.get(name, "")) for name in ("ExportStartDate", "ExportEndDate"))
    return first, last


def _taken_back(action: str) -> str:
    said = {
        "enroll_household": _("The enrollment was taken back."),
        "record_service": _("The service was taken back."),
        "record_local_service": _("The service was taken back."),
        "exit_household": _("The exit was taken back: the enrollment is open again."),
    }
    return said[action]


def _profile(one: Any) -> dict[str, Any]:
    is_veteran = one.veteran_status == 1
    return {
        "full_name": profile.full_name(one),
        "ssn": profile.ssn_in_words(one),
        "race_and_ethnicity": profile.race_and_ethnicity(one),
        "military_service": profile.military_service(one) if is_veteran else "",
    }


def _has_others(viewer: Viewer, *stays: Any) -> bool:
    """Say whether a stay at another agency is among these: then each names its agency."""
    own = viewer.organization.pk
    return any(stay.project.organization_id != own for some in stays for stay in some)


def _counted_page(rows: Any, number: str) -> "Page[Any]":
    """Give a page of the rows and how many there are in all, in one query where that page exists."""
    paginator = Paginator(rows, _ROWS_ON_A_PAGE)
    # A number that no page has may be larger than the database counts.
    if len(number) > _DIGITS_OF_A_PAGE:
        return paginator.get_page(number)
    asked = max(int(number), 1) if number.isdecimal() else 1
    first = (asked - 1) * _ROWS_ON_A_PAGE
    found = list(rows.annotate(of_all=Window(Count("pk")))[first : first + _ROWS_ON_A_PAGE])
    if not found and asked > 1:
        return paginator.get_page(number)
    paginator.count = found[0].of_all if found else 0
    return Page(found, asked, paginator)


def _services(viewer: Viewer, one: Any) -> Any:
    rows = viewer.services.filter(client=one).select_related("enrollment__project", "source")
    return rows.order_by("-date_provided", "-pk")


def _own_services(viewer: Viewer, one: Any, at_most: int) -> list[tuple[Any, bool]]:
    """Give the latest services beyond HUD's lists, and whether the viewer may correct each."""
    may = viewer.may("record_service")
    rows = own_services_of(viewer, one).annotate(of_all=Window(Count("pk")))[:at_most]
    return [(row, may and row.organization_id == viewer.organization.pk) for row in rows]


def _shown_in_all(services: list[Any], own_services: list[tuple[Any, bool]]) -> int:
    """Say how many services their page shows: all of HUD's, and the latest of the agency's own."""
    own = own_services[0][0].of_all if own_services else 0
    return (services[0].of_all if services else 0) + min(own, _ROWS_ON_A_PAGE)


def _described(viewer: Viewer, rows: list[Any]) -> list[tuple[Any, str, bool]]:
    """Give each service in words, and whether the viewer may correct it. Whose program it is is asked once."""
    projects = {row.enrollment.project_id: row.enrollment.project for row in rows}
    own = {pk for pk, project in projects.items() if viewer.may("record_service", project)}
    return [
        (
            row,
            service_words(row.record_type, row.type_provided, row.sub_type_provided),
            row.enrollment.project_id in own and (row.source.is_own or row.source.taken_over_at is not None),
        )
        for row in rows
    ]
