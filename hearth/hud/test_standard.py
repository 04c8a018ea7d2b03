"""The standard as data says what HUD's specification says."""

import csv
import datetime
from pathlib import Path

import pytest

from hearth.hud.standard import coc_codes, in_force, snake_case, standard, years

SHARED = Path(__file__).parents[2].parent / "shared" / "hud"


def test_the_standard_has_24_files_519_columns_and_88_lists() -> None:
    known = standard()
    assert len(known.files) == 24
    assert sum(len(file.columns) for file in known.files.values()) == 519
    assert len(known.lists) == 88


def test_every_file_has_one_key_and_columns_in_unbroken_order() -> None:
    for file in standard().files.values():
        assert [column.position for column in file.columns] == list(range(1, len(file.columns) + 1))
        assert sum(column.is_key for column in file.columns) == 1


def test_every_list_that_a_column_names_exists() -> None:
    named = {name for file in standard().files.values() for column in file.columns for name in column.lists}
    assert named <= set(standard().lists)


def test_every_list_of_a_record_type_exists() -> None:
    facts = standard().facts
    assert set(facts["type_provided_list"].values()) <= set(standard().lists)
    assert set(facts["type_provided_list"]) == set(standard().lists["1.4"].labels)


def test_the_year_in_force_follows_the_information_date() -> None:
    assert years() == ("fy2024", "fy2026")
    assert in_force(datetime.date(2025, 9, 30)) == "fy2024"
    assert in_force(datetime.date(2025, 10, 1)) == "fy2026"
    assert in_force(datetime.date(1999, 1, 1)) == "fy2024"


@pytest.mark.parametrize("year", years())
def test_every_year_names_only_lists_that_it_has(year: str) -> None:
    known = standard(year)
    named = {name for file in known.files.values() for column in file.columns for name in column.lists}
    assert named <= set(known.lists)
    for file in known.files.values():
        assert [column.position for column in file.columns] == list(range(1, len(file.columns) + 1))


def test_funders_belong_to_their_groups() -> None:
    assert standard().components(2) == ("HUD: CoC",)
    assert standard().components(43) == ("HUD: CoC", "HUD: CoC - YHDP")
    assert standard().components(999) == ()


def test_a_living_situation_has_one_group() -> None:
    groups = [standard().situation_group(code) for code in (116, 207, 302, 435, 99)]
    assert groups == ["homeless", "institutional", "temporary", "permanent", "other"]


def test_the_cocs_of_the_country_have_codes_of_one_form() -> None:
    assert coc_codes()["CA-503"].startswith("Sacramento")
    assert len(coc_codes()) == 388
    assert all(len(code) == 6 and code[2] == "-" for code in coc_codes())


def test_references_point_to_files_of_the_standard() -> None:
    for file in standard().files.values():
        for column in file.columns:
            assert column.references is None or column.references in standard().files


def test_columns_that_identify_a_person_are_marked() -> None:
    client = standard().files["Client"]
    personal = {column.name for column in client.columns if column.personal}
    assert {"FirstName", "MiddleName", "LastName", "SSN", "DOB"} <= personal


@pytest.mark.parametrize(
    ("hud", "database"),
    [
        ("LOSUnderThreshold", "los_under_threshold"),
        ("RelationshipToHoH", "relationship_to_hoh"),
        ("ProjectCoCID", "project_coc_id"),
        ("HealthAndDVID", "health_and_dv_id"),
        ("AmIndAKNative", "am_ind_ak_native"),
        ("HH5Plus", "hh5_plus"),
        ("MoveInDate", "move_in_date"),
    ],
)
def test_a_hud_name_has_one_database_spelling(hud: str, database: str) -> None:
    assert snake_case(hud) == database


def test_no_two_columns_of_a_file_share_a_database_spelling() -> None:
    for file in standard().files.values():
        spellings = [column.database_name for column in file.columns]
        assert len(spellings) == len(set(spellings))


def test_a_code_outside_its_list_is_said_to_be_outside() -> None:
    destination = standard().list_for("Exit", "Destination")
    assert destination is not None
    assert destination.label(410) == "Rental by client, no ongoing housing subsidy"
    assert "not in list" in destination.label(4711)


@pytest.mark.skipif(
    not SHARED.exists(), reason="../shared/hud is absent: the source table cannot be compared"
)
def test_columns_equal_the_source_table() -> None:
    """Where HUD's final text of October 2025 is later than the table, it wins: these may be empty (0075)."""
    may_be_empty = {("Funder", "GrantID")} | {
        ("Assessment", name)
        for name in ("AssessmentLocation", "AssessmentType", "AssessmentLevel", "PrioritizationStatus")
    }
    with (SHARED / "csv_columns.csv").open(newline="") as lines:
        expected = [
            (
                row["file"],
                int(row["position"]),
                row["column"],
                row["max_length"],
                "Y" if (row["file"], row["column"]) in may_be_empty else row["nullable"],
            )
            for row in csv.DictReader(lines)
        ]
    ours = [
        (
            column.file,
            column.position,
            column.name,
            str(column.max_length or ""),
            "Y" if column.nullable else "N",
        )
        for file in standard().files.values()
        for column in file.columns
    ]
    assert ours == expected
