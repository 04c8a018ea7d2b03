"""A family from the shelter to its own home and back: the export is clean and the APR counts it where it belongs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hearth.dataset import open_dataset
from hearth.reports.performance.run import run_report
from tests.golden_walks.programs import add_program
from tests.golden_walks.walk import Walk, findings

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD, CHILD, SPOUSE = 1, 2, 3
SHELTER, RAPID = 0, 13
ESG = 8
SHELTERED, HOUSED, MOVED = date(2024, 9, 10), date(2024, 10, 1), date(2024, 10, 15)
ANNIVERSARY, LEFT, BACK, TODAY = date(2025, 10, 1), date(2026, 1, 20), date(2026, 4, 2), date(2026, 4, 20)
# The days of a report, how many had left by its end, and whether the household's latest stay had moved in.
YEARS = (
    ((date(2024, 10, 1), date(2025, 9, 30)), 0, 1),
    ((date(2025, 2, 1), date(2026, 1, 31)), 4, 1),
    ((date(2025, 5, 1), date(2026, 4, 19)), 0, 0),
)
RAPID_SUBSIDY, RENTAL_WITH_SUBSIDY = 428, 435
FROM_THE_STREET: dict[str, Any] = {
    "Enrollment_LivingSituation": 116,
    "Enrollment_LengthOfStay": 3,
    "Enrollment_DateToStreetESSH": "2024-08-20",
    "Enrollment_TimesHomelessPastThreeYears": 1,
    "Enrollment_MonthsHomelessPastThreeYears": 102,
}
FROM_THE_SHELTER = FROM_THE_STREET | {
    "Enrollment_LivingSituation": 101,
    "Enrollment_MonthsHomelessPastThreeYears": 103,
}
ONCE_MORE = FROM_THE_STREET | {
    "Enrollment_DateToStreetESSH": "2026-03-25",
    "Enrollment_TimesHomelessPastThreeYears": 2,
    "Enrollment_MonthsHomelessPastThreeYears": 105,
}
WORKS: dict[str, Any] = {
    "IncomeBenefits_IncomeFromAnySource": 1,
    "IncomeBenefits_Earned": 1,
    "IncomeBenefits_EarnedAmount": 1600,
}


@pytest.fixture
def walked(walk: Walk, tmp_path: Path) -> tuple[Path, Any, Any]:
    """Walk the family and export both programs: the shelter's project and the rapid re-housing one beside it."""
    shelter = add_program(walk.community, "Harbor Family Shelter", SHELTER, ESG)
    rapid = add_program(walk.community, "Harbor Family Rapid", RAPID, ESG)
    walk.on(SHELTERED)
    family = [
        (walk.person("Ana", date(1990, 3, 12)), HEAD),
        (walk.person("Ben", date(1988, 7, 1)), SPOUSE),
        (walk.person("Cleo", date(2016, 5, 5), veteran_status=None), CHILD),
        (walk.person("Dino", date(2020, 11, 30), veteran_status=None), CHILD),
    ]
    stays = walk.enroll(shelter, SHELTERED, *family)
    _asked_of_everybody(walk, stays, "start", FROM_THE_STREET)
    walk.on(HOUSED)
    housed = walk.enroll(rapid, HOUSED, *family)
    _asked_of_everybody(walk, housed, "start", FROM_THE_SHELTER)
    walk.on(MOVED)
    walk.move_in(housed, MOVED)
    walk.leave(stays, MOVED, RENTAL_WITH_SUBSIDY, RAPID_SUBSIDY)
    _asked_of_everybody(walk, stays, "exit", {})
    walk.on(ANNIVERSARY)
    _asked_of_everybody(walk, housed, "annual", WORKS, ANNIVERSARY)
    walk.on(LEFT)
    walk.leave(housed, LEFT, 410)
    _asked_of_everybody(walk, housed, "exit", WORKS)
    walk.on(BACK)
    again = walk.enroll(rapid, BACK, *family)
    _asked_of_everybody(walk, again, "start", FROM_THE_STREET | {"Enrollment_DateToStreetESSH": "2026-03-25"})
    sheltered_again = walk.enroll(shelter, BACK, *family)
    _asked_of_everybody(walk, sheltered_again, "start", ONCE_MORE)
    walk.on(TODAY)
    return walk.exported(tmp_path, shelter, rapid), shelter, rapid


def _asked_of_everybody(
    walk: Walk, stays: list[Any], stage: str, said: dict[str, Any], on: date | None = None
) -> None:
    """Answer for the adults, then for the children, who are asked less."""
    for stay in stays:
        asked = walk.asked(stay, stage, on)
        if asked:
            walk.answer(stay, stage, on, **{name: value for name, value in said.items() if name in asked})


def test_a_familys_way_to_a_home_and_back_leaves_no_finding_and_is_counted_where_it_belongs(
    walked: tuple[Path, Any, Any],
) -> None:
    path, _shelter, rapid = walked
    found = findings(path)
    assert not found, "\n".join(found)
    for (start, end), leavers, moved_in in YEARS:
        with (
            open_dataset([path]) as dataset,
            run_report("apr", dataset, start, end, [rapid.hud_id]) as report,
        ):
            counted = {key: len(report.members(*key)) for key in _expected(leavers, moved_in)}
        assert counted == _expected(leavers, moved_in), f"{start} to {end}"


def _expected(leavers: int, moved_in: int) -> dict[tuple[str, str, str], int]:
    """Give what the APR of the rapid re-housing program says of this one family."""
    families = "With Children and Adults"
    return {
        ("Q5a", "Total number of persons served", "Count of Clients"): 4,
        ("Q5a", "Number of adults (age 18 or over)", "Count of Clients"): 2,
        ("Q5a", "Number of children (under age 18)", "Count of Clients"): 2,
        ("Q5a", "Number of leavers", "Count of Clients"): leavers,
        ("Q5a", "Number of stayers", "Count of Clients"): 4 - leavers,
        ("Q5a", "Number of adult heads of household", "Count of Clients"): 1,
        ("Q5a", "Number of veterans", "Count of Clients"): 0,
        ("Q7a", "Adults", families): 2,
        ("Q7a", "Children", families): 2,
        ("Q7a", "Total", families): 4,
        ("Q7a", "Total", "Without Children"): 0,
        ("Q7a", "For PSH & RRH – the total persons served who moved into housing", families): 4 * moved_in,
        ("Q8a", "Total Households", families): 1,
        ("Q8a", "Total Households", "Without Children"): 0,
        ("Q8a", "For PSH & RRH – the total households served who moved into housing", families): moved_in,
    }
