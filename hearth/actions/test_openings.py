"""An opening is posted, changed, filled and withdrawn by who keeps the program, and told to who matches there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.openings import openings
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.change_opening import change_opening
from hearth.actions.fill_opening import empty_place, fill_opening
from hearth.actions.openings_here import Offered
from hearth.actions.post_opening import post_opening
from hearth.actions.refusal import NotDone
from hearth.actions.withdraw_opening import offer_again, withdraw_opening
from hearth.records import guard
from hearth.records.models import CoC, Enrollment, Notice, Opening, Project, Unit
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import Community, add_account, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db

FROM = date(2026, 12, 1)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def post(community: Community, worker: Viewer) -> Callable[..., Opening]:
    def posted(project: Project | None = None, **offered: Any) -> Opening:
        known: dict[str, Any] = {"places": 1, "starts_on": FROM}
        return post_opening(
            viewer=worker,
            project_id=(project or community.supportive).pk,
            offered=Offered(**known | offered),
            address_of=lambda made: f"/openings/{made.pk}/",
        )

    return posted


def head(community: Community, project: Project) -> Enrollment:
    person = add_client(community, "Rosa", "Example", organization=community.own_agency)
    return add_enrollment(community, person, project, date(2026, 11, 20))


def state(viewer: Viewer, opening: Opening) -> tuple[str, int]:
    one = openings(viewer).get(pk=opening.pk)
    return one.state, one.left


def told() -> set[str]:
    return {one.account.username for one in Notice.objects.filter(event="opening_posted")}


def unit_of(community: Community) -> Unit:
    return add_beds(community, community.supportive, 2)[0].unit  # type: ignore[no-any-return]


def test_who_matches_in_the_coc_of_the_program_is_told_without_a_name_and_others_are_not(
    community: Community, post: Callable[..., Opening]
) -> None:
    beyond = CoC.objects.create(code="XX-502", name="Neighbour", time_zone="America/Los_Angeles")
    add_account("neighbour", community.other_agency, "coc_lead", coc=beyond)
    made = post(places=3)
    assert told() == {"hmis_lead", "coc_lead"}
    notice = Notice.objects.filter(event="opening_posted").first()
    assert notice is not None
    assert (notice.facts, notice.about) == ({"places": "3", "day": "2026-12-01"}, "")
    assert notice.address == f"/openings/{made.pk}/"


def test_who_posts_an_opening_is_not_told_of_it(community: Community) -> None:
    post_opening(
        viewer=viewer_for(community.personas["coc_lead"]),
        project_id=community.supportive.pk,
        offered=Offered(places=1, starts_on=FROM),
        address_of=lambda _made: "/openings/",
    )
    assert told() == {"hmis_lead"}


@pytest.mark.parametrize("who", ["reporting_only", "kiosk"])
def test_who_has_not_the_right_posts_and_withdraws_nothing(
    community: Community, post: Callable[..., Opening], who: str
) -> None:
    made, viewer = post(), viewer_for(community.personas[who])
    for act in (
        lambda: post_opening(
            viewer=viewer,
            project_id=community.supportive.pk,
            offered=Offered(places=1, starts_on=FROM),
            address_of=lambda _made: "/",
        ),
        lambda: withdraw_opening(viewer=viewer, opening_id=made.pk, reason="mistake"),
    ):
        with pytest.raises((PermissionDenied, NotVisible)):
            act()
    assert guard.everything(Opening, "test").filter(withdrawn_for="").count() == 1


def test_an_opening_of_another_agency_does_not_exist(
    community: Community, post: Callable[..., Opening]
) -> None:
    made, stranger = post(), viewer_for(community.stranger)
    for act in (
        lambda: change_opening(viewer=stranger, opening_id=made.pk, offered=Offered(2, FROM)),
        lambda: withdraw_opening(viewer=stranger, opening_id=made.pk, reason="mistake"),
        lambda: offer_again(viewer=stranger, opening_id=made.pk),
    ):
        with pytest.raises(NotVisible):
            act()


@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        ({"places": 0}, "opening/places"),
        ({"ends_on": FROM - timedelta(days=1)}, "opening/ends_on"),
    ],
)
def test_what_cannot_be_offered_is_refused_and_nobody_is_told(
    post: Callable[..., Opening], wrong: dict[str, Any], about: str
) -> None:
    with pytest.raises(NotDone) as refused:
        post(**wrong)
    assert [problem.rule for problem in refused.value.problems] == [about]
    assert not guard.everything(Opening, "test").exists()
    assert told() == set()


def test_a_program_that_is_closed_then_offers_nothing(
    community: Community, post: Callable[..., Opening]
) -> None:
    with change(by=None, action="close_program"):
        community.supportive.operating_end_date = FROM - timedelta(days=1)
        community.supportive.save()
    with pytest.raises(NotDone, match="closed then"):
        post()


def test_a_unit_is_one_place_and_offered_once_until_its_opening_is_withdrawn(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    unit = unit_of(community)
    with pytest.raises(NotDone, match="one place"):
        post(unit_id=unit.pk, places=2)
    first = post(unit_id=unit.pk)
    with pytest.raises(NotDone, match="offered already"):
        post(unit_id=unit.pk)
    withdraw_opening(viewer=worker, opening_id=first.pk, reason="mistake")
    post(unit_id=unit.pk)
    with pytest.raises(NotDone, match="offered already"):
        offer_again(viewer=worker, opening_id=first.pk)


def test_a_unit_that_was_given_and_is_free_again_is_offered_again(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    unit = unit_of(community)
    first, rosa = post(unit_id=unit.pk), head(community, community.supportive)
    fill_opening(viewer=worker, opening_id=first.pk, enrollment_id=rosa.pk)
    assert state(worker, post(unit_id=unit.pk)) == ("open", 1)


def test_a_unit_of_another_program_is_not_offered(community: Community, post: Callable[..., Opening]) -> None:
    with pytest.raises(NotDone, match="no such unit"):
        post(community.rapid, unit_id=unit_of(community).pk)


def test_enrolled_households_fill_an_opening_and_taking_one_back_opens_it(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    made, rosa = post(), head(community, community.supportive)
    fill_opening(viewer=worker, opening_id=made.pk, enrollment_id=rosa.pk)
    assert state(worker, made) == ("filled", 0)
    with pytest.raises(NotDone, match="Every place is taken"):
        fill_opening(
            viewer=worker, opening_id=made.pk, enrollment_id=head(community, community.supportive).pk
        )
    empty_place(viewer=worker, opening_id=made.pk, enrollment_id=rosa.pk)
    assert state(worker, made) == ("open", 1)
    fill_opening(viewer=worker, opening_id=made.pk, enrollment_id=rosa.pk)
    with change(by=None, action="take_back_enroll_household") as signed:
        rosa.date_deleted = signed.made_at.replace(tzinfo=None)
        rosa.save(update_fields=["date_deleted"])
    assert state(worker, made) == ("open", 1), "the enrollment was taken back"


def test_a_household_takes_one_place_of_its_own_program(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    first, second = post(), post()
    rosa = head(community, community.supportive)
    fill_opening(viewer=worker, opening_id=first.pk, enrollment_id=rosa.pk)
    for enrollment in (rosa, head(community, community.rapid)):
        with pytest.raises(NotVisible):
            fill_opening(viewer=worker, opening_id=second.pk, enrollment_id=enrollment.pk)
    assert state(worker, second) == ("open", 1)


def test_a_withdrawn_opening_is_changed_and_filled_by_nobody_until_it_is_offered_again(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    made, rosa = post(), head(community, community.supportive)
    withdraw_opening(viewer=worker, opening_id=made.pk, reason="not_ready")
    assert state(worker, made) == ("withdrawn", 1)
    for act in (
        lambda: change_opening(viewer=worker, opening_id=made.pk, offered=Offered(2, FROM)),
        lambda: fill_opening(viewer=worker, opening_id=made.pk, enrollment_id=rosa.pk),
        lambda: withdraw_opening(viewer=worker, opening_id=made.pk, reason="mistake"),
    ):
        with pytest.raises(NotDone, match="withdrawn"):
            act()
    offer_again(viewer=worker, opening_id=made.pk)
    change_opening(viewer=worker, opening_id=made.pk, offered=Offered(2, FROM, note="Stairs"))
    assert state(worker, made) == ("open", 2)


def test_no_fewer_places_are_offered_than_are_taken(
    community: Community, worker: Viewer, post: Callable[..., Opening]
) -> None:
    made = post(places=2)
    for _time in range(2):
        fill_opening(
            viewer=worker, opening_id=made.pk, enrollment_id=head(community, community.supportive).pk
        )
    with pytest.raises(NotDone, match="2 places are taken"):
        change_opening(viewer=worker, opening_id=made.pk, offered=Offered(1, FROM))


def test_an_opening_is_over_after_its_last_day(worker: Viewer, post: Callable[..., Opening]) -> None:
    yesterday = worker.today - timedelta(days=1)
    made = post(starts_on=yesterday, ends_on=yesterday)
    assert state(worker, made) == ("over", 1)
    assert state(worker, post(starts_on=yesterday, ends_on=worker.today)) == ("open", 1)
