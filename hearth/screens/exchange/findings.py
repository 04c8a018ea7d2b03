"""What an import noticed, grouped: the groups on its page, and every line of one group on a page of its own."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires
from hearth.exchange.uploads import import_run

_LINES_ON_A_PAGE = 50
_SAMPLES = 3
_CHECKS_SHOWN = 10
_QUALITY = "quality"
_NOT_STORED = ("refused", "descriptors")


@dataclass(slots=True)
class Group:
    """The findings of one kind in one file; those of the quality checks are one group, each line a check."""

    kind: str
    file: str
    title: str
    lines: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def samples(self) -> list[Mapping[str, Any]]:
        return self.lines[: _SAMPLES if self.file else _CHECKS_SHOWN]


def grouped(found: Iterable[Mapping[str, Any]]) -> list[Group]:
    """Group findings by kind and file: what will not be stored first, then in the order in which each was met.

    Lines are in the order of the file, the quality checks as they come: gravest first.
    """
    groups: dict[tuple[str, str], Group] = {}
    for one in found:
        kind = one.get("kind", "")
        file = "" if kind == _QUALITY else one["file"]
        group = groups.setdefault((kind, file), Group(kind, file, _title(kind)))
        group.lines.append(one)
    for group in groups.values():
        if group.kind != _QUALITY:
            group.lines.sort(key=lambda one: one["line"] or 0)
    return sorted(groups.values(), key=lambda group: group.kind not in _NOT_STORED)


@require_safe
@requires("import_data")
def findings(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """List every line of one group: `?kind=` and `?file=`."""
    run = import_run(request.viewer, run_id)
    asked = request.GET.get("kind", ""), request.GET.get("file", "")
    group = next((one for one in grouped(run.findings) if (one.kind, one.file) == asked), None)
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
        "cleanup": _("Cleaned up as you asked"),
        _QUALITY: _("What the quality checks find"),
    }.get(kind, _("Noticed"))
