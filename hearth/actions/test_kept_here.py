"""What the actions leave alone: records that another system keeps, and projects that hold no clients."""

from datetime import date
from typing import Any

import pytest

from hearth.access.viewer import Viewer
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.exit_household import Leaving, exit_household
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.records import guard
from hearth.records.models import (
    Client,
    Enrollment,
    Exit,
    HMISParticipation,
    Organization,
    Project,
    Service,
    Source,
)
from hearth.records.write import change
from tests.community import ENTERED, Community, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db

START = date(2026, 1, 5)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


def all_of(model: type[Any]) -> Any:
    return guard.everything(model, "test")


def keep_elsewhere(record: Any) -> Source:
    """Say that a record came from another system, which still keeps it."""
    source = Source.objects.create(name="Vendor")
    with change(by=None, action="import"):
        all_of(type(record)).filter(pk=record.pk).update(source=source)
    record.refresh_from_db()
    return source


def test_a_stay_that_another_system_keeps_is_read_only_until_its_source_is_taken_over(
    community: Community, viewer: Viewer, rosa: Client
) -> None:
    stay = add_enrollment(community, rosa, community.rapid, START)
    source = keep_elsewhere(stay)

    with pytest.raises(NotDone, match="is kept in Vendor and is read only here"):
        exit_household(viewer=viewer, leaving=[Leaving(stay, date(2026, 2, 1), 410)])
    with pytest.raises(NotDone, match="change it there"):
        record_service(
            viewer=viewer, enrollments=[stay], record_type=200, type_provided=200, on=date(2026, 1, 6)
        )
    assert not all_of(Exit).exists() and not all_of(Service).exists()

    source.taken_over_at = ENTERED.astimezone()
    source.save()
    exit_household(viewer=viewer, leaving=[Leaving(stay, date(2026, 2, 1), 410)])
    assert all_of(Exit).count() == 1


def test_nobody_is_enrolled_in_a_program_that_another_system_keeps(
    community: Community, viewer: Viewer, rosa: Client
) -> None:
    keep_elsewhere(community.rapid)
    project = all_of(Project).get(pk=community.rapid.pk)

    with pytest.raises(NotDone, match="is kept in Vendor"):
        enroll_household(viewer=viewer, project=project, members=[Member(rosa, 1, START)])
    assert not all_of(Enrollment).exists()


def test_a_victim_service_provider_holds_no_clients(
    community: Community, viewer: Viewer, rosa: Client
) -> None:
    with change(by=None, action="edit_agency"):
        all_of(Organization).filter(pk=community.own_agency.pk).update(victim_service_provider=1)
    project = all_of(Project).get(pk=community.rapid.pk)

    with pytest.raises(NotDone, match="victim service provider"):
        enroll_household(viewer=viewer, project=project, members=[Member(rosa, 1, START)])


@pytest.mark.parametrize(
    ("periods", "is_refused"),
    [
        ([(2, date(2020, 1, 1), None)], True),
        ([(2, date(2020, 1, 1), date(2025, 12, 31))], True),
        ([(2, date(2020, 1, 1), date(2025, 12, 31)), (1, date(2026, 1, 1), None)], False),
        ([(1, date(2020, 1, 1), date(2025, 12, 31)), (2, date(2026, 1, 1), None)], True),
        ([(1, date(2020, 1, 1), None)], False),
        ([], False),
    ],
)
def test_a_program_in_a_comparable_database_holds_no_clients(
    community: Community,
    viewer: Viewer,
    rosa: Client,
    periods: list[tuple[int, date, date | None]],
    is_refused: bool,
) -> None:
    with change(by=None, action="edit_program") as signed:
        for number, (kind, first, last) in enumerate(periods):
            HMISParticipation.objects.create(
                source=community.source,
                hud_id=f"participation {number}",
                change=signed,
                project=community.rapid,
                hmis_participation_type=kind,
                hmis_participation_status_start_date=first,
                hmis_participation_status_end_date=last,
                date_created=ENTERED,
                date_updated=ENTERED,
            )

    if is_refused:
        with pytest.raises(NotDone, match="comparable database"):
            enroll_household(viewer=viewer, project=community.rapid, members=[Member(rosa, 1, START)])
    else:
        enroll_household(viewer=viewer, project=community.rapid, members=[Member(rosa, 1, START)])
    assert all_of(Enrollment).exists() is not is_refused
