"""Glossary, HMIS Data Quality Report, Q2: what is wrong with who a client is."""

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look


@pytest.mark.parametrize(
    ("number", "quality", "issue"),
    [
        ("123-45-6780", 1, None),
        ("xxxxx6780", 2, None),
        ("6780", 2, None),
        ("12x-45-678x", 2, "issue"),
        ("000456780", 1, "issue"),
        ("666456780", 1, "issue"),
        ("912456780", 1, "issue"),
        ("123006780", 1, "issue"),
        ("123450000", 1, "issue"),
        ("111111111", 1, "issue"),
        ("123456789", 1, "issue"),
        ("-", 1, "missing"),
        ("xxxxxxxxx", 2, "missing"),
        ("123456780", 99, "missing"),
        ("123456780", 8, "not told"),
    ],
)
def test_a_partial_ssn_is_no_issue_while_its_last_four_digits_are_there(
    given: Given, look: Look, number: str, quality: int, issue: str | None
) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\nE 2022-11-01",
        Client=f"PersonalID SSN SSNDataQuality\nE {number} {quality}",
    )
    assert look(dataset, "identity_issue", "select ssn_issue from identity_issue") == [(issue,)]


def test_a_birth_date_of_unknown_quality_is_an_issue_and_still_gives_an_age(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate
        guess        2022-11-01
        newborn      2022-11-01
        none         2022-11-01
        old          2022-11-01
        unsaid       2022-11-01
        """,
        Client="""
        PersonalID DOB        DOBDataQuality DateCreated
        guess      1990-01-01 99             2022-11-01
        newborn    2022-11-01 1              2022-11-01
        none       -          9              2022-11-01
        old        1914-12-31 1              2022-11-01
        unsaid     1990-01-01 -              2022-11-01
        """,
    )
    query = """
    select PersonalID, dob_issue, age_group
    from identity_issue join latest using (PersonalID) where scope = 'quality' order by 1
    """
    assert look(dataset, "identity_issue", query) == [
        ("guess", "issue", "adult"),
        ("newborn", "issue", "child"),
        ("none", "not told", "not told"),
        ("old", "issue", "adult"),
        ("unsaid", "issue", "adult"),
    ]


def test_a_race_not_told_beside_a_race_is_not_told(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\nboth 2022-11-01\nnone 2022-11-01\nsaid 2022-11-01",
        Client="PersonalID White RaceNone\nboth 1 8\nnone 0 -\nsaid 1 -",
    )
    query = "select PersonalID, race_issue from identity_issue order by 1"
    assert look(dataset, "identity_issue", query) == [
        ("both", "not told"),
        ("none", "missing"),
        ("said", None),
    ]
