"""What waits for a worker, one kind at a time: intakes, annual assessments, exit answers, the own caseload."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from hearth.access.annuals_due import annuals_due
from hearth.access.auto_exit_policy import KINDS as ACTIVITY_KINDS
from hearth.access.auto_exits import auto_exits_coming
from hearth.access.missing_answers import stays_with_missing_answers
from hearth.access.own_caseload import caseload
from hearth.access.quiet_stays import quiet_stays
from hearth.access.services_ending import own_services_ending
from hearth.access.services_offered import offered_by
from hearth.access.to_do import open_exit_answers, waiting
from hearth.access.unfinished_intakes import unfinished_intakes
from hearth.access.viewer import Viewer, requires
from hearth.screens.navigation import TO_DO_COUNTS
from hearth.screens.to_do.missing import told_missing

_ROWS_ON_A_PAGE = 25


class Kind(NamedTuple):
    """One kind of what waits: the right to do it, what it is called, whether it is something still to be done."""

    right: str
    label: str
    is_due: bool = True


KINDS: dict[str, Kind] = {
    "intakes": Kind("enroll_household", gettext_noop("Unfinished intakes")),
    "annuals": Kind("record_assessment", gettext_noop("Annual assessments due")),
    "auto_exits": Kind("exit_household", gettext_noop("Exits by the system that are coming")),
    "quiet": Kind("record_service", gettext_noop("No service or contact in 30 days")),
    "missing": Kind("record_assessment", gettext_noop("Missing answers of my caseload")),
    "services": Kind("record_service", gettext_noop("Services that end soon")),
    "exits": Kind("exit_household", gettext_noop("Open questions of exits")),
    "releases": Kind("record_release", gettext_noop("Releases that end soon")),
    "adults": Kind("record_release", gettext_noop("Turned 18: their own release is due")),
    "caseload": Kind("find_client", gettext_noop("My caseload"), is_due=False),
}
# Those that this page lists itself.
_LISTED = ("intakes", "annuals", "quiet", "missing", "services", "exits", "caseload")


@require_safe
@requires("find_client")
def counts(request: Any) -> HttpResponse:
    """Count each kind: parts of Home that come by themselves, so that the page does not wait for them (`show`)."""
    viewer: Viewer = request.viewer
    part = "auto_exits" if request.GET.get("show") == "auto_exits" else "others"
    numbers = _auto_exits(viewer) if part == "auto_exits" else _others(viewer)
    total = sum(number for kind, number in numbers.items() if KINDS[kind].is_due)
    if request.session.get(TO_DO_COUNTS[part]) != total:
        request.session[TO_DO_COUNTS[part]] = total
    rows = [
        (_(kind.label), numbers[key], _address(key), kind.is_due)
        for key, kind in KINDS.items()
        if numbers.get(key)
    ]
    return render(request, "to_do/counts.html", {"rows": rows, "part": part})


def _others(viewer: Viewer) -> dict[str, int]:
    numbers = waiting(viewer)
    if viewer.may(KINDS["annuals"].right):
        numbers["annuals"] = len(annuals_due(viewer))
    if viewer.may(KINDS["quiet"].right):
        numbers["quiet"] = len(quiet_stays(viewer))
    return numbers


def _auto_exits(viewer: Viewer) -> dict[str, int]:
    """Count by themselves the exits that are coming: to find them takes the most."""
    may_see = viewer.may(KINDS["auto_exits"].right)
    return {"auto_exits": len(auto_exits_coming(viewer))} if may_see else {}


@require_safe
@requires("find_client")
def listing(request: Any) -> HttpResponse:
    """List one kind (`show`); the first that the viewer may do without it."""
    viewer: Viewer = request.viewer
    offered = [key for key in _LISTED if viewer.may(KINDS[key].right)]
    show = request.GET.get("show") or offered[0]
    if show not in offered:
        raise PermissionDenied
    rows: Any = _ROWS[show](viewer)
    page = Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        f"to_do/{show}.html",
        {
            "page": page,
            "rows": _told(viewer, show, list(page.object_list)),
            "tabs": [(key, _(KINDS[key].label), key == show) for key in offered],
            "total": page.paginator.count,
            "today": viewer.today,
            "may_meet": viewer.may("record_assessment"),
            "may_note": viewer.may("write_notes"),
        },
    )


def _told(viewer: Viewer, show: str, rows: list[Any]) -> list[Any]:
    """Give the rows with what the page says beside them: what was recorded last, and what can be done about it."""
    if show == "missing":
        return told_missing(viewer, rows)
    if show != "quiet":
        return rows
    offered = offered_by(viewer, [one.enrollment.project for one in rows], viewer.today)
    return [(one, _(ACTIVITY_KINDS[one.last.kind]), bool(offered[one.enrollment.project_id])) for one in rows]


_ROWS: dict[str, Any] = {
    "intakes": unfinished_intakes,
    "annuals": annuals_due,
    "quiet": quiet_stays,
    "missing": lambda viewer: stays_with_missing_answers(viewer).order_by(
        "-entry_date", "household_id", "relationship_to_hoh", "pk"
    ),
    "services": own_services_ending,
    "exits": open_exit_answers,
    "caseload": lambda viewer: caseload(viewer).order_by("-entry_date", "household_id", "pk"),
}


def _address(key: str) -> str:
    if key == "auto_exits":
        return reverse("auto_exit:list")
    if key == "releases":
        return reverse("release:worklist")
    if key == "adults":
        return f"{reverse('release:worklist')}?due=adult"
    return f"{reverse('to_do:list')}?show={key}"
