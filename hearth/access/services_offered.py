"""What a program offers on a day: HUD's services of its type and funders, and the agency's own (PRODUCT.md H1, H11)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from hearth.access.viewer import Viewer
from hearth.records.models import Project, Service, ServiceOffered
from hearth.rules.service.offered import OfferedService, offered, without


@dataclass(slots=True)
class ServicesOffered:
    """Of HUD's services those that the program has not ended; of the agency's own those in force."""

    hud: list[OfferedService] = field(default_factory=list)
    own: list[ServiceOffered] = field(default_factory=list)
    # Whether the program offers anything on another day.
    on_some_day: bool = True
    # The codes of its funders (2.06), of which HUD's services follow.
    funders: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hud or self.own)


def services_offered(
    viewer: Viewer, project: Project, on: date, *, instead_of: Service | None = None
) -> ServicesOffered:
    """Give what a program offers on a day. Two queries.

    `instead_of` is a service that is being corrected: on its own day it may stay what it is, offered or not.
    """
    kept = instead_of if instead_of is not None and instead_of.date_provided == on else None
    besides = {(kept.record_type, kept.type_provided)} if kept is not None else set()
    return _offered_by(viewer, [project], on, besides)[project.pk]


def offered_by(viewer: Viewer, projects: Iterable[Project], on: date) -> dict[uuid.UUID, ServicesOffered]:
    """Give what each of the programs offers on a day. Two queries, none without programs."""
    known = {project.pk: project for project in projects}
    return _offered_by(viewer, list(known.values()), on, set()) if known else {}


def offered_to_anybody(viewer: Viewer, on: date) -> list[ServiceOffered]:
    """Give what the viewer's agency gives on a day to who needs no enrollment for it. One query."""
    rows = viewer.rows(ServiceOffered).filter(
        organization=viewer.organization_id, to_anybody=True, record_type=None
    )
    told = rows.select_related("project__organization").order_by("category", "name", "pk")
    return [row for row in told if _in_force(row, on)]


def _offered_by(
    viewer: Viewer, projects: Iterable[Project], on: date, besides: set[Any]
) -> dict[uuid.UUID, ServicesOffered]:
    known = {project.pk: project for project in projects}
    funders: dict[uuid.UUID, list[int]] = {pk: [] for pk in known}
    for project_id, code in viewer.funders.filter(project__in=known).values_list("project_id", "funder"):
        if code is not None:
            funders[project_id].append(code)
    rows, found = _offers(viewer, known.values()), {}
    for pk, project in known.items():
        asked_for = offered(project.project_type, funders[pk])
        here = _here(rows, project)
        # Those of an agency are given by who works there.
        is_own = project.organization_id == viewer.organization.pk
        own = [row for row in here if row.is_local and is_own]
        found[pk] = ServicesOffered(
            hud=without(asked_for, _ended(here, on) - besides),
            own=[row for row in own if _in_force(row, on)],
            on_some_day=bool(asked_for or own),
            funders=frozenset(funders[pk]),
        )
    return found


def _offers(viewer: Viewer, projects: Iterable[Project]) -> list[ServiceOffered]:
    here = Q()
    for project in projects:
        here |= Q(organization=project.organization_id) & (Q(project=project.pk) | Q(project=None))
    return list(viewer.rows(ServiceOffered).filter(here).order_by("category", "name", "pk"))


def _here(rows: Iterable[ServiceOffered], project: Project) -> list[ServiceOffered]:
    place = (None, project.pk)
    return [row for row in rows if row.organization_id == project.organization_id and row.project_id in place]


def _ended(rows: Iterable[ServiceOffered], on: date) -> set[Any]:
    """Give the HUD services that were offered at another time only; one that nobody listed is offered always."""
    listed: dict[Any, bool] = {}
    for row in rows:
        if not row.is_local:
            code = (row.record_type, row.type_provided)
            listed[code] = listed.get(code, False) or _in_force(row, on)
    return {code for code, is_offered in listed.items() if not is_offered}


def _in_force(row: ServiceOffered, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or on <= row.ends_on)
