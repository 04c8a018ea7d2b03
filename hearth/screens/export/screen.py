"""Exports: what can be exported, the exports so far, one of them with its file. See hearth/exchange/export_runs.py."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hearth.access.viewer import Viewer, requires
from hearth.exchange.export_runs import (
    accept_findings,
    cancel_export,
    export_file,
    export_run,
    export_runs,
    rows_of,
)
from hearth.hud.words import words_for
from hearth.screens.export.kinds import COC, PROGRAMS, WHOLE, kinds
from hearth.screens.pace import time_left

_RUNS_ON_A_PAGE = 25
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ToldRun:
    """An export in words."""

    run: Any
    title: str
    days: str
    what: str


@require_safe
@requires("export_data")
def listing(request: Any) -> HttpResponse:
    """Show what can be exported, and the exports so far."""
    viewer: Viewer = request.viewer
    page = Paginator(export_runs(viewer), _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "export/list.html",
        {
            "kinds": kinds(viewer).values(),
            "page": page,
            "rows": [_told(viewer, run) for run in page.object_list],
            "zone": viewer.zone,
            "now": datetime.now(UTC),
        },
    )


@require_safe
@requires("export_data")
def run(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show one export: how far it is, what its check found, or its file. The page asks again until it is over."""
    viewer: Viewer = request.viewer
    found = export_run(viewer, run_id)
    now = datetime.now(UTC)
    context = {
        "told": _told(viewer, found),
        "run": found,
        "rows": [(file, count) for file, count in rows_of(found) if count],
        "empty_files": [file for file, count in rows_of(found) if not count],
        "all_rows": sum(found.counts.values()),
        "is_at_work": found.state in ("waiting", "running"),
        "is_kept": found.kept_until is not None and found.kept_until > now,
        "stopping": [one for one in found.findings if one["stops"]],
        "others": [one for one in found.findings if not one["stops"]],
        "time_left": _time_left(found, now),
        "zone": viewer.zone,
    }
    return render(request, "export/run.html", context)


@require_safe
@requires("export_data")
def fetch(request: Any, run_id: uuid.UUID) -> FileResponse:
    """Send the file of an export."""
    found = export_file(request.viewer, run_id)
    response = FileResponse(
        found.content, as_attachment=True, filename=found.name, content_type="application/zip"
    )
    response["Content-Length"] = found.size
    return response


@require_POST
@requires("export_data")
def answer(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Cancel an export, or agree to what its check found (`do=accept`)."""
    decide = accept_findings if request.POST.get("do") == "accept" else cancel_export
    decide(request.viewer, run_id)
    return redirect("export:run", run_id)


def _time_left(run: Any, now: datetime) -> timedelta | None:
    if run.state != "running":
        return None
    return time_left(run.step_started_at, run.done_units, run.total_units, now)


def _told(viewer: Viewer, run: Any) -> ToldRun:
    asked = run.asked
    own = PROGRAMS if asked["projects"] is not None else COC if asked["cocs"] else WHOLE
    kind = kinds(viewer).get(asked["preset"] or own)
    return ToldRun(run, kind.title if kind else asked["preset"], _days(asked), _what(viewer, asked))


def _days(asked: dict[str, Any]) -> str:
    start, end = (
        date_format(day, "j M Y") if (day := parse_date(asked[name] or "")) else ""
        for name in ("start", "end")
    )
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    return (
        _("from %(start)s") % {"start": start} if start else _("All up to %(end)s") % {"end": end or _("now")}
    )


def _what(viewer: Viewer, asked: dict[str, Any]) -> str:
    """Give the programs, CoCs or funders that were chosen, the first ones by name."""
    if asked["projects"] is not None:
        names = viewer.projects.filter(pk__in=asked["projects"]).order_by("project_name")
        first = names.values_list("project_name", flat=True)[:_NAMES_SHOWN]
        return _listed([name or "" for name in first], len(asked["projects"]))
    if asked["cocs"]:
        return _listed(asked["cocs"][:_NAMES_SHOWN], len(asked["cocs"]))
    if asked["funders"]:
        shown = [words_for("Funder", "Funder", code) for code in asked["funders"][:_NAMES_SHOWN]]
        return _listed(shown, len(asked["funders"]))
    return _("All")


def _listed(shown: list[str], count: int) -> str:
    more = count - len(shown)
    text = ", ".join(shown)
    if more <= 0:
        return text
    others = ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more}
    return f"{text} {others}"
