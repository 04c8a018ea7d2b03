"""An export of FY2024 is read as one of FY2026, and a person can see what that changed."""

from datetime import date
from pathlib import Path

import pytest

from hearth.dataset import Dataset, open_dataset, open_with_faults
from hearth.dataset.conftest import Export, csv_text


def of_2024(export: Export, version: str = "2024 v1.4", **files: str | bytes | None) -> Path:
    """A small export of FY2024: a client with the columns of that year, and an exit with a code that is gone."""
    usual: dict[str, str | bytes | None] = {
        "Export": csv_text("Export", {"ExportID": "X", "CSVVersion": version}, year="fy2024"),
        "Client": csv_text(
            "Client",
            {"PersonalID": "A", "DOB": "1980-01-01", "HispanicLatinaeo": "1", "Woman": "1", "Man": "0"},
            {"PersonalID": "B", "HispanicLatinaeo": "0", "Woman": " "},
            year="fy2024",
        ),
        "Enrollment": csv_text(
            "Enrollment",
            {
                "EnrollmentID": "E",
                "PersonalID": "A",
                "ProjectID": "P",
                "EntryDate": "2023-01-01",
                "SexualOrientation": "2",
                "InsufficientIncome": "99",
            },
            year="fy2024",
        ),
        "Exit": csv_text(
            "Exit",
            {"ExitID": "1", "EnrollmentID": "E", "CounselingReceived": "99", "Telephone": "1"},
            year="fy2024",
        ),
        "Funder": csv_text("Funder", {"FunderID": "F", "ProjectID": "P", "Funder": "47"}, year="fy2024"),
    }
    return export(**(usual | files))


def rows(dataset: Dataset, sql: str) -> list[tuple[object, ...]]:
    return dataset.connection.execute(sql).fetchall()


def test_a_renamed_column_keeps_its_values(export: Export) -> None:
    with open_dataset([of_2024(export)]) as dataset:
        assert rows(dataset, "select PersonalID, DOB, HispanicLatinao, Sex from Client order by 1") == [
            ("A", date(1980, 1, 1), 1, None),
            ("B", None, 0, None),
        ]


def test_a_code_without_a_place_becomes_empty_and_other_codes_stay(export: Export) -> None:
    with open_dataset([of_2024(export)]) as dataset:
        assert rows(dataset, "select CounselingReceived, Telephone from Exit") == [(None, 1)]
        assert rows(dataset, "select InsufficientIncome, MentalHealthConsultation from Enrollment") == [
            (99, None)
        ]


def test_a_retired_code_stays_readable(export: Export) -> None:
    with open_dataset([of_2024(export)]) as dataset:
        assert rows(dataset, "select Funder from Funder") == [(47,)]


def test_every_change_is_told_with_its_count(export: Export) -> None:
    with open_dataset([of_2024(export)]) as dataset:
        assert [str(finding) for finding in dataset.findings] == [
            "Export.csv line 2: CSVVersion is of an earlier year; the files were read as FY2024 and upgraded "
            "('2024 v1.4')",
            "Client.csv line 1: HispanicLatinao was called HispanicLatinaeo; values taken over: 2",
            "Client.csv line 1: Woman is not collected any more; values left out: 1",
            "Client.csv line 1: Man is not collected any more; values left out: 1",
            "Enrollment.csv line 1: SexualOrientation is not collected any more; values left out: 1",
            "Exit.csv line 1: CounselingReceived has no code 99 any more; values that became empty: 1",
        ]
        assert not any(finding.is_grave for finding in dataset.findings)


@pytest.mark.parametrize("version", ["", "v4"])
def test_columns_tell_the_year_where_the_version_does_not(export: Export, version: str) -> None:
    with open_dataset([of_2024(export, version)]) as dataset:
        assert rows(dataset, "select sum(HispanicLatinao) from Client") == [(1,)]


def test_columns_win_over_a_version_that_says_another_year(export: Export) -> None:
    with open_dataset([of_2024(export, "2026 v1.0")]) as dataset:
        assert rows(dataset, "select sum(HispanicLatinao) from Client") == [(1,)]
        assert str(dataset.findings[0]) == (
            "Export.csv line 2: CSVVersion does not name the year of the columns, which are those of FY2024 "
            "('2026 v1.0')"
        )


def test_files_of_this_year_that_name_an_earlier_one_are_read_as_they_are(export: Export) -> None:
    old = csv_text("Export", {"ExportID": "X", "CSVVersion": "2024 v1.4"})
    client = csv_text("Client", {"PersonalID": "A", "HispanicLatinao": "1", "Sex": "0"})
    with open_dataset([export(Export=old, Client=client)]) as dataset:
        assert rows(dataset, "select HispanicLatinao, Sex from Client") == [(1, 0)]
        assert [finding.kind for finding in dataset.findings] == ["upgrade"]


def test_headers_of_fy2024_may_be_in_any_case(export: Export) -> None:
    text = csv_text("Client", {"PersonalID": "A", "HispanicLatinaeo": "1"}, year="fy2024").replace(
        "HispanicLatinaeo,", "hispaniclatinaeo,"
    )
    with open_dataset([of_2024(export, "", Client=text)]) as dataset:
        assert rows(dataset, "select HispanicLatinao from Client") == [(1,)]


def test_an_export_of_fy2024_is_checked_like_one_of_this_year(export: Export) -> None:
    with open_with_faults([of_2024(export)], in_memory=True) as dataset:
        assert {finding.kind for finding in dataset.findings} == {"missing", "upgrade"}
        assert rows(dataset, "select sum(HispanicLatinao) from Client") == [(1,)]


def test_inputs_of_both_years_are_one_data_set(export: Export) -> None:
    client = csv_text("Client", {"PersonalID": "C", "HispanicLatinao": "1"})
    with open_dataset([of_2024(export), export("new", Client=client)]) as dataset:
        assert rows(dataset, "select PersonalID, HispanicLatinao from Client order by 1") == [
            ("A", 1),
            ("B", 0),
            ("C", 1),
        ]
