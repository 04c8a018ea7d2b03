from datetime import UTC, datetime, timedelta

import pytest

from hearth.screens.pace import time_left

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "left"),
    [
        (25, timedelta(minutes=30)),
        (100, timedelta(minutes=1)),
        # So early its pace says nothing.
        (2, None),
    ],
)
def test_the_time_left_follows_from_the_pace_so_far(done: int, left: timedelta | None) -> None:
    assert time_left(BEGAN, done, 100, BEGAN + timedelta(minutes=10)) == left


def test_nothing_is_guessed_before_a_step_began_or_where_its_size_is_not_known() -> None:
    assert time_left(None, 50, 100, BEGAN) is None
    assert time_left(BEGAN, 50, 0, BEGAN) is None
