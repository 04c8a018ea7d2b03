"""Who may sign a release."""

import pytest

from hearth.rules.consent.who_signs import GUARDIAN, OWN, UNSHARED, Signing, broken


def rule_of(mode: str, age: int | None, *, by_client: bool, **more: object) -> str:
    found = broken(Signing(age, by_client, **more), mode)  # type: ignore[arg-type]
    return found[0].rule if found else ""


@pytest.mark.parametrize("mode", [OWN, GUARDIAN, UNSHARED, "unknown"])
def test_an_adult_signs_alone_and_nobody_signs_for_an_adult(mode: str) -> None:
    assert rule_of(mode, 18, by_client=True) == ""
    assert rule_of(mode, 18, by_client=False, guardian_is_here=True) == "consent/adult_gives_own"


@pytest.mark.parametrize("mode", [OWN, GUARDIAN, UNSHARED])
def test_an_adult_guardian_in_the_household_signs_for_a_minor_whatever_the_coc_says(mode: str) -> None:
    here = {"guardian_is_here": True, "guardian_is_client": True, "guardian_age": 30}
    assert rule_of(mode, 17, by_client=False, **here) == ""
    assert rule_of(mode, 17, by_client=True, guardian_is_here=True) == "consent/minor_needs_guardian"


@pytest.mark.parametrize(
    ("mode", "own", "guardian"),
    [
        (OWN, "", ""),
        (GUARDIAN, "consent/minor_needs_guardian", ""),
        (UNSHARED, "consent/minor_stays_unshared", "consent/minor_stays_unshared"),
        ("unknown", "consent/minor_needs_guardian", ""),
    ],
)
def test_a_minor_alone_signs_has_a_guardian_sign_or_stays_unshared_as_the_coc_says(
    mode: str, own: str, guardian: str
) -> None:
    assert rule_of(mode, 16, by_client=True) == own
    assert rule_of(mode, 16, by_client=False) == guardian


@pytest.mark.parametrize(
    ("mode", "rule"),
    [(OWN, ""), (GUARDIAN, "consent/parent_is_adult"), (UNSHARED, "consent/parent_is_adult")],
)
def test_a_minor_parent_signs_for_the_own_child_only_where_minors_sign(mode: str, rule: str) -> None:
    parent = {"guardian_is_here": True, "guardian_is_client": True, "guardian_age": 17}
    assert rule_of(mode, 0, by_client=False, **parent) == rule


def test_a_minors_birth_date_is_needed() -> None:
    assert rule_of(OWN, None, by_client=False) == "consent/minor_has_age"
