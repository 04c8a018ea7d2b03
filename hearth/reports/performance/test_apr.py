"""The APR over small hand-made data: the tables, their files, the people behind each cell."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hearth.reports.asked import NoSuchProject
from hearth.reports.cells import Value
from hearth.reports.conftest import END, START, Given, data_sets
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report
from hearth.reports.stored import open_cell

COMMUNITY = {
    "Organization": "OrganizationID OrganizationName VictimServiceProvider\nO Haven,_Inc. 0",
    "Project": """
    ProjectID OrganizationID ProjectName ProjectType RRHSubType ResidentialAffiliation OperatingEndDate
    ES        O              Shelter     0           -          -                      -
    RRH       O              Rehousing   13          1          1                      -
    SSO       O              Services    6           -          0                      2023-01-31
    """,
    "ProjectCoC": """
    ProjectCoCID ProjectID CoCCode Geocode
    1            ES        XX-501  002222
    2            ES        XX-500  001111
    3            RRH       XX-500  001111
    """,
    "Affiliation": "AffiliationID ProjectID ResProjectID\n1 RRH ES\n2 RRH B",
    "CEParticipation": """
    CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate CEParticipationStatusEndDate
    1                 ES        0           2020-01-01                     2022-12-31
    2                 ES        1           2023-01-01                     -
    3                 SSO       1           2020-01-01                     2023-01-31
    """,
    "Client": """
    PersonalID DOB        DOBDataQuality VeteranStatus
    anna       1980-01-01 1              1
    ben        2012-01-01 1              0
    carl       -          9              0
    dora       2002-01-01 1              0
    """,
    "Enrollment": """
    EnrollmentID PersonalID ProjectID HouseholdID RelationshipToHoH EntryDate  ExitDate   MoveInDate
    1            anna       ES        H           1                 2022-11-01 2023-02-01 -
    2            ben        ES        H           2                 2022-11-01 2023-02-01 -
    3            anna       RRH       K           1                 2023-02-01 -          2023-03-01
    4            ben        RRH       K           2                 2023-02-01 -          -
    5            carl       ES        L           1                 2023-01-01 -          -
    6            dora       SSO       M           1                 2023-01-10 2023-01-25 -
    """,
}


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    """The one run that these tests read; who changes a run makes one."""
    with data_sets() as make, run_report("apr", make(**COMMUNITY), START, END) as run:
        yield run


def lines(report: Report, code: str) -> list[list[Any]]:
    return [line[1:] for line in report.answers[code].sheet.lines]


def test_q5a(report: Report) -> None:
    counts = [both for both, _ in lines(report, "Q5a")]
    assert counts == [4, 2, 1, 1, 1, 1, 1, 3, 1, 1, 0, 1, 0, 2, 1, 0]


def test_q7a_and_q8a_count_each_client_in_the_household_of_the_latest_stay(report: Report) -> None:
    assert lines(report, "Q7a") == [
        [2, 1, 1, None, 0],
        [1, None, 1, 0, 0],
        [1, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
        [4, 1, 2, 0, 1],
        [2, 0, 2, 0, 0],
    ]
    assert lines(report, "Q8a") == [[3, 1, 1, 0, 1], [1, 0, 1, 0, 0]]


def test_q7b_and_q8b_look_at_all_stays(report: Report) -> None:
    # On 2023-01-25 anna and ben were in the shelter, carl too, and dora's last day was that day.
    assert lines(report, "Q7b")[0] == [4, 1, 2, 0, 1]
    assert lines(report, "Q8b")[0] == [3, 1, 1, 0, 1]
    assert lines(report, "Q7b")[1] == [3, 0, 2, 0, 1]
    assert lines(report, "Q7b")[3] == [0, 0, 0, 0, 0]


def test_q4a_describes_each_project_and_counts_its_people(report: Report) -> None:
    dates = ["2022-10-01", "2023-09-30"]
    sheet = report.answers["Q4a"].sheet
    assert len(sheet.header) == 17
    assert [len(line) for line in sheet.lines] == [17] * 3
    by_id = {line[3]: line for line in sheet.lines}
    assert by_id["RRH"][:4] == ["Haven,_Inc.", "O", "Rehousing", "RRH"]
    assert by_id["RRH"][4:12] == [13, 1, None, 1, "B,ES", "XX-500", "001111", 0]
    assert by_id["ES"][4:12] == [0, None, 1, None, None, "XX-500,XX-501", "001111,002222", 0]
    assert by_id["SSO"][4:9] == [6, None, 1, 0, None]
    assert [by_id[project][-2:] for project in ("ES", "RRH", "SSO")] == [[1, 1], [2, 1], [1, 1]]
    assert by_id["ES"][13:15] == dates


def test_every_cell_lists_as_many_people_as_it_counts(report: Report) -> None:
    for code, answer in report.answers.items():
        table = answer.table
        for place in table.places():
            value = answer.values[place.address]
            if not value:
                continue
            people = report.members(code, place.row, place.column)
            base = report.base_members(code, place.row, place.column)
            if base is not None:
                assert value == len(people) / len(base), (code, place)
            elif table.aggregate(place.row, place.column) == "count(*)":
                assert len(people) == value, (code, place)
            else:
                assert people, (code, place)
            assert len({person.PersonalID for person in people}) == len(people)


def test_a_cell_without_anybody_has_no_people(report: Report) -> None:
    for code, answer in report.answers.items():
        empty = [place for place in answer.table.places() if not answer.values[place.address]]
        for place in empty[:1] + empty[-1:]:
            if report.base_members(code, place.row, place.column) is None:
                assert report.members(code, place.row, place.column) == [], (code, place)


def test_the_identities_between_tables_hold(report: Report) -> None:
    q5a, q7a, q8a = (report.answers[code].values for code in ("Q5a", "Q7a", "Q8a"))
    projects = report.answers["Q4a"].values
    total, heads = q5a["C2"], total_of(q5a, "C15", "C16")
    assert total == total_of(q5a, "C3", "C4", "C5")
    assert total == total_of(q5a, "C6", "C9")
    assert total == q7a["B6"] == total_of(projects, "P2", "P3", "P4")
    assert heads == q8a["B2"] == total_of(projects, "Q2", "Q3", "Q4")


def total_of(values: dict[str, Value], *addresses: str) -> float:
    return sum(values[address] or 0 for address in addresses)


def test_a_report_on_one_project_takes_the_latest_stay_in_that_project(given: Given) -> None:
    with run_report("apr", given(**COMMUNITY), START, END, ["ES"]) as run:
        assert [member.EnrollmentID for member in run.members("Q7a", "Total", "Total")] == ["1", "2", "5"]
        assert run.value("Q5a", "C6") == 2


def test_a_report_on_one_coc_leaves_the_other_households_out(given: Given) -> None:
    with run_report("apr", given(**COMMUNITY), START, END, coc="XX-500") as run:
        assert run.value("Q5a", "C2") == 2


def test_a_range_without_anybody_still_writes_every_file(given: Given, tmp_path: Path) -> None:
    with run_report("apr", given(**COMMUNITY), date(2010, 1, 1), date(2010, 12, 31)) as run:
        run.write(tmp_path)
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {f"{code}.csv" for code in run.answers} | {"cells.json"}
    assert len(files) == 67 + 1
    with (tmp_path / "Q5a.csv").open(newline="") as file:
        assert [row[1:] for row in csv.reader(file)][1:] == [["0", "0"]] * 16


def test_text_is_quoted_numbers_are_bare_and_grey_cells_blank(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path)
    q7a = (tmp_path / "Q7a.csv").read_bytes().decode().split("\r\n")
    assert q7a[0] == '"","Total","Without Children","With Children and Adults","With Only Children",' + (
        '"Unknown Household Type"'
    )
    assert q7a[1:3] == ['"Adults",2,1,1,,0', '"Children",1,,1,0,0']
    assert '"Haven,_Inc.","O","Rehousing","RRH",13,1,,1,"B,ES"' in (tmp_path / "Q4a.csv").read_text()


def test_cells_json_holds_each_cell_with_its_meaning(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path)
    stored = json.loads((tmp_path / "cells.json").read_text())
    assert stored["start"] == "2022-10-01"
    tables = {table["code"]: table for table in stored["tables"]}
    cell = next(cell for cell in tables["Q5a"]["cells"] if cell["address"] == "C11")
    assert cell["value"] == 1
    assert cell["row"] == "Number of veterans"
    assert "Adults whose veteran status is yes." in cell["definition"]
    assert "Data Quality Q1" in tables["Q5a"]["source"]


def test_a_stored_universe_opens_the_cells_of_every_table_again(report: Report, tmp_path: Path) -> None:
    universe = tmp_path / "universe.parquet"
    report.save_universe(universe)
    for code, answer in report.answers.items():
        counted = [place for place in answer.table.places() if answer.values[place.address]]
        for place in counted[:1]:
            opened = open_cell(universe, code, place.row, place.column)
            assert opened.members == report.members(code, place.row, place.column)
            assert opened.definition == answer.table.definition(place.row, place.column)
    with pytest.raises(KeyError):
        open_cell(universe, "Q5a", "Number of cats", "Total")
    with pytest.raises(KeyError):
        open_cell(universe, "Q99", "Total", "Total")
    with pytest.raises(FileNotFoundError):
        open_cell(tmp_path / "none.parquet", "Q5a", "Total", "Total")


def test_a_stored_universe_cannot_make_the_reader_open_other_files(given: Given, tmp_path: Path) -> None:
    universe = tmp_path / "universe.parquet"
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with run_report("apr", given(**COMMUNITY), START, END) as report:
        answer = report.answers["Q5a"]
        peek = f"exists (select 1 from read_csv('{tmp_path}/secret.csv'))"
        forged = answer.table.as_data()
        forged["where"] = peek
        report.answers = {"Q5a": type(answer)(answer.table.from_data(forged), answer.values, answer.sheet)}
        report.save_universe(universe)
    with pytest.raises(Exception, match="disabled"):
        open_cell(universe, "Q5a", "Number of veterans", "Count of Clients")


def test_two_runs_of_one_data_set_do_not_disturb_each_other(given: Given) -> None:
    dataset = given(**COMMUNITY)
    with (
        run_report("apr", dataset, START, END, ["ES"]) as first,
        run_report("apr", dataset, START, END, ["SSO"]) as second,
    ):
        assert [
            member.PersonalID for member in first.members("Q5a", "Number of veterans", "Count of Clients")
        ] == ["anna"]
        assert second.members("Q5a", "Number of veterans", "Count of Clients") == []


def test_live_ids_reach_the_people_behind_a_cell(given: Given) -> None:
    dataset = given(**COMMUNITY)
    dataset.connection.execute("update Client set _id = md5(PersonalID)::uuid")
    dataset.connection.execute("update Enrollment set _id = md5(EnrollmentID)::uuid")
    with run_report("apr", dataset, START, END) as run:
        (veteran,) = run.members("Q5a", "Number of veterans", "Count of Clients")
    assert veteran.client_id == UUID(hashlib.md5(b"anna").hexdigest())
    assert veteran.enrollment_id == UUID(hashlib.md5(b"3").hexdigest())


def test_what_cannot_be_run_is_refused_in_one_line(given: Given) -> None:
    dataset = given(**COMMUNITY)
    with pytest.raises(NoSuchProject, match=r"^The data has no project X, Y\.$"):
        run_report("apr", dataset, START, END, ["ES", "X", "Y"])
    with pytest.raises(ValueError, match="before it starts"):
        run_report("apr", dataset, END, START)
    with pytest.raises(ValueError, match="no project in the CoC 'XX-999'"):
        run_report("apr", dataset, START, END, coc="XX-999")
    with pytest.raises(ValueError, match="fy1999"):
        run_report("apr", dataset, START, END, spec="fy1999")


def test_a_funder_outside_huds_list_neither_stops_the_report_nor_changes_its_counts(
    given: Given, tmp_path: Path
) -> None:
    funded = "FunderID ProjectID Funder StartDate\n1 SSO 999 2020-01-01\n2 SSO - 2020-01-01"
    with (
        run_report("apr", given(**COMMUNITY), START, END) as without,
        run_report("apr", given(**COMMUNITY, Funder=funded), START, END) as run,
    ):
        run.write(tmp_path)
        for code, answer in run.answers.items():
            assert answer.values == without.answers[code].values, code
