"""The rows that describe a community: agencies, workers, projects with their places, money and beds."""

from collections.abc import Iterator
from datetime import date, timedelta

from hearth.demo.generator.plan import Plan
from hearth.demo.generator.projects import OLDEST, Agency, Community, Place
from hearth.demo.generator.write import Answers

Row = tuple[str, dict[str, object]]


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
        stamp = _stamp(agency, plan.first_day - OLDEST)
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
    created = f"{plan.first_day - OLDEST} 09:00:00"
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
            "TargetPopulation": _target_population(place),
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
    yield from _participation(place, stamp)


def _participation(place: Place, stamp: Answers) -> Iterator[Row]:
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


def _target_population(place: Place) -> int:
    if place.agency.victim_service_provider:
        return 1
    return 3 if place.serves == "hiv" else 4


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
