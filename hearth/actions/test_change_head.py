"""Another member becomes head from the beginning; the history keeps who was head before, and no export does."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import Viewer
from hearth.actions.change_head import change_head, proposed_head
from hearth.actions.refusal import NotDone
from hearth.records import guard
from hearth.records.models import Enrollment
from tests.community import CHILD, HEAD, SPOUSE, Community, add_client, add_enrollment, add_exit, viewer_for

START, LATER, MOVED_IN = date(2026, 1, 5), date(2026, 2, 1), date(2026, 3, 1)
OTHER_RELATIVE = 4


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def household(community: Community) -> dict[str, Enrollment]:
    """Rosa (head, moved in), Leo her spouse, Luz their daughter of 20, who came later, and Ben of 8."""
    one = uuid.uuid4().hex
    people = {"Rosa": (HEAD, 1985), "Leo": (SPOUSE, 1984), "Luz": (CHILD, 2005), "Ben": (CHILD, 2018)}
    return {
        name: add_enrollment(
            community,
            add_client(community, name, "Example", dob=date(born, 3, 12)),
            community.rapid,
            LATER if name == "Luz" else START,
            household_id=one,
            relationship_to_hoh=relationship,
            **({"move_in_date": MOVED_IN} if name == "Rosa" else {}),
        )
        for name, (relationship, born) in people.items()
    }


def now(viewer: Viewer, stay: Enrollment) -> Enrollment:
    return viewer.enrollments.get(pk=stay.pk)


def test_a_remaining_adult_becomes_head_before_a_minor(household: dict[str, Enrollment]) -> None:
    everybody = list(household.values())
    chosen = proposed_head(everybody, [household["Rosa"]], LATER)
    assert chosen == household["Leo"]
    chosen = proposed_head(everybody, [household["Rosa"], household["Leo"]], LATER)
    assert chosen == household["Luz"], "an adult who came later before a child who was there"
    left = [household[name] for name in ("Rosa", "Leo", "Luz")]
    assert proposed_head(everybody, left, LATER) == household["Ben"]
    assert proposed_head(everybody, everybody, LATER) is None


def test_move_in_date_and_coc_go_over_and_the_others_are_related_to_the_new_head(
    viewer: Viewer, household: dict[str, Enrollment]
) -> None:
    change_head(viewer=viewer, new_head=household["Leo"])
    leo = now(viewer, household["Leo"])
    assert (leo.relationship_to_hoh, leo.enrollment_coc, leo.move_in_date) == (HEAD, "XX-501", MOVED_IN)
    rosa = now(viewer, household["Rosa"])
    assert (rosa.relationship_to_hoh, rosa.enrollment_coc, rosa.move_in_date) == (SPOUSE, None, None)
    assert [now(viewer, household[name]).relationship_to_hoh for name in ("Luz", "Ben")] == [CHILD, CHILD]


def test_what_the_household_says_of_itself_stands(viewer: Viewer, household: dict[str, Enrollment]) -> None:
    told = {household["Luz"].pk: OTHER_RELATIVE}
    change_head(viewer=viewer, new_head=household["Leo"], relationships=told)
    assert now(viewer, household["Luz"]).relationship_to_hoh == OTHER_RELATIVE


def test_a_new_head_starts_when_the_first_head_started(
    viewer: Viewer, household: dict[str, Enrollment]
) -> None:
    change_head(viewer=viewer, new_head=household["Luz"])
    assert now(viewer, household["Luz"]).entry_date == START
    assert now(viewer, household["Rosa"]).relationship_to_hoh == OTHER_RELATIVE


def test_every_export_shows_exactly_one_head(viewer: Viewer, household: dict[str, Enrollment]) -> None:
    change_head(viewer=viewer, new_head=household["Leo"])
    stays = [now(viewer, stay) for stay in household.values()]
    assert [stay.client.first_name for stay in stays if stay.relationship_to_hoh == HEAD] == ["Leo"]
    assert [stay.client.first_name for stay in stays if stay.enrollment_coc] == ["Leo"]


def test_the_old_state_is_in_the_history_only(viewer: Viewer, household: dict[str, Enrollment]) -> None:
    change_head(viewer=viewer, new_head=household["Leo"], why="Rosa left")
    history: Any = apps.get_model("records", "EnrollmentHistory")
    old = guard.everything(history, "test").filter(pgh_obj_id=household["Rosa"].pk)
    assert [row.relationship_to_hoh for row in old] == [HEAD]


def test_who_is_no_longer_there_does_not_become_head(
    community: Community, viewer: Viewer, household: dict[str, Enrollment]
) -> None:
    add_exit(community, household["Leo"], MOVED_IN)
    with pytest.raises(NotDone) as refused:
        change_head(viewer=viewer, new_head=household["Leo"])
    assert [problem.rule for problem in refused.value.problems] == ["household/next_head"]
    assert now(viewer, household["Rosa"]).relationship_to_hoh == HEAD


def test_who_was_not_born_when_the_household_began_does_not_become_head(
    community: Community, viewer: Viewer, household: dict[str, Enrollment]
) -> None:
    baby = add_enrollment(
        community,
        add_client(community, "Mia", "Example", dob=LATER),
        community.rapid,
        LATER,
        household_id=household["Rosa"].household_id,
        relationship_to_hoh=CHILD,
    )
    with pytest.raises(NotDone, match="was not born"):
        change_head(viewer=viewer, new_head=baby)


def test_only_who_edits_enrollments_or_exits_people_names_a_head(
    community: Community, household: dict[str, Enrollment]
) -> None:
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        change_head(viewer=reader, new_head=household["Leo"])
