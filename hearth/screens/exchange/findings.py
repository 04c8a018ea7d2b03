"""What an import noticed, grouped: the groups on its page, and every line of one group on a page of its own."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires
from hearth.exchange.checked import check_list
from hearth.exchange.uploads import import_run

_LINES_ON_A_PAGE = 50
_SAMPLES = 3
_NOT_STORED = ("refused", "descriptors")


@dataclass(slots=True)
class Group:
    """The findings of one kind in one file. `total` counts them all; None where nobody did."""

    kind: str
    file: str
    title: str
    total: int | None = None
    lines: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def samples(self) -> list[Mapping[str, Any]]:
        return self.lines[:_SAMPLES]

    @property
    def is_cut(self) -> bool:
        return self.total is None or self.total > len(self.lines)


def grouped(run: Any) -> list[Group]:
    """Group the findings of a run by kind and file: what will not be stored first, then as each was met."""
    groups: dict[tuple[str, str], Group] = {}
    for one in run.findings:
        kind, file = one.get("kind", ""), one["file"]
        group = groups.setdefault((kind, file), Group(kind, file, _title(kind)))
        group.lines.append(one)
    for group in groups.values():
        group.lines.sort(key=lambda one: one["line"] or 0)
        group.total = run.finding_totals.get(group.kind, {}).get(group.file, len(group.lines))
    return sorted(groups.values(), key=lambda group: group.kind not in _NOT_STORED)


@require_safe
@requires("import_data")
def download_checks(request: Any, run_id: uuid.UUID) -> FileResponse:
    """Send all that the quality checks found in a file, as CSV. It names rows and columns, and no values."""
    run = import_run(request.viewer, run_id)
    return FileResponse(
        check_list(request.viewer, run_id),
        as_attachment=True,
        filename=f"checks-{run.created_at:%Y-%m-%d}.csv",
        content_type="text/csv; charset=utf-8",
    )


@require_safe
@requires("import_data")
def findings(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """List every line of one group: `?kind=` and `?file=`."""
    run = import_run(request.viewer, run_id)
    asked = request.GET.get("kind", ""), request.GET.get("file", "")
    group = next((one for one in grouped(run) if (one.kind, one.file) == asked), None)
    if group is None:
        raise Http404
    page = Paginator(group.lines, _LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/group.html", {"run": run, "group": group, "page": page})


def _title(kind: str) -> str:
    return {
        "refused": _("Rows that cannot be stored"),
        "descriptors": _("Rows of clients who are not kept here"),
        "value": _("Values that could not be read"),
        "type": _("Values that could not be read"),
        "date": _("Values that could not be read"),
        "added": _("Users added for an id without a row"),
        "cut": _("Values that are too long or too large"),
        "household": _("Households made for stays without one"),
        "undated": _("Dates filled in"),
        "header": _("Columns that HUD does not have"),
        "width": _("Rows with too few or too many columns"),
        "upgrade": _("Changed from FY2024 to FY2026"),
    }.get(kind, _("Noticed"))
