"""Glossary, "Household Types" and "Youth Households"."""

from hearth.dataset import Dataset
from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

TYPES = "select household, household_type from household where scope = 'report' order by 1"

CLIENTS = """
PersonalID DOB        DOBDataQuality
adult      1980-01-01 1
adult2     1980-01-01 1
young      2000-01-01 1
turns25    1998-01-01 1
teen       2008-01-01 1
child      2015-01-01 1
unknown    -          99
"""


def household(given: Given, *members: str) -> Dataset:
    lines = "\n".join(
        f"{name} {name} H {1 if number == 0 else 2} 2022-11-01" for number, name in enumerate(members)
    )
    header = "EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate"
    return given(Client=CLIENTS, Enrollment=f"{header}\n{lines}")


def type_of(given: Given, look: Look, *members: str) -> object:
    return look(household(given, *members), "household", TYPES)[0][1]


def test_the_four_types(given: Given, look: Look) -> None:
    assert type_of(given, look, "adult", "child") == "children and adults"
    assert type_of(given, look, "adult", "child", "unknown") == "children and adults"
    assert type_of(given, look, "adult", "adult2") == "without children"
    assert type_of(given, look, "adult", "unknown") == "unknown"
    assert type_of(given, look, "teen", "child") == "only children"
    assert type_of(given, look, "teen", "unknown") == "unknown"
    assert type_of(given, look, "unknown") == "unknown"


def test_members_need_not_have_been_there_together(given: Given, look: Look) -> None:
    dataset = given(
        Client=CLIENTS,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  ExitDate
        1            adult      H           1                 2022-01-01 -
        2            child      H           2                 2022-01-01 2022-10-01
        3            adult2     K           1                 2022-01-01 -
        4            teen       K           2                 2022-01-01 2022-09-30
        """,
    )
    assert look(dataset, "household", TYPES) == [
        (1, "children and adults"),
        (2, "without children"),
    ]


def youth(given: Given, look: Look, *members: str) -> bool:
    query = "select is_youth from household where scope = 'report'"
    return bool(look(household(given, *members), "household", query)[0][0])


def test_a_youth_household_has_a_youth_and_nobody_known_to_be_older(given: Given, look: Look) -> None:
    assert youth(given, look, "young", "child")
    assert youth(given, look, "young", "unknown")
    assert not youth(given, look, "young", "adult")
    assert not youth(given, look, "child")
    assert not youth(given, look, "unknown")


def test_a_24_year_old_who_turns_25_within_the_range_stays_a_youth(given: Given, look: Look) -> None:
    assert youth(given, look, "turns25")
