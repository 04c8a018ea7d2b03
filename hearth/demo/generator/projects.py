"""A community: its agencies, projects, their funding, beds and workers, as rows and as facts for the stays."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

from hearth.demo.generator.chance import Weighted
from hearth.demo.generator.plan import Plan
from hearth.demo.generator.write import Answers

Row = tuple[str, dict[str, object]]

# Bare records of a project begin this long before the export does: long stays began in the past.
_OLDEST = timedelta(days=18 * 365)


@dataclass(slots=True)
class Agency:
    """An organization and the workers whose names its rows carry."""

    organization_id: str
    name: str
    workers: list[str]
    victim_service_provider: bool = False


@dataclass(slots=True)
class Place:
    """A project as the stays know it. `missing` is how often its workers leave an answer out."""

    project_id: str
    agency: Agency
    name: str
    type: int
    funders: tuple[int, ...]
    serves: str
    weight: float
    beds: int
    opened: date
    closed: date | None
    cocs: tuple[str, ...]
    missing: float
    rrh_subtype: int | None = None
    affiliated_with: str | None = None

    def has_funder(self, *codes: int) -> bool:
        return any(code in codes for code in self.funders)

    def is_open_on(self, day: date) -> bool:
        return self.opened <= day and (self.closed is None or day < self.closed)


@dataclass
class Community:
    """All agencies and projects, and the choice among the projects that suit a household."""

    agencies: list[Agency]
    places: list[Place]

    @cached_property
    def any_place(self) -> Weighted[int]:
        """Choose a project, as its position among the places, by its share of all stays."""
        return Weighted({number: place.weight for number, place in enumerate(self.places) if place.weight})

    def suiting(self, tags: frozenset[str], without: frozenset[int] = frozenset()) -> Weighted[int] | None:
        """Choose among the projects that serve one of the tags and are not of these types."""
        key = (tags, without)
        if key not in self._suiting:
            weights = {
                number: place.weight
                for number, place in enumerate(self.places)
                if place.weight and place.serves in tags and place.type not in without
            }
            self._suiting[key] = Weighted(weights) if weights else None
        return self._suiting[key]

    @cached_property
    def _suiting(self) -> dict[tuple[frozenset[str], frozenset[int]], Weighted[int] | None]:
        return {}

    @cached_property
    def coordinated_entry(self) -> list[Place]:
        return [place for place in self.places if place.type == 14 and place.weight]


@cache
def _kinds() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))


def grown(plan: Plan) -> Community:
    """Grow a community to the size of a plan: 25 projects for a thousand enrollments, 1,400 for two million."""
    rng = Random(f"community:{plan.seed}:{plan.enrollments}")
    kinds = _kinds()["kind"]
    wanted = max(len(kinds), round(plan.enrollments**0.5))
    total = sum(kind["weight"] for kind in kinds)
    agencies = _agencies(max(4, wanted // 5))
    hidden = Agency("9001", "Quiet Harbor", ["9001"], victim_service_provider=True)
    places: list[Place] = []
    for kind in kinds:
        copies = max(1, round(kind["weight"] / total * wanted))
        share = sum(1 / copy for copy in range(1, copies + 1))
        for copy in range(1, copies + 1):
            agency = hidden if kind.get("victim_service_provider") else agencies[len(places) % len(agencies)]
            place = _place(plan, rng, kind, agency, len(places) + 1)
            place.weight = kind["weight"] / copy / share
            place.name = f"{agency.name} {kind['name']}" + (f" {copy}" if copies > 1 else "")
            if copy > 1:
                _limit_operation(place, plan, rng)
            places.append(place)
    _affiliate(places)
    return Community([*agencies, hidden], places)


def _agencies(count: int) -> list[Agency]:
    names = _kinds()["words"]["organizations"]
    found = []
    for number in range(count):
        round_of_names = number // len(names)
        name = names[number % len(names)] + (f" {round_of_names + 1}" if round_of_names else "")
        workers = [str(number * 10 + worker) for worker in range(1, 5 + number % 4)]
        found.append(Agency(str(number + 1), name, workers))
    return found


def _place(plan: Plan, rng: Random, kind: dict[str, Any], agency: Agency, number: int) -> Place:
    cocs = ("XX-500",) if rng.random() < 0.7 else ("XX-500", "XX-501")
    return Place(
        project_id=str(number),
        agency=agency,
        name=kind["name"],
        type=kind["type"],
        funders=tuple(kind["funders"]),
        serves=kind["serves"],
        weight=kind["weight"],
        beds=kind["beds"],
        opened=plan.first_day - _OLDEST + timedelta(days=rng.randrange(700)),
        closed=None,
        cocs=cocs,
        missing=min(0.6, rng.choice((0.005, 0.01, 0.02, 0.04, 0.12)) * plan.missing),
        rrh_subtype=kind.get("rrh_subtype"),
    )


def _limit_operation(place: Place, plan: Plan, rng: Random) -> None:
    """Let some projects open or close within the period, as programs do."""
    days = (plan.as_of - plan.first_day).days
    chance = rng.random()
    if chance < 0.15:
        place.opened = plan.first_day + timedelta(days=rng.randrange(days // 2))
    elif chance < 0.25:
        place.closed = plan.as_of - timedelta(days=rng.randrange(1, days // 2))


def _affiliate(places: list[Place]) -> None:
    homes = [place for place in places if place.type in (2, 3) and place.weight]
    if homes:
        for place in places:
            if place.type == 13 and place.rrh_subtype == 1:
                place.affiliated_with = homes[0].project_id


def rows(community: Community, plan: Plan) -> Iterator[Row]:
    """Give the rows that describe the export and the community: all that is not about people.

    Where the plan has deleted rows, the first row of each file was entered twice and the other one deleted.
    """
    yield "Export", _export(community, plan)
    seen: set[str] = set()
    for file, row in _described(community, plan):
        yield file, row
        if plan.deleted and file not in seen:
            seen.add(file)
            key = next(iter(row))
            yield file, {**row, key: f"{row[key]}x", "DateDeleted": row["DateUpdated"]}


def _described(community: Community, plan: Plan) -> Iterator[Row]:
    for agency in community.agencies:
        stamp = _stamp(agency, plan.first_day - _OLDEST)
        yield (
            "Organization",
            {
                "OrganizationID": agency.organization_id,
                "OrganizationName": agency.name,
                "OrganizationCommonName": agency.name.split()[0],
                "VictimServiceProvider": int(agency.victim_service_provider),
                **stamp,
            },
        )
        yield from _users(agency, plan)
    for place in community.places:
        yield from _project_rows(place, plan)


def _export(community: Community, plan: Plan) -> dict[str, object]:
    codes = sorted({code for place in community.places for code in place.cocs})
    return {
        "ExportID": plan.export_id,
        "SourceType": 1,
        "SourceID": ";".join(codes),
        "SourceName": "Generated community",
        "SourceContactFirst": "Nobody",
        "SourceContactLast": "Inparticular",
        "SourceContactPhone": "5555550100",
        "SourceContactExtension": "1",
        "SourceContactEmail": "nobody@example.org",
        "ExportDate": f"{plan.as_of} 23:00:00",
        "ExportStartDate": plan.first_day,
        "ExportEndDate": plan.as_of,
        "SoftwareName": "Hearth generator",
        "SoftwareVersion": "1",
        "CSVVersion": "2026 v1.3",
        "ExportPeriodType": 3,
        "ExportDirective": 2,
        "HashStatus": 1,
        "ImplementationID": f"generated-{plan.seed}",
    }


def _stamp(agency: Agency, on: date) -> dict[str, object]:
    created = f"{on} 09:00:00"
    return {"DateCreated": created, "DateUpdated": created, "UserID": agency.workers[0]}


def _users(agency: Agency, plan: Plan) -> Iterator[Row]:
    created = f"{plan.first_day - _OLDEST} 09:00:00"
    for number, worker in enumerate(agency.workers):
        yield (
            "User",
            {
                "UserID": worker,
                "UserFirstName": ("Worker", "Helper", "Navigator", "Steward")[number % 4],
                "UserLastName": f"of {agency.name}"[:50],
                "UserPhone": f"55555501{number:02d}",
                "UserExtension": str(number + 1),
                "UserEmail": f"worker{worker}@example.org",
                "DateCreated": created,
                "DateUpdated": created,
            },
        )


def _project_rows(place: Place, plan: Plan) -> Iterator[Row]:
    stamp = _stamp(place.agency, place.opened)
    is_rrh_services = place.type == 13 and place.rrh_subtype == 1
    yield (
        "Project",
        {
            "ProjectID": place.project_id,
            "OrganizationID": place.agency.organization_id,
            "ProjectName": place.name,
            "ProjectCommonName": place.name.split()[-1],
            "OperatingStartDate": place.opened,
            "OperatingEndDate": place.closed or "",
            "ContinuumProject": 1,
            "ProjectType": place.type,
            "HousingType": _housing_type(place),
            "RRHSubType": place.rrh_subtype or "",
            "ResidentialAffiliation": int(place.affiliated_with is not None)
            if is_rrh_services or place.type == 6
            else "",
            "TargetPopulation": 1
            if place.agency.victim_service_provider
            else 3
            if place.serves == "hiv"
            else 4,
            "HOPWAMedAssistedLivingFac": 0 if place.has_funder(15, 19) else 2,
            "PITCount": place.beds * 4 // 5 if place.beds else "",
            **stamp,
        },
    )
    if place.affiliated_with:
        yield (
            "Affiliation",
            {
                "AffiliationID": place.project_id,
                "ProjectID": place.project_id,
                "ResProjectID": place.affiliated_with,
                **stamp,
            },
        )
    yield from _places_and_money(place, stamp)
    if place.beds:
        yield from _beds(place, plan, stamp)
    yield (
        "HMISParticipation",
        {
            "HMISParticipationID": place.project_id,
            "ProjectID": place.project_id,
            "HMISParticipationType": 2 if place.agency.victim_service_provider else 1,
            "HMISParticipationStatusStartDate": place.opened,
            "HMISParticipationStatusEndDate": place.closed or "",
            **stamp,
        },
    )
    is_access_point = place.type in (4, 14)
    yield (
        "CEParticipation",
        {
            "CEParticipationID": place.project_id,
            "ProjectID": place.project_id,
            "AccessPoint": int(is_access_point),
            "PreventionAssessment": int(place.type == 14) if is_access_point else "",
            "CrisisAssessment": int(is_access_point) if is_access_point else "",
            "HousingAssessment": int(place.type == 14) if is_access_point else "",
            "DirectServices": int(place.type == 4) if is_access_point else "",
            "ReceivesReferrals": int(place.beds > 0),
            "CEParticipationStatusStartDate": place.opened,
            "CEParticipationStatusEndDate": place.closed or "",
            **stamp,
        },
    )


def _housing_type(place: Place) -> object:
    if not place.beds:
        return 3 if place.type == 13 else ""
    return {13: 3, 9: 3, 3: 2}.get(place.type, 1)


def _places_and_money(place: Place, stamp: Answers) -> Iterator[Row]:
    for number, code in enumerate(place.cocs):
        yield (
            "ProjectCoC",
            {
                "ProjectCoCID": f"{place.project_id}-{number}",
                "ProjectID": place.project_id,
                "CoCCode": code,
                "Geocode": "999999",
                "Address1": f"{int(place.project_id) * 10 + number} Example Street",
                "Address2": "Suite 1" if number else "",
                "City": "Sampletown",
                "State": "XX",
                "ZIP": "99999",
                "GeographyType": 2 if number else 1,
                **stamp,
            },
        )
    for number, funder in enumerate(place.funders):
        yield (
            "Funder",
            {
                "FunderID": f"{place.project_id}-{number}",
                "ProjectID": place.project_id,
                "Funder": funder,
                "OtherFunder": "County general fund" if funder == 46 else "",
                "GrantID": f"XX-{place.project_id}-{funder}",
                "StartDate": place.opened,
                "EndDate": place.closed or "",
                **stamp,
            },
        )


def _beds(place: Place, plan: Plan, stamp: Answers) -> Iterator[Row]:
    """Give the inventory, and for every third project an earlier, smaller one that ended."""
    changed = max(place.opened, plan.first_day)
    grows = int(place.project_id) % 3 == 0 and place.opened < plan.first_day
    if grows:
        yield (
            "Inventory",
            _inventory(place, "a", place.opened, changed - timedelta(days=1), place.beds * 3 // 4, stamp),
        )
    start = changed if grows else place.opened
    yield "Inventory", _inventory(place, "b", start, place.closed, place.beds, stamp)


def _inventory(
    place: Place, letter: str, start: date, end: date | None, beds: int, stamp: Answers
) -> dict[str, object]:
    is_shelter = place.type in (0, 1)
    veterans = beds if place.serves == "veterans" else 0
    youth = beds if place.serves == "youth" else 0
    chronic = beds // 2 if place.type == 3 and not veterans else 0
    return {
        "InventoryID": f"{place.project_id}-{letter}",
        "ProjectID": place.project_id,
        "CoCCode": place.cocs[0],
        "HouseholdType": 3 if place.serves == "families" else 1,
        "Availability": 1 if is_shelter else "",
        "UnitInventory": max(1, beds // 3) if place.serves == "families" else beds,
        "BedInventory": beds,
        "CHVetBedInventory": 0,
        "YouthVetBedInventory": 0,
        "VetBedInventory": veterans,
        "CHYouthBedInventory": 0,
        "YouthBedInventory": youth,
        "CHBedInventory": chronic,
        "OtherBedInventory": beds - veterans - youth - chronic,
        "ESBedType": 1 if is_shelter else "",
        "InventoryStartDate": start,
        "InventoryEndDate": end or "",
        **stamp,
    }
