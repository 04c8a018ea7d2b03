"""Who of a household is told to turn 18, and for how long."""

from datetime import timedelta
from typing import Any

import pytest

from hearth.access.household import household_of
from hearth.access.turning_18 import turning_18
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from tests.community import Community, add_client, add_exit, add_household, add_release, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def household(community: Community, viewer: Viewer, days_from_now: int) -> list[Any]:
    """Rosa and Leo, here for 90 days; Leo is 18 so many days from now, and a guardian released his record."""
    born = eighteen_years_before(viewer.today) + timedelta(days=days_from_now)
    rosa = add_client(community, "Rosa", "Example")
    leo = add_client(community, "Leo", "Example", dob=born)
    stays = add_household(community, [rosa, leo], community.shelter, viewer.today - timedelta(days=90))
    add_release(community, leo, community.own_agency, kind="household", starts_on=stays[0].entry_date)
    return stays


def told(viewer: Viewer, stays: list[Any]) -> list[str | None]:
    return [one.enrollment.client.first_name for one in turning_18(viewer, household_of(viewer, stays[0]))]


@pytest.mark.parametrize(
    ("days_from_now", "names"), [(32, []), (29, ["Leo"]), (0, ["Leo"]), (-80, ["Leo"]), (-100, [])]
)
def test_who_turns_18_is_told_30_days_ahead_and_after_it_where_it_was_during_the_stay(
    community: Community, viewer: Viewer, days_from_now: int, names: list[str]
) -> None:
    assert told(viewer, household(community, viewer, days_from_now)) == names


def test_it_is_told_no_more_once_they_answered_for_themselves(community: Community, viewer: Viewer) -> None:
    stays = household(community, viewer, -10)
    add_release(community, stays[1].client, community.own_agency, starts_on=viewer.today, permission=False)
    assert told(viewer, stays) == []


def test_nothing_is_told_of_who_has_left_or_was_never_asked(community: Community, viewer: Viewer) -> None:
    stays = household(community, viewer, -10)
    add_exit(community, stays[1], viewer.today)
    assert told(viewer, stays) == []
    born = eighteen_years_before(viewer.today)
    unasked = [add_client(community, name, "Example", dob=born) for name in ("Ana", "Luz")]
    assert (
        told(viewer, add_household(community, unasked, community.shelter, viewer.today - timedelta(days=9)))
        == []
    )
