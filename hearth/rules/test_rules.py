"""Each rule keeps its sentence."""

from datetime import date
from decimal import Decimal

import pytest

from hearth.rules.enrollment import not_twice_at_once, start_not_in_future, within_operating_dates
from hearth.rules.exit import destination_is_complete, head_leaves_last, on_or_after_start
from hearth.rules.facts import MemberFacts, ProjectFacts
from hearth.rules.household import hoh_starts_first, next_head, one_head
from hearth.rules.service import is_complete, within_stay
from hearth.rules.service.offered import offered

DAY_1, DAY_2, DAY_3 = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


def member(relationship: int, start: date = DAY_2, exit_date: date | None = None) -> MemberFacts:
    return MemberFacts("Ann", relationship, start, exit_date)


@pytest.mark.parametrize(
    ("relationships", "is_kept"), [([1], True), ([1, 2], True), ([2, 3], False), ([1, 1], False)]
)
def test_a_household_has_exactly_one_head(relationships: list[int], is_kept: bool) -> None:
    assert (one_head.broken([member(each) for each in relationships]) == []) is is_kept


@pytest.mark.parametrize(("start", "is_kept"), [(DAY_1, False), (DAY_2, True), (DAY_3, True)])
def test_the_head_starts_on_or_before_every_other_member(start: date, is_kept: bool) -> None:
    found = hoh_starts_first.broken([member(1, DAY_2), member(2, start)])
    assert (found == []) is is_kept
    assert [one.about for one in found] == ([] if is_kept else [1])


@pytest.mark.parametrize(("start", "is_kept"), [(DAY_1, True), (DAY_2, True), (DAY_3, False)])
def test_an_enrollment_starts_today_or_earlier(start: date, is_kept: bool) -> None:
    assert (start_not_in_future.broken("Ann", start, today=DAY_2) == []) is is_kept


@pytest.mark.parametrize(("start", "is_kept"), [(DAY_1, False), (DAY_2, True), (DAY_3, False)])
def test_an_enrollment_starts_while_its_program_operates(start: date, is_kept: bool) -> None:
    place = ProjectFacts(type=2, operating_start=DAY_2, operating_end=DAY_2)
    assert (within_operating_dates.broken(start, place) == []) is is_kept


@pytest.mark.parametrize(
    ("stay", "is_kept"),
    [((DAY_1, None), False), ((DAY_1, DAY_2), True), ((DAY_1, DAY_3), False), ((DAY_3, None), False)],
)
def test_nobody_is_enrolled_twice_at_once_in_the_same_program(
    stay: tuple[date, date | None], is_kept: bool
) -> None:
    assert (not_twice_at_once.broken("Ann", DAY_2, [stay]) == []) is is_kept


@pytest.mark.parametrize(("exit_date", "is_kept"), [(DAY_1, False), (DAY_2, True), (DAY_3, False)])
def test_nobody_exits_before_they_start_or_after_today(exit_date: date, is_kept: bool) -> None:
    assert (on_or_after_start.broken("Ann", start=DAY_2, exit_date=exit_date, today=DAY_2) == []) is is_kept


@pytest.mark.parametrize(
    ("destination", "subsidy", "words", "is_kept"),
    [
        (410, None, None, True),
        (435, None, None, False),
        (435, 428, None, True),
        (17, None, None, False),
        (17, None, "a boat", True),
        (None, None, None, False),
        (335, None, None, False),
        (37, None, None, False),
        (99, None, None, True),
    ],
)
def test_a_destination_is_offered_at_exit_and_complete(
    destination: int | None, subsidy: int | None, words: str | None, is_kept: bool
) -> None:
    assert (destination_is_complete.broken("Ann", destination, subsidy, words) == []) is is_kept


@pytest.mark.parametrize(
    ("head_exit", "other_exit", "is_kept"),
    [
        (None, DAY_3, True),
        (DAY_3, DAY_3, True),
        (DAY_3, DAY_2, True),
        (DAY_3, None, False),
        (DAY_2, DAY_3, False),
    ],
)
def test_the_head_does_not_leave_before_the_others(
    head_exit: date | None, other_exit: date | None, is_kept: bool
) -> None:
    household = [member(1, exit_date=head_exit), member(2, exit_date=other_exit)]
    assert (head_leaves_last.broken(household) == []) is is_kept


@pytest.mark.parametrize(
    ("record_type", "on", "exit_date", "is_kept"),
    [
        (200, DAY_1, None, False),
        (200, DAY_2, None, True),
        (200, DAY_2, DAY_2, False),
        (141, DAY_2, DAY_2, True),
        (141, DAY_3, DAY_2, False),
    ],
)
def test_a_service_is_given_during_the_stay_and_a_bed_night_never_on_the_exit_day(
    record_type: int, on: date, exit_date: date | None, is_kept: bool
) -> None:
    found = within_stay.broken("Ann", record_type, on, start=DAY_2, exit_date=exit_date, today=DAY_3)
    assert (found == []) is is_kept


def test_a_service_is_not_given_in_the_future() -> None:
    assert within_stay.broken("Ann", 141, DAY_3, start=DAY_1, exit_date=None, today=DAY_2)


@pytest.mark.parametrize(
    ("project_type", "funders", "record_types"),
    [
        (1, [8], [200]),
        (0, [8], []),
        (4, [21], [141, 161]),
        (13, [33], [144, 152]),
        (3, [2], [300]),
        (3, [20], [210]),
        (2, [5], []),
    ],
)
def test_a_program_offers_the_services_that_its_type_and_funders_ask_for(
    project_type: int, funders: list[int], record_types: list[int]
) -> None:
    assert [one.record_type for one in offered(project_type, funders)] == record_types


JUNE = date(2026, 6, 1)
SSVF = offered(13, [33])


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        (is_complete.Given(144, 1), True),
        (is_complete.Given(144, 3), False),
        (is_complete.Given(144, 3, sub_type=1), True),
        (is_complete.Given(144, 6), False),
        (is_complete.Given(144, 6, other_words="bus pass"), True),
        (is_complete.Given(152, 1), False),
        (is_complete.Given(152, 1, amount=Decimal("120.50")), False),
        (is_complete.Given(152, 1, amount=Decimal("120.50"), covers_from=JUNE, covers_until=JUNE), True),
        (is_complete.Given(144, 1, amount=Decimal("5")), False),
        (is_complete.Given(144, 1, covers_from=JUNE, covers_until=JUNE), False),
        (is_complete.Given(200, 200), False),
    ],
)
def test_a_service_has_the_details_that_hud_asks_for_and_no_others(
    given: is_complete.Given, is_kept: bool
) -> None:
    assert (is_complete.broken(given, SSVF) == []) is is_kept


@pytest.mark.parametrize(
    ("to_new_head", "to_old_head", "to_them"),
    [(3, 1, 3), (2, 1, 4), (5, 1, 5), (3, 2, 2), (2, 2, 4), (2, 3, 4), (5, 2, 5), (3, 5, 5), (3, None, 99)],
)
def test_the_others_are_related_to_a_new_head(
    to_new_head: int, to_old_head: int | None, to_them: int
) -> None:
    assert next_head.related(to_new_head, to_old_head) == to_them
