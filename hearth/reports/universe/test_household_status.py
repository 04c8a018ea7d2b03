"""APR Programming Specifications, Q25b, Q26a and Q27b: what a household is, and who belongs to a parenting youth."""

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

CLIENTS = """
PersonalID DOB        VeteranStatus
veteran    1980-01-01 1
adult      1980-01-01 0
refused    1980-01-01 9
blank      1980-01-01 99
child      2015-01-01 1
teen       2008-01-01 0
"""
# Each answers for themselves: a year on the street with a disabling condition is chronic.
CHRONIC, NOT_CHRONIC, UNTOLD, OPEN = (
    "1 116 2021-01-01 1 112",
    "0 116 2021-01-01 1 112",
    "9 116 2021-01-01 1 112",
    "- 116 2021-01-01 1 112",
)


def status(given: Given, look: Look, *members: tuple[str, str]) -> tuple[str, str]:
    """Give the chronic status and the veteran status of a household, its head first."""
    header = (
        "EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate DisablingCondition LivingSituation "
        "DateToStreetESSH TimesHomelessPastThreeYears MonthsHomelessPastThreeYears"
    )
    lines = "\n".join(
        f"{name} {name} H {2 if number else 1} 2022-11-01 {answers}"
        for number, (name, answers) in enumerate(members)
    )
    dataset = given(Client=CLIENTS, Enrollment=f"{header}\n{lines}")
    query = "select household_chronic, household_veteran from household_status"
    [(chronic, veteran)] = look(dataset, "household_status", query)
    return chronic, veteran


@pytest.mark.parametrize(
    ("head", "other", "chronic"),
    [
        (NOT_CHRONIC, CHRONIC, "yes"),
        (NOT_CHRONIC, NOT_CHRONIC, "no"),
        (NOT_CHRONIC, OPEN, "missing"),
        (NOT_CHRONIC, UNTOLD, "not told"),
        (UNTOLD, OPEN, "not told"),
        (OPEN, OPEN, "missing"),
    ],
)
def test_a_household_is_not_chronic_only_when_the_head_and_all_adults_are_not(
    given: Given, look: Look, head: str, other: str, chronic: str
) -> None:
    assert status(given, look, ("adult", head), ("refused", other))[0] == chronic


def test_data_come_from_each_persons_latest_stay_but_veterans_are_looked_for_in_the_heads(
    given: Given, look: Look
) -> None:
    dataset = given(
        Client=CLIENTS,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  DisablingCondition
        1            adult      H           1                 2022-11-01 0
        2            veteran    H           2                 2022-11-01 -
        3            veteran    K           1                 2023-02-01 0
        """,
    )
    query = "select household, household_chronic, household_veteran from household_status order by 1"
    assert look(dataset, "household_status", query) == [
        (1, "no", "veteran"),
        (2, "no", "veteran"),
    ]


def test_a_child_neither_makes_a_household_chronic_nor_a_veterans(given: Given, look: Look) -> None:
    assert status(given, look, ("adult", NOT_CHRONIC), ("child", CHRONIC)) == ("no", "no")


def test_a_veteran_counts_before_everybody_else_and_a_chronic_one_first(given: Given, look: Look) -> None:
    assert status(given, look, ("adult", NOT_CHRONIC), ("veteran", CHRONIC))[1] == "chronic veteran"
    assert status(given, look, ("refused", NOT_CHRONIC), ("veteran", NOT_CHRONIC))[1] == "veteran"


def test_a_household_is_no_veterans_only_when_all_adults_said_no(given: Given, look: Look) -> None:
    assert status(given, look, ("adult", NOT_CHRONIC), ("refused", NOT_CHRONIC))[1] == "not told"
    assert status(given, look, ("adult", NOT_CHRONIC), ("blank", NOT_CHRONIC))[1] == "missing"
    assert status(given, look, ("blank", NOT_CHRONIC), ("refused", NOT_CHRONIC))[1] == "not told"


def test_everybody_of_a_parenting_youths_household_is_in_it_even_by_an_earlier_stay(
    given: Given, look: Look
) -> None:
    dataset = given(
        Client="""
        PersonalID DOB
        young      2000-01-01
        baby       2021-01-01
        toddler    2020-01-01
        partner    2001-01-01
        grown      1980-01-01
        grownchild 2015-01-01
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  ExitDate
        1            young      H           1                 2022-10-01 -
        2            baby       H           2                 2022-10-01 -
        3            toddler    H           2                 2022-10-01 2022-12-01
        4            partner    H           3                 2022-10-01 -
        5            toddler    K           2                 2023-01-01 -
        6            grown      K           1                 2023-01-01 -
        7            grownchild K           2                 2023-01-01 -
        """,
    )
    query = "select PersonalID, EnrollmentID, is_hoh, is_child_of_head, head_age from parenting order by 1"
    assert look(dataset, "parenting", query) == [
        ("baby", "2", False, True, 22),
        ("partner", "4", False, False, 22),
        ("toddler", "3", False, True, 22),
        ("young", "1", True, False, 22),
    ]


def test_nobody_of_a_parenting_youths_household_is_in_it_twice(given: Given, look: Look) -> None:
    """Neither for two heads, of whom each counts by the own age, nor for having left and come back."""
    dataset = given(
        Client="""
        PersonalID DOB
        first      2000-01-01
        second     2005-06-01
        baby       2021-01-01
        back       2021-01-01
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  ExitDate
        1            first      H           1                 2022-10-01 2022-12-01
        2            second     H           1                 2022-10-02 -
        3            baby       H           2                 2022-10-01 -
        4            back       H           2                 2022-10-01 2022-12-01
        5            back       H           2                 2023-01-01 -
        """,
    )
    query = "select PersonalID, EnrollmentID, is_hoh, is_child_of_head, head_age from parenting order by 1"
    assert look(dataset, "parenting", query) == [
        ("baby", "3", False, True, 17),
        ("back", "5", False, True, 17),
        ("first", "1", True, False, 22),
        ("second", "2", True, False, 17),
    ]
