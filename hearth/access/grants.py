"""The grants (2.06) that pay for the projects a viewer may report on: one grant may pay for several projects."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hearth.access.report_runs import reportable_projects
from hearth.access.viewer import Viewer
from hearth.rules.project.operating_year import Term, Year, last_operating_year, terms_of


class Paid(NamedTuple):
    """One project that a grant pays for."""

    funder: int | None
    project_id: uuid.UUID
    project_name: str | None
    project_type: int | None
    starts: date | None
    ends: date | None


class PaidProject(NamedTuple):
    """A project of a grant, with its type (2.02.6)."""

    id: uuid.UUID
    name: str
    type: int | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant: its number as the funder has it, who pays (codes of 2.06.1), the projects, its terms, the last year."""

    identifier: str
    funders: tuple[int, ...]
    projects: tuple[PaidProject, ...]
    terms: tuple[Term, ...]
    year: Year

    @property
    def ends(self) -> date | None:
        """Its last day; None where none is known."""
        return self.terms[-1][1]


@dataclass(frozen=True, slots=True)
class UndatedGrant:
    """A grant with a number, of which no program has the first day on record: its operating years are not known."""

    identifier: str
    funders: tuple[int, ...]
    projects: tuple[PaidProject, ...]


def grants(viewer: Viewer) -> list[Grant]:
    """Give the grants that have a number and a first day, those in force first. Raises PermissionDenied."""
    found = []
    for number, paid in _paid(viewer).items():
        if terms := terms_of((one.starts, one.ends) for one in paid if one.starts is not None):
            year = last_operating_year(terms, viewer.today)
            found.append(Grant(number, *_whom(paid), tuple(terms), year))
    return sorted(found, key=lambda one: (one.ends is not None and one.ends < viewer.today, one.identifier))


def undated_grants(viewer: Viewer) -> list[UndatedGrant]:
    """Give the grants that have a number and no first day, by number. Raises PermissionDenied."""
    return [
        UndatedGrant(number, *_whom(paid))
        for number, paid in _paid(viewer).items()
        if all(one.starts is None for one in paid)
    ]


def grant_of(viewer: Viewer, identifier: str) -> Grant | None:
    """Give a grant by its number; nothing where the viewer may report on no project of it."""
    return next((one for one in grants(viewer) if one.identifier == identifier), None)


def _paid(viewer: Viewer) -> dict[str, list[Paid]]:
    """Give what each grant with a number pays for, by number."""
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
    found: dict[str, list[Paid]] = {}
    for number, funder, project_id, name, project_type, starts, ends in rows:
        if known := (number or "").strip():
            paid = Paid(funder, project_id, name, project_type, starts, ends)
            found.setdefault(known, []).append(paid)
    return found


def _whom(paid: list[Paid]) -> tuple[tuple[int, ...], tuple[PaidProject, ...]]:
    """Give who pays, and for which projects."""
    projects = (PaidProject(one.project_id, one.project_name or "", one.project_type) for one in paid)
    funders = {one.funder for one in paid if one.funder is not None}
    return tuple(sorted(funders)), tuple(dict.fromkeys(projects))
