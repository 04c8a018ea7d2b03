"""Two records of one person score high, with the reason; two people who look alike do not."""

from dataclasses import replace
from datetime import date

import pytest

from hearth.rules.client.likeness import SHOWN, STOPS, PersonFacts, PersonName, likeness
from hearth.rules.client.name_likeness import Agreement, agreement, keys

BORN = date(1988, 5, 14)


def person(first: str, last: str, **known: object) -> PersonFacts:
    return PersonFacts(names=(PersonName(first, last),), **{"birth": BORN, **known})  # type: ignore[arg-type]


ROBERT = person("robert", "johnson", ssn="369809041", last_four="9041", sex=1)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (person("robert", "johnson"), ("name", "birth_date")),
        (person("bob", "johnson"), ("nickname", "birth_date")),
        (person("robert", "jonhson"), ("typo", "birth_date")),
        (person("robrt", "jonson"), ("typo", "birth_date")),
        (person("johnson", "robert"), ("swapped_names", "birth_date")),
        (person("robert", "johnson", birth=date(1988, 5, 15)), ("name", "birth_date_digit")),
        (person("robert", "johnson smith"), ("part_of_name", "birth_date")),
        (person("rob", "johnson", last_four="9041", birth=None), ("last_four", "nickname")),
        (person("", "", ssn="369809041"), ("ssn", "birth_date")),
    ],
)
def test_the_same_person_written_otherwise_stops_the_worker(
    other: PersonFacts, reasons: tuple[str, ...]
) -> None:
    found = likeness(ROBERT, other)
    assert found.score >= STOPS
    assert found.reasons == reasons
    assert likeness(other, ROBERT).score == found.score


def test_day_and_month_swapped_are_the_same_person() -> None:
    one, other = (
        person("ana", "limon", birth=date(1990, 3, 12)),
        person("ana", "limon", birth=date(1990, 12, 3)),
    )
    found = likeness(one, other)
    assert (found.score >= STOPS, found.reasons) == (True, ("name", "birth_date_swapped"))


def test_an_alias_is_as_good_as_the_name() -> None:
    known = replace(ROBERT, names=(PersonName("rosa", "sol"), PersonName("robert", "johnson")))
    found = likeness(person("robert", "johnson"), known)
    assert (found.score >= STOPS, found.reasons[0]) == (True, "alias")


@pytest.mark.parametrize(
    "other",
    [
        person("robert", "johnson", birth=None),
        person("robert", "johnson", birth=date(1988, 1, 1), birth_is_exact=False),
        person("bob", "johnson", birth=None),
        person("robert", "", birth=BORN),
    ],
)
def test_who_may_be_the_same_is_shown_and_stops_nobody(other: PersonFacts) -> None:
    assert SHOWN <= likeness(ROBERT, other).score < STOPS


@pytest.mark.parametrize(
    "other",
    [
        person("michael", "johnson", sex=1),
        person("michael", "johnson", ssn="369809042", last_four="9042", sex=1),
        person("robert", "johnson", suffix="Jr.", birth=date(2010, 5, 14)),
        person("robert", "johnson", birth=date(1971, 9, 30)),
        person("robert", "johnson", is_unnamed=True),
        person("linda", "garcia"),
    ],
    ids=["twin", "twin with SSN", "son", "namesake", "unnamed", "born on one day"],
)
def test_who_only_looks_alike_is_not_shown(other: PersonFacts) -> None:
    assert likeness(replace(ROBERT, suffix="Sr" if other.suffix else ""), other).score < SHOWN


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("pepe", "jose", Agreement.NICKNAME),
        ("bob", "bobby", Agreement.NICKNAME),
        ("smyth", "smith", Agreement.TYPO),
        ("gimenes", "ximenez", Agreement.SOUND),
        ("valdes", "baldez", Agreement.SOUND),
        ("catherine", "kathryn", Agreement.SOUND),
        ("garcia lopez", "lopez", Agreement.PART),
        ("r", "robert", Agreement.INITIAL),
        ("de la cruz", "delacruz", Agreement.SAME),
        ("ann", "lee", None),
        ("robert", "johnson", None),
    ],
)
def test_how_two_names_agree(one: str, other: str, how: Agreement | None) -> None:
    assert agreement(one, other) is agreement(other, one) is how
    if how not in (None, Agreement.INITIAL):
        assert keys(one) & keys(other)


def test_a_typo_anywhere_in_a_name_shares_a_key_with_it() -> None:
    name = "featherstone"
    for at in range(len(name)):
        for wrong in (
            name[:at] + name[at + 1 :],
            name[:at] + "q" + name[at:],
            name[:at] + "q" + name[at + 1 :],
            name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
        ):
            assert keys(name) & keys(wrong), wrong
