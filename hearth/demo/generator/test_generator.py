"""The generator keeps the standard's rules and its promises: the same plan the same bytes, memory that stays flat."""

import hashlib
import json
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from hearth.dataset import open_dataset
from hearth.demo.generator import Plan, generate
from hearth.demo.generator.__main__ import main
from hearth.hud.standard import standard

COLUMNS = [column for file in standard().files.values() for column in file.columns]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("generated") / "export.zip"
    generate(Plan(4000, seed=7, deleted=0.03), path)
    with open_dataset([path]) as dataset:
        assert not dataset.findings
        yield dataset.connection


def number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    plan = Plan(1200, seed=3, duplicates=0.05, errors=0.01)
    for name in ("one", "two"):
        generate(plan, tmp_path / name / "export.zip")
    for file in ("export.zip", "export.truth.json"):
        assert digest(tmp_path / "one" / file) == digest(tmp_path / "two" / file)


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    for processes in (1, 2):
        generate(Plan(1200, seed=3), tmp_path / f"{processes}.zip", processes=processes)
    assert digest(tmp_path / "1.zip") == digest(tmp_path / "2.zip")


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(Plan(50, seed=seed), tmp_path / str(seed))
    assert digest(tmp_path / "1" / "Client.csv") != digest(tmp_path / "2" / "Client.csv")


@pytest.mark.parametrize("size", [1, 2, 499, 501])
def test_an_export_has_as_many_enrollments_as_asked_for(size: int, tmp_path: Path) -> None:
    generate(Plan(size, deleted=0), tmp_path / "export")
    assert len((tmp_path / "export" / "Enrollment.csv").read_text().splitlines()) == size + 1


@pytest.mark.slow
def test_memory_does_not_grow_with_the_size(tmp_path: Path) -> None:
    generate(Plan(500), tmp_path / "warm")
    peaks = []
    for size in (1000, 4000):
        tracemalloc.start()
        generate(Plan(size), tmp_path / str(size), processes=1)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.4


def test_every_column_is_filled_somewhere(generated: duckdb.DuckDBPyConnection) -> None:
    empty = {
        (column.file, column.name)
        for column in COLUMNS
        if not number(generated, f'select count("{column.name}") from "{column.file}"')
    }
    assert not empty


def test_no_column_is_null_that_may_not_be(generated: duckdb.DuckDBPyConnection) -> None:
    null = [
        f"{column.file}.{column.name}"
        for column in COLUMNS
        if not column.nullable
        and number(generated, f'select count(*) from "{column.file}" where "{column.name}" is null')
    ]
    assert not null


def test_every_code_is_in_its_list(generated: duckdb.DuckDBPyConnection) -> None:
    odd = []
    for column in COLUMNS:
        codes = {code for one in column.lists for code in standard().lists[one].labels}
        if codes:
            query = f'select distinct "{column.name}" from "{column.file}" where "{column.name}" is not null'
            found = {str(row[0]) for row in generated.execute(query).fetchall()}
            odd += [f"{column.file}.{column.name} {code}" for code in found - codes]
    assert not odd


def test_every_type_of_service_is_in_the_list_of_its_record_type(
    generated: duckdb.DuckDBPyConnection,
) -> None:
    for record_type, name in standard().facts["type_provided_list"].items():
        query = f"select distinct TypeProvided from Services where RecordType = {record_type}"
        found = {str(row[0]) for row in generated.execute(query).fetchall()}
        assert found
        assert found <= standard().lists[name].labels.keys()


def test_every_key_leads_to_a_row(generated: duckdb.DuckDBPyConnection) -> None:
    lost = []
    for column in COLUMNS:
        if column.references:
            key = standard().files[column.references].key.name
            query = (
                f'select count(*) from "{column.file}" where "{column.name}" is not null '
                f'and "{column.name}" not in (select "{key}" from "{column.references}")'
            )
            if number(generated, query):
                lost.append(f"{column.file}.{column.name}")
    assert not lost


def test_text_is_as_long_as_hud_allows_and_without_brackets(generated: duckdb.DuckDBPyConnection) -> None:
    for column in COLUMNS:
        if column.type == "string":
            too_long = f'length("{column.name}") > {column.max_length}' if column.max_length else "false"
            query = (
                f'select count(*) from "{column.file}" '
                f"where {too_long} or regexp_matches(\"{column.name}\", '[<>\\[\\]{{}}]')"
            )
            assert not number(generated, query), f"{column.file}.{column.name}"


STAYS = """(select e.*, x.ExitDate, p.ProjectType,
    min(e.EntryDate) filter (e.RelationshipToHoH = 1) over (partition by e.HouseholdID) as head_entry,
    max(x.ExitDate) filter (e.RelationshipToHoH = 1) over (partition by e.HouseholdID) as head_exit
    from kept.Enrollment e left join kept.Exit x using (EnrollmentID)
    join kept.Project p using (ProjectID)) as stay"""

# What no row may be, with the rule of the standard (or of Eva's checks) that says so.
BREACHES = {
    "an exit before the start (3.11)": f"{STAYS} where ExitDate < EntryDate",
    "a day after the last one known": f"{STAYS} where greatest(EntryDate, ExitDate) > date '2026-09-30'",
    "a start before the head's (3.15)": f"{STAYS} where EntryDate < head_entry",
    "an exit after the head's": f"{STAYS} where head_exit is not null and coalesce(ExitDate, '2999-01-01') > head_exit",
    "a move-in outside the stay (3.20)": f"{STAYS} where MoveInDate < EntryDate or MoveInDate > ExitDate",
    "a move-in where there is no housing (3.20)": f"{STAYS} where MoveInDate is not null "
    "and ProjectType not in (3, 9, 10, 13)",
    "an engagement outside the stay (4.13)": f"{STAYS} where DateOfEngagement < EntryDate "
    "or DateOfEngagement > ExitDate",
    "homelessness that began after the start (3.917.3)": f"{STAYS} where DateToStreetESSH > EntryDate",
    "one time homeless for months that its date does not give": f"{STAYS} where TimesHomelessPastThreeYears = 1 "
    "and MonthsHomelessPastThreeYears > 100 and MonthsHomelessPastThreeYears - 100 <> "
    "least(13, datediff('month', DateToStreetESSH, EntryDate) + 1)",
    "a birth after the start (3.10)": f"{STAYS} join kept.Client c using (PersonalID) "
    "where c.DOB > EntryDate and c.DOBDataQuality = 1",
    "a veteran under 18 (3.07)": f"{STAYS} join kept.Client c using (PersonalID) "
    "where c.VeteranStatus = 1 and c.DOB > date '2026-09-30' - interval 18 year",
    "a household of nobody of 12": f"(select max(EntryDate - DOB) as oldest, count(DOB) = count(*) as known "
    f"from {STAYS} join kept.Client c using (PersonalID) group by HouseholdID) where known and oldest < 12 * 365",
    "a stay outside the project's operation (2.02)": f"{STAYS} join kept.Project p using (ProjectID) where "
    "EntryDate < p.OperatingStartDate or coalesce(ExitDate, '2999-01-01') > coalesce(p.OperatingEndDate, '2999-01-01')",
    "a CoC that is not the project's (3.16)": f"{STAYS} where EnrollmentCoC is not null and not exists "
    "(from kept.ProjectCoC c where c.ProjectID = stay.ProjectID and c.CoCCode = EnrollmentCoC)",
    "a head without a CoC (3.16)": f"{STAYS} where RelationshipToHoH = 1 and EnrollmentCoC is null",
    "two stays of a person in a project that begin on one day": "(select 1 from kept.Enrollment "
    "group by PersonalID, ProjectID, EntryDate having count(*) > 1)",
    "two stays of a person in a project at one time": f"{STAYS} join kept.Enrollment o using (PersonalID, ProjectID) "
    "where o.EnrollmentID <> stay.EnrollmentID and o.EntryDate >= stay.EntryDate "
    "and o.EntryDate < coalesce(stay.ExitDate, '2999-01-01')",
    "a household in two projects (5.09)": "(select 1 from kept.Enrollment group by HouseholdID "
    "having count(distinct ProjectID) > 1)",
    "a household with no head, or two (3.15)": "(select 1 from kept.Enrollment group by HouseholdID "
    "having count(*) filter (RelationshipToHoH = 1) <> 1)",
    "a second exit of one enrollment": "(select 1 from kept.Exit group by EnrollmentID having count(*) > 1)",
    "a bed night outside the stay (4.14)": f"kept.Services s join {STAYS} using (EnrollmentID) where RecordType = 200 "
    "and (DateProvided < EntryDate or DateProvided >= ExitDate or ProjectType <> 1)",
    "a night shelter's stay without its first bed night": f"{STAYS} where ProjectType = 1 "
    "and EntryDate < coalesce(ExitDate, '2999-01-01') and not exists (from kept.Services s "
    "where s.EnrollmentID = stay.EnrollmentID and RecordType = 200 and DateProvided = EntryDate)",
    "two bed nights on one day": "(select 1 from kept.Services where RecordType = 200 "
    "group by EnrollmentID, DateProvided having count(*) > 1)",
    "a service outside the stay": f"kept.Services s join {STAYS} using (EnrollmentID) "
    "where DateProvided < EntryDate or DateProvided > ExitDate",
    "an event outside the stay": f"kept.Event s join {STAYS} using (EnrollmentID) "
    "where EventDate < EntryDate or EventDate > ExitDate or ResultDate < EventDate",
    "a current living situation outside the stay": f"kept.CurrentLivingSituation s join {STAYS} using (EnrollmentID) "
    "where InformationDate < EntryDate or InformationDate > ExitDate",
    "a total that is not the sum of the sources (4.02)": "kept.IncomeBenefits where TotalMonthlyIncome <> "
    "list_sum([coalesce(amount, 0) for amount in [EarnedAmount, UnemploymentAmount, SSIAmount, SSDIAmount, "
    "VADisabilityServiceAmount, VADisabilityNonServiceAmount, PrivateDisabilityAmount, WorkersCompAmount, TANFAmount, "
    "GAAmount, SocSecRetirementAmount, PensionAmount, ChildSupportAmount, AlimonyAmount, OtherIncomeAmount]])",
    "income from a source with none from any (4.02)": "kept.IncomeBenefits where IncomeFromAnySource = 0 "
    "and TotalMonthlyIncome > 0",
    "a disability that 3.08 does not know of": f"kept.Disabilities d join {STAYS} using (EnrollmentID) "
    "where DisablingCondition <> 1 and DisabilityResponse in (1, 2, 3) and coalesce(IndefiniteAndImpairs, 1) = 1",
    "a subsidy type without 435, or 435 without it (3.12.A)": "kept.Exit "
    "where (Destination = 435) <> (DestinationSubsidyType is not null)",
    "words without Other, or Other without words": "kept.Exit "
    "where (Destination = 17) <> (OtherDestination is not null)",
    "an SSN that was never well formed (3.02)": "kept.Client where SSNDataQuality = 1 and (SSN[1:3] in ('000', '666') "
    "or SSN[1] = '9' or SSN[4:5] = '00' or SSN[6:9] = '0000' or length(SSN) <> 9)",
    "beds that are not the sum of their kinds (2.07)": "kept.Inventory where BedInventory <> CHVetBedInventory + "
    "YouthVetBedInventory + VetBedInventory + CHYouthBedInventory + YouthBedInventory + CHBedInventory "
    "+ OtherBedInventory",
    "a row changed before it was made": "kept.Enrollment where DateUpdated < DateCreated",
}


@pytest.mark.parametrize("breach", BREACHES)
def test_there_is_never(breach: str, generated: duckdb.DuckDBPyConnection) -> None:
    assert not number(generated, f"select count(*) from {BREACHES[breach]}")


@pytest.mark.parametrize("file", ["IncomeBenefits", "HealthAndDV", "EmploymentEducation", "Disabilities"])
def test_data_of_the_start_and_the_exit_carry_those_days(
    file: str, generated: duckdb.DuckDBPyConnection
) -> None:
    wrong = f"""kept."{file}" d join {STAYS} using (EnrollmentID)
        where (DataCollectionStage = 1 and InformationDate <> EntryDate)
        or (DataCollectionStage = 3 and InformationDate <> ExitDate)
        or InformationDate < EntryDate or InformationDate > coalesce(ExitDate, '2999-01-01')"""
    assert not number(generated, f"select count(*) from {wrong}")


def test_people_leave_to_every_destination(generated: duckdb.DuckDBPyConnection) -> None:
    unused = set(standard().facts["living_situation"]["destination_excludes"])
    codes = {int(code) for code in standard().lists["3.12.1"].labels} - unused
    found = {row[0] for row in generated.execute("select distinct Destination from Exit").fetchall()}
    assert found == codes


def test_households_have_one_to_eight_people(generated: duckdb.DuckDBPyConnection) -> None:
    sizes = generated.execute("select count(*) from Enrollment group by HouseholdID").fetchall()
    assert {size for (size,) in sizes} >= set(range(1, 9))


def test_the_share_of_deleted_rows_is_the_plans(generated: duckdb.DuckDBPyConnection) -> None:
    share = "select 1000 * count(DateDeleted) / count(*) from Disabilities"
    assert 20 <= number(generated, share) <= 45


def test_the_truth_names_what_was_planted(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    generate(Plan(2000, seed=5, duplicates=0.05, errors=0.02, deleted=0), path)
    truth = json.loads((tmp_path / "export.truth.json").read_text())
    assert {one["what"] for one in truth} == {"error", "duplicate", "not a duplicate"}
    with open_dataset([path]) as dataset:
        people = {row[0] for row in dataset.connection.execute("select PersonalID from Client").fetchall()}
        for one in truth:
            if one["what"] == "error":
                key = standard().files[one["file"]].key.name
                query = f'select cast("{one["column"]}" as text) from "{one["file"]}" where "{key}" = ?'
                row = dataset.connection.execute(query, [one["key"]]).fetchone()
                assert row is not None
                assert (row[0] or "") == one["is"]
            else:
                assert set(one["personal_ids"]) <= people
    kinds = Counter(one.get("error") for one in truth)
    assert len(kinds) > 12


def test_a_plan_that_cannot_be_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--enrollments", "0", "--out", str(tmp_path / "x.zip")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_writes_the_export_as_of_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    assert main(["--enrollments", "20", "--as-of", "2024-02-29", "--out", str(folder)]) == 0
    assert date(2024, 2, 29).isoformat() in (folder / "Export.csv").read_text()
