"""Each rule keeps its sentence."""

from datetime import date

import pytest

from hearth.rules.family import dates_have_an_order, not_in_two_at_once, one_head

DAY_1, DAY_2, DAY_3 = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("is_head", "others", "has_next", "is_kept"),
    [(False, 2, False, True), (True, 0, False, True), (True, 2, True, True), (True, 2, False, False)],
)
def test_who_leaves_as_head_names_the_next_one(
    is_head: bool, others: int, has_next: bool, is_kept: bool
) -> None:
    assert (one_head.broken("Ann", is_head=is_head, others=others, has_next=has_next) == []) is is_kept


@pytest.mark.parametrize(
    ("other", "is_kept"),
    [((DAY_1, None), False), ((DAY_1, DAY_2), True), ((DAY_1, DAY_3), False), ((DAY_3, None), False)],
)
def test_nobody_is_in_two_families_at_once(other: tuple[date, date | None], is_kept: bool) -> None:
    assert (not_in_two_at_once.broken("Ann", DAY_2, [other]) == []) is is_kept


@pytest.mark.parametrize(
    ("joined", "left", "is_kept"),
    [
        (DAY_2, None, True),
        (DAY_3, None, False),
        (DAY_1, DAY_1, True),
        (DAY_2, DAY_1, False),
        (DAY_1, DAY_3, False),
    ],
)
def test_a_time_in_a_family_has_an_order(joined: date, left: date | None, is_kept: bool) -> None:
    assert (dates_have_an_order.broken("Ann", joined=joined, left=left, today=DAY_2) == []) is is_kept
