"""Cleanups are chosen by name, change what their sentence says and tell how many rows that was."""

from collections.abc import Iterator
from typing import Any

import pytest

from hearth.dataset import Dataset, UnusableInput
from hearth.dataset.cleanups import CLEANUPS, clean_up

ADULT, CHILD, TEEN, SECOND_TEEN = "1980-01-01", "2012-01-01", "2005-01-01", "2004-01-01"


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with Dataset.empty() as opened:
        yield opened


def household(dataset: Dataset, name: str, *members: tuple[str | None, int | None]) -> None:
    """Add a household that starts on 1 January 2020: the birthday and the relationship of each member."""
    for number, (born, relationship) in enumerate(members):
        key = f"{name}{number}"
        dataset.connection.execute("insert into Client (PersonalID, DOB) values (?, ?)", [key, born])
        dataset.connection.execute(
            "insert into Enrollment (EnrollmentID, PersonalID, ProjectID, EntryDate, HouseholdID, RelationshipToHoH) "
            "values (?, ?, 'P', date '2020-01-01', ?, ?)",
            [key, key, name, relationship],
        )


def cleaned(dataset: Dataset, name: str) -> int:
    return clean_up(dataset.connection, [name])[0].rows


def column(dataset: Dataset, name: str, file: str = "Enrollment") -> list[Any]:
    rows = dataset.connection.execute(f'select "{name}" from "{file}" order by 1').fetchall()
    return [value for (value,) in rows]


def relationships(dataset: Dataset, name: str = "H") -> list[int | None]:
    rows = dataset.connection.execute(
        "select RelationshipToHoH from Enrollment where EnrollmentID like ? order by EnrollmentID",
        [f"{name}%"],
    ).fetchall()
    return [value for (value,) in rows]


@pytest.mark.parametrize(
    ("members", "after"),
    [
        ([(ADULT, 1), (CHILD, 2)], [1, 2]),
        ([(ADULT, None)], [1]),
        ([(ADULT, 1), ("1979-01-01", 1)], [99, 1]),
        ([(CHILD, None), (ADULT, None)], [None, 1]),
        ([(CHILD, 1), (CHILD, 1), (ADULT, None)], [99, 99, 1]),
        ([("2010-01-01", 1), (CHILD, 1)], [1, 99]),
        ([(CHILD, 1), (CHILD, 0)], [1, 0]),
        ([(TEEN, None), (CHILD, None)], [1, None]),
        ([(TEEN, None), (None, None), (ADULT, 2)], [None, None, 1]),
        ([(TEEN, None), (None, None)], [None, 1]),
    ],
    ids=[
        "one head stays",
        "one member",
        "of two heads the older",
        "an adult",
        "an adult rather than children",
        "of two children the older",
        "a child who is the only head stays",
        "the oldest minor",
        "an adult rather than unknown age",
        "unknown age rather than a minor",
    ],
)
def test_a_household_gets_one_head(
    dataset: Dataset, members: list[tuple[str | None, int | None]], after: list[int | None]
) -> None:
    household(dataset, "H", *members)
    before = relationships(dataset)
    assert cleaned(dataset, "one-head") == sum(a != b for a, b in zip(before, after, strict=True))
    assert relationships(dataset) == after


def test_youths_among_themselves_become_households_of_one(dataset: Dataset) -> None:
    household(dataset, "H", (TEEN, None), (SECOND_TEEN, None))
    assert cleaned(dataset, "one-head") == 2
    assert relationships(dataset) == [1, 1]
    assert len(set(column(dataset, "HouseholdID"))) == 2


def test_a_head_who_left_and_came_back_is_one_head(dataset: Dataset) -> None:
    household(dataset, "H", (ADULT, 1))
    dataset.connection.execute(
        "insert into Enrollment (EnrollmentID, PersonalID, ProjectID, EntryDate, HouseholdID, RelationshipToHoH) "
        "values ('H9', 'H0', 'P', date '2020-03-01', 'H', 1)"
    )
    assert cleaned(dataset, "one-head") == 0


def test_the_only_member_without_a_relationship_is_the_head(dataset: Dataset) -> None:
    household(dataset, "H1", (ADULT, 99))
    household(dataset, "H2", (ADULT, None))
    household(dataset, "H3", (ADULT, 99), (ADULT, 99))
    household(dataset, "H4", (ADULT, 2))
    dataset.connection.execute("update Enrollment set HouseholdID = null where EnrollmentID = 'H20'")
    assert cleaned(dataset, "sole-member-head") == 1
    assert [relationships(dataset, f"H{number}") for number in (1, 2, 3, 4)] == [[1], [None], [99, 99], [2]]


def test_members_get_the_coc_of_their_head(dataset: Dataset) -> None:
    household(dataset, "H1", (ADULT, 1), (CHILD, 2), (CHILD, 2))
    household(dataset, "H2", (CHILD, 2))
    dataset.connection.execute("update Enrollment set EnrollmentCoC = 'XX-500' where EnrollmentID = 'H10'")
    dataset.connection.execute("update Enrollment set EnrollmentCoC = 'XX-501' where EnrollmentID = 'H12'")
    assert cleaned(dataset, "household-coc") == 1
    assert column(dataset, "EnrollmentCoC") == ["XX-500", "XX-500", "XX-501", None]


def test_a_move_in_date_outside_the_stay_is_emptied(dataset: Dataset) -> None:
    household(dataset, "H", *[(ADULT, 1)] * 5)
    for number, day in enumerate(("2019-12-31", "2020-01-01", "2020-02-01", "2020-02-02", "2020-02-03")):
        dataset.connection.execute(
            "update Enrollment set MoveInDate = ? where EnrollmentID = ?", [day, f"H{number}"]
        )
    for number in (2, 3):
        dataset.connection.execute(
            "insert into \"Exit\" (ExitID, EnrollmentID, ExitDate) values (?, ?, '2020-02-01')",
            [f"X{number}", f"H{number}"],
        )
    assert cleaned(dataset, "move-in") == 2
    assert [str(day) for day in column(dataset, "MoveInDate") if day] == [
        "2020-01-01",
        "2020-02-01",
        "2020-02-03",
    ]


def test_a_missing_total_of_income_is_the_sum_of_the_amounts(dataset: Dataset) -> None:
    dataset.connection.execute(
        "insert into IncomeBenefits (IncomeBenefitsID, IncomeFromAnySource, EarnedAmount, UnemploymentAmount, "
        "TotalMonthlyIncome) values ('1', 1, 50, 50.5, null), ('2', 1, 80, null, 90), ('3', 0, 0, 0, null), "
        "('4', 1, null, null, null)"
    )
    assert cleaned(dataset, "income-total") == 1
    assert [str(total) for total in column(dataset, "TotalMonthlyIncome", "IncomeBenefits")] == [
        "90.00",
        "100.50",
        "None",
        "None",
    ]


def test_deleted_rows_are_left_alone(dataset: Dataset) -> None:
    household(dataset, "H", (ADULT, None))
    dataset.connection.execute("update Enrollment set DateDeleted = '2020-05-01'")
    assert cleaned(dataset, "one-head") == cleaned(dataset, "sole-member-head") == 0


def test_nothing_is_cleaned_that_was_not_chosen(dataset: Dataset) -> None:
    household(dataset, "H", (ADULT, None))
    assert clean_up(dataset.connection, []) == []
    assert relationships(dataset) == [None]


def test_an_unknown_cleanup_is_refused_by_name(dataset: Dataset) -> None:
    with pytest.raises(UnusableInput, match=r"There is no cleanup polish; there are one-head, "):
        clean_up(dataset.connection, ["one-head", "polish"])


def test_every_cleanup_is_a_sentence() -> None:
    assert all(cleanup.sentence.endswith(".") for cleanup in CLEANUPS.values())
