"""What describes a program, as its pages show it: rows of the standard, services offered, units and beds, requests."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.access.sites import sites_of
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import (
    Affiliation,
    Bed,
    BedOffline,
    BedStay,
    CEParticipation,
    Dedicated,
    Delivery,
    HMISParticipation,
    Inventory,
    InventoryRequest,
    OfflineReason,
    Project,
    RequestState,
    ServiceOffered,
    Unit,
)
from hearth.records.program_rows import facts_from
from hearth.rules.facts import Broken, ProgramFacts
from hearth.rules.project import at_entry, has_housing_type

__all__ = ["Dedicated", "Delivery", "OfflineReason"]


@dataclass(frozen=True)
class Described:
    """A program with all its rows by kind, and what its rules say of it."""

    project: Any
    rows: dict[str, Sequence[Any]]
    facts: ProgramFacts
    kept_in: str

    @property
    def houses(self) -> bool:
        """Whether it is of a kind that has beds and units."""
        return has_housing_type.houses(self.facts)

    @property
    def problems(self) -> list[Broken]:
        """What the rules find, what stops first."""
        return [*at_entry.stops(self.facts), *at_entry.warnings(self.facts)]

    @property
    def holds_clients(self) -> bool:
        """Whether clients are entered here at all; else it is described only."""
        types = [row.hmis_participation_type for row in self.rows["hmis"]]
        return self.project.organization.victim_service_provider != 1 and types != [2]


def described(viewer: Viewer, project: Project) -> Described:
    """Read what describes a program that the viewer sees: seven queries at most."""
    rows: dict[str, Sequence[Any]] = {
        "coc": list(viewer.project_cocs.filter(project=project).order_by("coc_code", "pk")),
        "funder": list(viewer.funders.filter(project=project).order_by("start_date", "pk")),
        "hmis": _dated(viewer, HMISParticipation, project, "hmis_participation_status_start_date"),
        "ce": _dated(viewer, CEParticipation, project, "ce_participation_status_start_date"),
        "inventory": [],
        "affiliation": [],
    }
    facts = facts_from(project, rows)
    if has_housing_type.houses(facts):
        rows["inventory"] = _dated(viewer, Inventory, project, "inventory_start_date")
    if project.residential_affiliation == 1:
        found = viewer.rows(Affiliation).filter(project=project, res_project__date_deleted=None)
        rows["affiliation"] = list(found.select_related("res_project").order_by("pk"))
    kept_in = next(iter(kept_elsewhere([project.source_id]).values()), "")
    return Described(project, rows, facts_from(project, rows), kept_in)


def _dated(viewer: Viewer, model: Any, project: Project, start: str) -> list[Any]:
    return list(viewer.rows(model).filter(project=project).order_by(start, "pk"))


def offers(viewer: Viewer, project: Project) -> "QuerySet[ServiceOffered]":
    """Give what a program offers, its own and what its agency offers in all of its programs."""
    here = Q(project=project) | Q(project=None, organization=project.organization_id)
    return viewer.rows(ServiceOffered).filter(here).order_by("record_type", "category", "name", "pk")


def requests(viewer: Viewer) -> "QuerySet[InventoryRequest]":
    """Give the requests about inventory that the viewer sees, waiting ones first, the latest first."""
    rows = viewer.rows(InventoryRequest).select_related("project__organization", "asked_by", "decided_by")
    waiting = Q(state=RequestState.WAITING)
    return rows.annotate(waits=waiting).order_by("-waits", "-asked_at", "pk")


@dataclass
class UnitLine:
    """A unit with its beds on the board."""

    unit: Any
    beds: list["BedLine"] = field(default_factory=list)
    # Where it lies; empty where that is not told, or must stay secret.
    address: str = ""


@dataclass(frozen=True)
class BedLine:
    """A bed on a day: available, somebody's, or offline since when and why. Whose it is is the shelter's to show."""

    bed: Any
    offline: Any
    is_taken: bool


def unit_board(viewer: Viewer, project: Project, on: date) -> list[UnitLine]:
    """Give the units of a program with their beds and what each is on a day: four queries.

    That a bed is taken is told whoever the viewer is; by whom is not.
    """
    beds = viewer.rows(Bed).filter(unit__project=project, unit__date_deleted=None)
    beds = beds.select_related("unit__building__site", "inventory")
    gone = {
        row.bed_id: row
        for row in viewer.rows(BedOffline)
        .filter(bed__unit__project=project, starts_on__lte=on)
        .exclude(ends_on__lt=on)
    }
    stays = guard.everything(BedStay, "which beds of a program are taken").filter(
        bed__unit__project=project, starts_on__lte=on, date_deleted=None
    )
    taken = set(stays.exclude(ends_on__lte=on).values_list("bed_id", flat=True))
    addresses = {site.id: site.address for site in sites_of(viewer, project.organization_id)}
    lines: dict[Any, UnitLine] = {}
    ordered = beds.order_by(
        "unit__building__site__name", "unit__building__name", "unit__name", "unit", "name", "pk"
    )
    for bed in ordered:
        address = addresses.get(bed.unit.building.site_id, "")
        lines.setdefault(bed.unit_id, UnitLine(bed.unit, address=address)).beds.append(
            BedLine(bed, gone.get(bed.pk), bed.pk in taken)
        )
    return list(lines.values())


def bed_in_sight(viewer: Viewer, bed_id: uuid.UUID) -> Bed:
    """Give a bed with its unit and program. Raises NotVisible."""
    bed = (
        viewer.rows(Bed)
        .filter(pk=bed_id)
        .select_related("unit__project__organization", "unit__building")
        .first()
    )
    if bed is None:
        raise NotVisible("There is no such bed.")
    return bed


def unit_in_sight(viewer: Viewer, unit_id: uuid.UUID) -> Unit:
    """Give a unit. Raises NotVisible."""
    unit = viewer.rows(Unit).filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible("There is no such unit.")
    return unit
