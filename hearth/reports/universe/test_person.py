"""One row per client, from the latest stay, with what the tables ask."""

from typing import Any

from hearth.dataset import Dataset
from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

PEOPLE = """
PersonalID DOB        VeteranStatus
adult      1980-01-01 1
teen       2008-01-01 1
mother     2003-01-01 0
baby       2022-05-01 0
"""


def ask(look: Look, dataset: Dataset, what: str, scope: str = "report") -> list[tuple[Any, ...]]:
    return look(
        dataset,
        "person",
        f"select PersonalID, {what} from person where scope = '{scope}' order by EnrollmentID",
    )


def test_a_leaver_is_counted_once_and_one_who_came_back_is_a_stayer(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID PersonalID EntryDate  ExitDate
        1            back       2022-11-01 2022-12-01
        2            back       2023-02-01 -
        3            gone       2022-11-01 2022-12-01
        4            gone       2023-02-01 2023-09-30
        5            later      2023-02-01 2023-10-01
        6            first_day  2022-02-01 2022-10-01
        """
    )
    assert ask(look, dataset, "is_leaver") == [
        ("back", False),
        ("gone", True),
        ("later", False),
        ("first_day", True),
    ]


def test_a_veteran_is_an_adult(given: Given, look: Look) -> None:
    dataset = given(
        Client=PEOPLE, Enrollment="EnrollmentID PersonalID EntryDate\n1 adult 2023-01-01\n2 teen 2023-01-01"
    )
    assert ask(look, dataset, "is_veteran") == [("adult", True), ("teen", False)]


def test_a_child_of_the_head_makes_parents_of_the_youth_of_the_household(given: Given, look: Look) -> None:
    dataset = given(
        Client=PEOPLE,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate
        1            mother     H           1                 2023-01-01
        2            baby       H           2                 2023-01-01
        """,
    )
    assert ask(look, dataset, "is_youth, is_youth and has_child_of_head") == [
        ("mother", True, True),
        ("baby", False, False),
    ]


def test_a_year_in_the_project_counts_from_the_households_start(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate
        1_first_head H           1                 2022-09-30 2023-01-01
        2_new_head   H           1                 2023-01-01 -
        3_adult      H           3                 2023-05-01 -
        4_short      K           1                 2022-10-01 -
        """
    )
    assert ask(look, dataset, "is_year_in_project") == [
        ("1_first_head", True),
        ("2_new_head", True),
        ("3_adult", True),
        ("4_short", False),
    ]


def test_only_housing_projects_have_moved_in_people(given: Given, look: Look) -> None:
    rows = "EnrollmentID EntryDate MoveInDate\nE 2023-01-01 2023-01-02"
    funder = "FunderID ProjectID Funder StartDate EndDate\n1 P 35 2022-01-01 -"
    assert ask(look, given(project_type=3, Enrollment=rows), "has_moved_in") == [("E", True)]
    assert ask(look, given(project_type=9, Enrollment=rows), "has_moved_in") == [("E", False)]
    assert ask(look, given(project_type=7, Enrollment=rows), "has_moved_in") == [("E", False)]
    assert ask(look, given(project_type=7, Enrollment=rows, Funder=funder), "has_moved_in") == [("E", True)]


def test_an_unengaged_latest_stay_leaves_the_earlier_one_to_data_quality(given: Given, look: Look) -> None:
    dataset = given(
        project_type=4,
        Enrollment="""
        EnrollmentID PersonalID EntryDate  ExitDate   DateOfEngagement
        1            A          2022-11-01 2022-12-01 2022-11-02
        2            A          2023-02-01 -          -
        """,
    )
    assert ask(look, dataset, "EnrollmentID, is_leaver") == [("A", "2", False)]
    assert ask(look, dataset, "EnrollmentID, is_leaver", "quality") == [("A", "1", True)]


def test_the_universe_holds_no_name_and_no_birth_date(given: Given, look: Look) -> None:
    dataset = given(Enrollment="EnrollmentID EntryDate\nE 2023-01-01")
    columns = {row[0] for row in look(dataset, "person", "describe person")}
    assert not columns & {"FirstName", "LastName", "MiddleName", "SSN", "DOB", "EntryDate"}
