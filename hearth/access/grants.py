"""The grants (2.06) that pay for the projects a viewer may report on: one grant may pay for several projects."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hearth.access.report_runs import reportable_projects
from hearth.access.viewer import Viewer
from hearth.rules.project.operating_year import last_operating_year


class Paid(NamedTuple):
    """One project that a grant pays for."""

    funder: int | None
    project_id: uuid.UUID
    project_name: str | None
    project_type: int | None
    starts: date
    ends: date | None


class PaidProject(NamedTuple):
    """A project of a grant, with its type (2.02.6)."""

    id: uuid.UUID
    name: str
    type: int | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant: its number as the funder has it, who pays (codes of 2.06.1), the projects, the operating year."""

    identifier: str
    funders: tuple[int, ...]
    projects: tuple[PaidProject, ...]
    starts: date
    ends: date | None
    year: tuple[date, date]


def grants(viewer: Viewer) -> list[Grant]:
    """Give the grants that have a number and a first day, those in force first. Raises PermissionDenied."""
    rows = (
        viewer.funders.filter(project__in=reportable_projects(viewer))
        .exclude(grant_id=None)
        .order_by("grant_id", "project__project_name", "id")
        .values_list(
            "grant_id",
            "funder",
            "project_id",
            "project__project_name",
            "project__project_type",
            "start_date",
            "end_date",
        )
    )
    by_number: dict[str, list[Paid]] = {}
    for number, funder, project_id, name, project_type, starts, ends in rows:
        if starts is not None and (known := (number or "").strip()):
            paid = Paid(funder, project_id, name, project_type, starts, ends)
            by_number.setdefault(known, []).append(paid)
    found = [_grant(viewer.today, number, paid) for number, paid in by_number.items()]
    return sorted(found, key=lambda one: (one.ends is not None and one.ends < viewer.today, one.identifier))


def grant_of(viewer: Viewer, identifier: str) -> Grant | None:
    """Give a grant by its number; nothing where the viewer may report on no project of it."""
    return next((one for one in grants(viewer) if one.identifier == identifier), None)


def _grant(today: date, number: str, paid: list[Paid]) -> Grant:
    starts = min(one.starts for one in paid)
    last_days = [one.ends for one in paid if one.ends is not None]
    ends = max(last_days) if len(last_days) == len(paid) else None
    return Grant(
        identifier=number,
        funders=tuple(sorted({one.funder for one in paid if one.funder is not None})),
        projects=tuple(
            dict.fromkeys(
                PaidProject(one.project_id, one.project_name or "", one.project_type) for one in paid
            )
        ),
        starts=starts,
        ends=ends,
        year=last_operating_year(starts, ends, today),
    )
