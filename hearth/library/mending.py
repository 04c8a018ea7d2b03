"""From a finding of data quality to the form that mends it, where the viewer may; else who can. See mending.toml."""

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hearth.access.answers import ANNUAL
from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.may_edit_profile import editable_profiles
from hearth.access.reach import reached_projects
from hearth.access.roles import rights
from hearth.access.stage_days import last_day_of_stage
from hearth.access.viewer import Viewer
from hearth.reports.performance.data_quality import APR_CODES


@dataclass(frozen=True, slots=True)
class Finding:
    """What a cell of a data quality table finds, and where that is mended (mending.toml)."""

    table: str
    element: str
    form: str
    field: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """The stay by which somebody is behind a number, as it is now."""

    program: str
    start: date | None


@dataclass(frozen=True, slots=True)
class Mending:
    """How one person's finding is mended: the form and its field. `who` says who can, where the viewer may not.

    `on` is the day of the answers, where there are some and the form does not know it by itself. `stay` is the one
    that has the finding, None where the viewer does not see it.
    """

    form: str
    field: str
    client_id: uuid.UUID
    enrollment_id: uuid.UUID | None
    on: date | None = None
    who: str = ""
    stay: Stay | None = None


def finding_of(report: str, table: str, row: str, column: str) -> Finding | None:
    """Give what a cell of a table finds, None where it only counts. The Data Quality Report has codes of its own."""
    code = APR_CODES.get(table, table) if report == "dq" else table
    return next(
        (
            one
            for one in findings()
            if one.table == code and one.row in ("", row) and one.column in ("", column)
        ),
        None,
    )


@cache
def findings() -> tuple[Finding, ...]:
    """Give every finding there is."""
    return tuple(Finding(**one) for one in _facts()["finding"])


def right_for(finding: Finding) -> str:
    """Give the right that the form of a finding takes."""
    right: str = _facts()["forms"][finding.form]
    return right


def mendings(
    viewer: Viewer, finding: Finding, stays: Mapping[uuid.UUID, uuid.UUID | None], dates: tuple[date, date]
) -> dict[uuid.UUID, Mending]:
    """Give how the finding is mended for each client, who had it in a stay (its id). At most six queries.

    `dates` are those of the report: an annual assessment of that time is opened where there is one.
    """
    rows = viewer.enrollments.filter(pk__in=[one for one in stays.values() if one is not None])
    seen = {row.pk: row for row in rows.select_related("source", "client__source", "project__organization")}
    right = right_for(finding)
    places = (
        reached_projects(viewer, {str(row.project_id) for row in seen.values()})
        if viewer.may(right)
        else set()
    )
    profiles = editable_profiles(viewer, list(stays)) if finding.form == "profile" else set()
    days = last_day_of_stage(viewer, list(seen), ANNUAL, *dates) if finding.form == "annual" else {}
    return {
        client_id: Mending(
            form=finding.form,
            field=finding.field.replace("{enrollment}", stay.hex if stay else ""),
            client_id=client_id,
            enrollment_id=stay,
            on=days.get(stay) if stay else None,
            who=_who_else(finding, seen.get(stay) if stay else None, client_id in profiles, places),
            stay=_stay(seen.get(stay) if stay else None),
        )
        for client_id, stay in stays.items()
    }


def _stay(row: Any) -> Stay | None:
    return Stay(row.project.project_name or "", row.entry_date) if row else None


def _who_else(finding: Finding, row: Any, edits_profile: bool, places: Sequence[str] | set[str]) -> str:
    """Say who can mend it, or nothing where the viewer can."""
    if row is None:
        return _("The agency that recorded it can.")
    source = row.client.source if finding.form == "profile" else row.source
    if kept := keeping_elsewhere([source]).get(source.pk):
        return _("It is kept in %(source)s and mended there.") % {"source": kept}
    may = edits_profile if finding.form == "profile" else str(row.project_id) in places
    if may:
        return ""
    return _("At %(agency)s, who has the right: %(right)s.") % {
        "agency": row.project.organization.organization_name,
        "right": _(rights()[right_for(finding)]),
    }


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("mending.toml").read_text("utf-8"))
