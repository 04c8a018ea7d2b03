"""What goes out of the live records, and that it is what came in."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from hearth.dataset import UnusableInput
from hearth.exchange import hashing, load
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.export_row import Directive
from hearth.exchange.selection import Selection
from hearth.hud.standard import standard
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Exit, HUDUser, Project, Service
from hearth.records.write import change
from tests.hand_made import Rows, export_zip, household_of_two, read_zip

pytestmark = pytest.mark.django_db(transaction=True)

# Every row of an export carries the id of that export, so it is a new one each time.
NOT_CARRIED = {"ExportID"}
TO = Recipient("Example State", "A test")


def imported(tmp_path: Path, rows: Rows, source: str = "Vendor") -> None:
    path = export_zip(tmp_path / f"{source}.zip", rows)
    run = load.new_run(source_name=source, file_name=path.name, account=None)
    load.perform(run, path)


def exported(tmp_path: Path, selection: Selection | None = None) -> dict[str, list[dict[str, str]]]:
    write_export(tmp_path / "out.zip", selection or Selection(), to=TO)
    return read_zip(tmp_path / "out.zip")


def carried(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give what is carried of rows, in one order."""
    return sorted(
        ({name: value for name, value in row.items() if name not in NOT_CARRIED} for row in rows),
        key=lambda row: list(row.values()),
    )


def test_what_was_imported_is_exported_unchanged(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    came = read_zip(tmp_path / "Vendor.zip")

    went = exported(tmp_path)

    for name in came.keys() - {"Export"}:
        assert carried(went[name]) == carried(came[name]), name
    assert went["Services"][0]["DateCreated"] == "2026-03-08 02:30:00"


def test_an_export_has_huds_24_files_and_headers(tmp_path: Path) -> None:
    write_export(tmp_path / "out.zip", Selection(), to=TO)

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        headers = {name: archive.read(name).decode().split("\n")[0] for name in archive.namelist()}
    assert headers == {
        f"{name}.csv": ",".join(column.name for column in file.columns)
        for name, file in standard().files.items()
    }


def test_all_rows_carry_the_id_of_the_one_export_row(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())

    went = exported(tmp_path)

    assert len(went["Export"]) == 1
    row = went["Export"][0]
    assert (row["SourceID"], row["CSVVersion"], row["HashStatus"]) == ("XX-501", "2026 v1.0", "1")
    assert row["ExportStartDate"] == "2025-12-01"
    assert {line["ExportID"] for lines in went.values() for line in lines} == {row["ExportID"]}


def test_what_hud_wants_answered_is_99_where_nobody_answered(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Client"][0]["VeteranStatus"] = None
    imported(tmp_path, rows)

    assert exported(tmp_path)["Client"][0]["VeteranStatus"] == "99"


def test_the_signs_that_hud_forbids_are_left_out_of_text(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Client"][0]["NameSuffix"] = '<Jr> "the [first]"'
    imported(tmp_path, rows)

    assert exported(tmp_path)["Client"][0]["NameSuffix"] == 'Jr "the first"'


def test_two_sources_with_equal_keys_are_exported_without_collision(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two(), "One")
    imported(tmp_path, household_of_two(), "Two")

    went = exported(tmp_path)

    for name in went.keys() - {"Export"}:
        key = standard().files[name].key.name
        keys = [row[key] for row in went[name]]
        assert len(keys) == len(set(keys)), name
    assert {row["EnrollmentID"] for row in went["Enrollment"]} >= {"1", "2", "3"}
    for row in went["Exit"]:
        stay = next(stay for stay in went["Enrollment"] if stay["EnrollmentID"] == row["EnrollmentID"])
        assert stay["PersonalID"] == row["PersonalID"]
    households = {(stay["ProjectID"], stay["HouseholdID"]) for stay in went["Enrollment"]}
    assert len(households) == len({household for _project, household in households}) == 4


def test_who_joins_an_imported_household_here_stays_in_it_in_the_export(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two(), "One")
    imported(tmp_path, household_of_two(), "Two")
    later = guard.everything(Project, "test").order_by("source__created_at")[1]
    member = guard.everything(Enrollment, "test").filter(project=later, household_id="H1").first()
    assert member is not None
    with change(by=None, action="test") as signed:
        Enrollment.objects.create(
            source=later.source,
            hud_id="joined",
            change=signed,
            client=member.client,
            project=later,
            entry_date=date(2026, 1, 1),
            household_id="H1",
            date_created=member.date_created,
            date_updated=member.date_updated,
        )

    stays = exported(tmp_path)["Enrollment"]

    joined = next(stay for stay in stays if stay["EnrollmentID"] == "joined")
    assert [stay["HouseholdID"] for stay in stays].count(joined["HouseholdID"]) == 3


def test_an_export_of_a_project_holds_only_its_people(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Project"].append({**rows["Project"][0], "ProjectID": "P2"})
    rows["Enrollment"][2]["ProjectID"] = "P2"
    imported(tmp_path, rows)

    went = exported(tmp_path, Selection.named(["P2"]))

    assert [row["ProjectID"] for row in went["Project"]] == ["P2"]
    assert [row["PersonalID"] for row in went["Client"]] == ["3"]
    assert went["Services"] == []


def test_the_residential_project_of_an_affiliation_is_described_too(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Project"].append({**rows["Project"][0], "ProjectID": "P2"})
    rows["Affiliation"] = [{"AffiliationID": "A1", "ProjectID": "P2", "ResProjectID": "P1"}]
    imported(tmp_path, rows)

    went = exported(tmp_path, Selection.named(["P2"]))

    assert [row["ProjectID"] for row in went["Project"]] == ["P1", "P2"]
    assert went["Enrollment"] == []


def test_a_period_takes_who_was_enrolled_in_it_and_what_was_recorded_up_to_its_end(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Exit"].append(
        {"ExitID": "1", "EnrollmentID": "1", "PersonalID": "1", "ExitDate": "2026-04-01", "Destination": 410}
    )
    imported(tmp_path, rows)

    went = exported(tmp_path, Selection(start=date(2026, 2, 2), end=date(2026, 3, 7)))

    assert [row["EnrollmentID"] for row in went["Enrollment"]] == ["1", "2"]
    assert went["Exit"] == []
    assert went["Services"] == []


def test_deleted_records_are_not_exported(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    with change(by=None, action="test"):
        guard.everything(Enrollment, "test").filter(hud_id="3").update(date_deleted=datetime(2026, 3, 1))

    went = exported(tmp_path)

    assert [row["PersonalID"] for row in went["Client"]] == ["1", "2"]
    assert went["Exit"] == []
    assert guard.everything(Client, "test").count() == 3


def test_a_project_that_does_not_exist_is_refused_in_one_line() -> None:
    with pytest.raises(UnusableInput, match=r"There is no project P9\."):
        Selection.named(["P9"])


def test_what_hangs_on_another_answer_is_null_without_that_answer(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Exit"][0] |= {"Destination": 410, "DestinationSubsidyType": 428, "OtherDestination": "a friend"}
    rows["Inventory"] = [
        {
            "InventoryID": "I1",
            "ProjectID": "P1",
            "CoCCode": "XX-501",
            "HouseholdType": 1,
            "UnitInventory": 4,
            "BedInventory": 4,
            "InventoryStartDate": "2020-01-01",
            # Only emergency shelters have it, and this is transitional housing.
            "ESBedType": 1,
        }
    ]
    rows["CurrentLivingSituation"] = [
        {
            "CurrentLivingSitID": "1",
            "EnrollmentID": "1",
            "PersonalID": "1",
            "InformationDate": "2026-01-02",
            # Who sleeps outside is not asked about leaving, nor what would follow.
            "CurrentLivingSituation": 116,
            "LeaveSituation14Days": 1,
            "SubsequentResidence": 1,
        }
    ]
    imported(tmp_path, rows)

    went = exported(tmp_path)

    assert (went["Exit"][0]["DestinationSubsidyType"], went["Exit"][0]["OtherDestination"]) == ("", "")
    assert (went["Inventory"][0]["ESBedType"], went["Inventory"][0]["BedInventory"]) == ("", "4")
    situation = went["CurrentLivingSituation"][0]
    assert (situation["LeaveSituation14Days"], situation["SubsequentResidence"]) == ("", "")


def test_a_hashed_export_has_huds_hashes_and_nothing_else_changed(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    clear = exported(tmp_path)

    write_export(tmp_path / "hashed.zip", Selection(), to=TO, is_hashed=True)
    hashed = read_zip(tmp_path / "hashed.zip")

    changed = {"FirstName", "MiddleName", "LastName", "SSN"}
    for one, other in zip(clear["Client"], hashed["Client"], strict=True):
        assert {name for name in one if one[name] != other[name]} - NOT_CARRIED <= changed
        assert other["FirstName"] == hashing.hashed_name(one["FirstName"])
        assert other["LastName"] == hashing.hashed_name(one["LastName"])
        assert other["SSN"] == (hashing.hashed_ssn(one["SSN"]) or "")
    assert hashed["Client"][1]["SSN"].startswith("6780")
    assert hashed["Export"][0]["HashStatus"] == "4"
    for name in clear.keys() - {"Client", "Export"}:
        assert carried(hashed[name]) == carried(clear[name])


def test_a_coc_takes_its_projects_and_the_households_whose_head_is_there(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["ProjectCoC"].append({**rows["ProjectCoC"][0], "ProjectCoCID": "PC2", "CoCCode": "XX-502"})
    rows["Project"].append({**rows["Project"][0], "ProjectID": "P2"})
    rows["Enrollment"][2]["EnrollmentCoC"] = "XX-502"
    imported(tmp_path, rows)

    went = exported(tmp_path, Selection(cocs=("XX-501",)))

    assert [row["EnrollmentID"] for row in went["Enrollment"]] == ["1", "2"]
    assert [row["CoCCode"] for row in went["ProjectCoC"]] == ["XX-501"]
    assert [row["ProjectID"] for row in went["Project"]] == ["P1"]
    assert went["Export"][0]["SourceID"] == "XX-501"
    assert exported(tmp_path)["Export"][0]["SourceID"] == "XX-501;XX-502"


def test_what_was_updated_goes_out_with_what_it_points_to_and_with_what_was_deleted(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    with change(by=None, action="test"):
        guard.everything(Service, "test").update(date_updated=datetime(2026, 5, 1, 9))
        guard.everything(Exit, "test").update(date_deleted=datetime(2026, 5, 2, 9))

    went = exported(tmp_path, Selection(start=date(2026, 5, 1), end=date(2026, 5, 1), is_updated=True))

    assert (went["Export"][0]["ExportPeriodType"], went["Export"][0]["ExportDirective"]) == ("1", "1")
    assert [row["ServicesID"] for row in went["Services"]] == ["1"]
    assert [row["EnrollmentID"] for row in went["Enrollment"]] == ["1"]
    assert [row["PersonalID"] for row in went["Client"]] == ["1"]
    assert [row["ProjectID"] for row in went["Project"]] == ["P1"]
    assert [row["OrganizationID"] for row in went["Organization"]] == ["O1"]
    assert [row["UserID"] for row in went["User"]] == ["U1"]
    assert went["Exit"] == went["ProjectCoC"] == []

    went = exported(tmp_path, Selection(start=date(2026, 5, 2), is_updated=True))

    assert [(row["ExitID"], row["DateDeleted"]) for row in went["Exit"]] == [("3", "2026-05-02 09:00:00")]
    assert [row["PersonalID"] for row in went["Client"]] == ["3"]
    assert went["Services"] == []


def test_a_changed_client_brings_their_stays_and_a_deleted_user_is_still_named(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    with change(by=None, action="test"):
        guard.everything(Client, "test").filter(hud_id="2").update(date_updated=datetime(2026, 5, 1))
        guard.everything(HUDUser, "test").update(date_deleted=datetime(2026, 4, 1))

    went = exported(tmp_path, Selection(start=date(2026, 5, 1), is_updated=True))

    assert [row["PersonalID"] for row in went["Client"]] == ["2"]
    assert [row["EnrollmentID"] for row in went["Enrollment"]] == ["2"]
    assert [row["UserID"] for row in went["User"]] == ["U1"]


@pytest.mark.parametrize(
    ("selection", "directive", "says"),
    [
        (Selection(), Directive.DELTA, "has no deleted records"),
        (Selection(start=date(2026, 1, 1), is_updated=True), Directive.FULL, "cannot replace"),
    ],
)
def test_a_directive_that_would_mislead_the_receiver_is_refused(
    tmp_path: Path, selection: Selection, directive: Directive, says: str
) -> None:
    with pytest.raises(UnusableInput, match=says):
        write_export(tmp_path / "out.zip", selection, to=TO, directive=directive)
    assert not list(tmp_path.iterdir())
