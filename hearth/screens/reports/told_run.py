"""A run with what it was asked for, in words."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.library.files import has_workbook
from hearth.library.kinds import is_listing, kind_of


def told_run(found: Any) -> dict[str, Any]:
    """Give a run with what it was asked for, in words."""
    kind = kind_of(found.report)
    return {
        "run": found,
        "title": kind.title if kind else found.report,
        "is_listing": is_listing(found.report),
        "has_workbook": has_workbook(found.report),
        "is_live": kind is not None and not kind.asks_days,
        "start": parse_date(found.parameters["start"]),
        "end": parse_date(found.parameters["end"]),
        "programs": [project["name"] for project in found.parameters["projects"]],
    }


def facts_of(viewer: Viewer, told: dict[str, Any]) -> list[list[str]]:
    """Give what was asked, of which moment the records are and who ran it, for a file that leaves the system."""
    run = told["run"]
    days = {"start": date_format(told["start"]), "end": date_format(told["end"])}
    asked, read = (
        date_format(when.astimezone(viewer.zone), "DATETIME_FORMAT")
        for when in (run.created_at, run.started_at or run.created_at)
    )
    return [
        [_("Dates"), _("%(start)s to %(end)s") % days],
        [_("Programs"), ", ".join(told["programs"])],
        [_("CoC"), run.parameters.get("coc") or _("All")],
        [_("Records as of"), read],
        [_("Asked for"), f"{asked}, {run.account.name}" if run.account else asked],
        [_("Specification"), run.specification.upper()],
    ]
