"""Victim service providers and comparable databases: described here, with none of their clients."""

from pathlib import Path
from typing import Any

import pytest

from hearth.exchange import load
from hearth.records import guard
from hearth.records.models import (
    Client,
    Enrollment,
    Exit,
    HMISParticipation,
    ImportRun,
    Inventory,
    Project,
    Service,
)
from tests.hand_made import Rows, enrollment, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)

REASON = (
    "Not stored: its program belongs to a victim service provider or to a comparable database, "
    "which hold no clients here."
)


def imported(tmp_path: Path, rows: Rows) -> ImportRun:
    run = load.new_run(source_name="Vendor", file_name="export.zip", account=None, is_accepted=True)
    load.perform(run, export_zip(tmp_path / "export.zip", rows))
    return run


def count(model: type[Any]) -> int:
    return int(guard.everything(model, "test").filter(date_deleted=None).count())


def with_a_safe_house() -> Rows:
    """A second agency, a victim service provider, with a project where Cleo stays, and Anna too."""
    rows = household_of_two()
    rows["Organization"].append(
        {"OrganizationID": "O2", "OrganizationName": "Safe Place (example)", "VictimServiceProvider": 1}
    )
    rows["Project"].append(rows["Project"][0] | {"ProjectID": "P2", "OrganizationID": "O2"})
    rows["Inventory"] = [
        {"InventoryID": "I2", "ProjectID": "P2", "CoCCode": "XX-501", "HouseholdType": 1, "BedInventory": 12}
    ]
    rows["Inventory"][0]["InventoryStartDate"] = "2020-01-01"
    rows["Enrollment"][2]["ProjectID"] = "P2"
    rows["Enrollment"].append(enrollment("4", "1", "H4", 1, ProjectID="P2"))
    return rows


def participation(kind: int, first: str = "2020-01-01", last: str | None = None) -> dict[str, Any]:
    return {
        "HMISParticipationID": f"{kind} {first}",
        "ProjectID": "P1",
        "HMISParticipationType": kind,
        "HMISParticipationStatusStartDate": first,
        "HMISParticipationStatusEndDate": last,
    }


def test_of_a_victim_service_provider_the_program_and_its_beds_are_stored_and_no_client(
    tmp_path: Path,
) -> None:
    run = imported(tmp_path, with_a_safe_house())

    assert (count(Project), count(Inventory)) == (2, 1)
    assert (count(Client), count(Enrollment), count(Exit)) == (2, 2, 0)
    refused = {name: each["refused"] for name, each in run.counts.items() if each["refused"]}
    assert refused == {"Client": 1, "Enrollment": 2, "Exit": 1}
    assert {finding["reason"] for finding in run.findings if finding["kind"] == "descriptors"} == {REASON}
    assert "4 of them tell of clients of victim service providers or comparable databases" in run.message


def test_a_client_who_also_stays_elsewhere_is_stored_without_the_stay_there(tmp_path: Path) -> None:
    imported(tmp_path, with_a_safe_house())

    assert guard.everything(Client, "test").filter(hud_id="1").exists()
    assert not guard.everything(Enrollment, "test").filter(hud_id="4").exists()


@pytest.mark.parametrize(
    ("periods", "stored"),
    [
        ([participation(2)], 0),
        ([participation(2, last="2025-11-30"), participation(1, "2025-12-01")], 3),
        ([participation(1, last="2025-11-30"), participation(2, "2025-12-01")], 0),
        ([participation(1)], 3),
        ([participation(0)], 3),
    ],
)
def test_a_stay_that_began_while_a_comparable_database_was_used_is_not_stored(
    tmp_path: Path, periods: list[dict[str, Any]], stored: int
) -> None:
    rows = household_of_two()
    rows["HMISParticipation"] = periods

    imported(tmp_path, rows)

    assert (count(Enrollment), count(Client)) == (stored, stored)
    assert count(Service) == (1 if stored else 0)
    assert count(HMISParticipation) == len(periods)


def test_a_later_file_without_the_agency_is_held_to_what_is_stored(tmp_path: Path) -> None:
    imported(tmp_path, with_a_safe_house())
    rows = with_a_safe_house()
    rows["Organization"], rows["Export"] = [], [{**rows["Export"][0], "ExportDirective": 1}]

    run = imported(tmp_path, rows)

    assert run.counts["Enrollment"]["refused"] == 2
    assert count(Enrollment) == 2
