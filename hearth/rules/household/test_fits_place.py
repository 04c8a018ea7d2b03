"""Whom a unit or a bed is for, and what is said when a household is not of those."""

import pytest

from hearth.rules.household.fits_place import (
    FEMALE,
    MALE,
    ONLY_CHILDREN,
    WITH_CHILDREN,
    WITHOUT_CHILDREN,
    Person,
    Place,
    misfits,
)

ADULT, ELDER, CHILD, UNKNOWN = Person(22), Person(40), Person(7), Person(None)


def said(household: list[Person], **asked: object) -> list[str]:
    place = Place("Unit 101", **asked)  # type: ignore[arg-type]
    return [one.text % one.values for one in misfits(place, household)]


def test_a_place_that_asks_nothing_is_for_anybody() -> None:
    assert Place("Unit 101").is_for_anybody
    assert said([ELDER, CHILD, UNKNOWN]) == []


@pytest.mark.parametrize(
    ("kind", "household", "fits"),
    [
        (WITHOUT_CHILDREN, [ADULT, ELDER], True),
        (WITHOUT_CHILDREN, [ADULT, CHILD], False),
        (WITHOUT_CHILDREN, [UNKNOWN], True),
        (WITH_CHILDREN, [ADULT, CHILD], True),
        (WITH_CHILDREN, [ADULT], False),
        (WITH_CHILDREN, [CHILD], False),
        (WITH_CHILDREN, [ADULT, UNKNOWN], True),
        (ONLY_CHILDREN, [CHILD], True),
        (ONLY_CHILDREN, [CHILD, ADULT], False),
    ],
)
def test_a_household_is_of_the_kind_that_is_asked_unless_its_ages_say_otherwise(
    kind: int, household: list[Person], fits: bool
) -> None:
    assert (said(household, household_type=kind) == []) == fits


def test_more_people_than_the_most_do_not_fit() -> None:
    assert said([ADULT, CHILD], most_people=2) == []
    [words] = said([ADULT, CHILD, CHILD], most_people=2)
    assert words == "Unit 101 is for households of at most 2, and there are more people in this one."


def test_a_place_for_women_is_not_for_a_household_with_a_man_and_says_nothing_of_who_did_not_answer() -> None:
    assert said([Person(30, FEMALE), Person(30, 9), UNKNOWN], sex=FEMALE) == []
    assert len(said([Person(30, FEMALE), Person(30, MALE)], sex=FEMALE)) == 1
    assert len(said([Person(30, FEMALE)], sex=MALE)) == 1


def test_one_veteran_makes_a_household_of_veterans_and_an_unknown_one_does_not() -> None:
    assert said([Person(50, veteran_status=1), CHILD], for_veterans=True) == []
    assert len(said([Person(50, veteran_status=99)], for_veterans=True)) == 1


def test_youth_are_all_under_25() -> None:
    assert said([Person(24), CHILD], for_youth=True) == []
    assert len(said([Person(24), Person(25)], for_youth=True)) == 1


def test_every_reason_is_said() -> None:
    assert len(said([ELDER, CHILD], household_type=WITHOUT_CHILDREN, most_people=1, for_youth=True)) == 3
