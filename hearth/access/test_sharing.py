"""What agencies give one another, what stays private, and how far a lead of one CoC sees."""

from datetime import date, timedelta
from typing import Any

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import (
    Client,
    CoC,
    Enrollment,
    Exit,
    IncomeBenefits,
    ProjectCoC,
    SharingGroup,
    SharingRule,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_release,
    add_services,
    viewer_for,
)
from tests.consent import START, agency_named, born_of, fund, seen, set_columns


def test_private_clients_private_stays_and_confidential_agencies_are_not_shared(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    for row, columns in (
        (stay, {"is_private": True}),
        (rosa, {"is_private": True, "organization": community.own_agency}),
        (community.own_agency, {"is_confidential": True}),
    ):
        before = {name: getattr(row, name) for name in columns}
        assert seen(other) == (1, 1)
        set_columns(row, **columns)
        assert seen(other) == (0, 0), columns
        assert seen(viewer_for(community.personas["intake_worker"])) == (1, 1)
        assert seen(viewer_for(community.personas["hmis_lead"])) == (1, 1)
        set_columns(row, **before)


def test_a_confidential_agency_may_share_one_stay_and_its_client(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    set_columns(community.own_agency, is_confidential=True)
    set_columns(stay, is_private=False)
    assert seen(other) == (1, 1)
    set_columns(rosa, organization=community.own_agency)
    assert seen(other) == (0, 0)


def test_a_client_entered_elsewhere_is_shared_before_any_enrollment(
    community: Community, other: Viewer
) -> None:
    ann = add_client(community, "Ann", "Example", organization=community.own_agency)
    add_release(community, ann, community.own_agency, kind="verbal")
    assert list(other.clients) == [ann]
    fund(community.shelter, 22)
    add_enrollment(community, ann, community.shelter, START)
    assert list(other.clients) == []


def test_one_private_service_is_hidden_and_the_others_are_not(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    hidden, shown = add_services(community, stay, [START, START + timedelta(days=1)])
    set_columns(hidden, is_private=True)
    assert list(other.services) == [shown]
    assert viewer_for(community.personas["intake_worker"]).services.count() == 2


def test_an_agency_gives_less_to_everybody_to_a_group_or_to_one_agency(
    community: Community, rosa: Client, stay: Enrollment
) -> None:
    born_of(IncomeBenefits, stay, income_from_any_source=1)
    add_release(community, rosa, community.own_agency)
    everyone = SharingGroup.objects.create(name="All", is_everyone=True)
    group = SharingGroup.objects.create(name="Youth (example)")
    group.members.add(community.other_agency)
    own, receiver = community.own_agency, community.other_agency

    def shown() -> tuple[int, int]:
        viewer = viewer_for(community.stranger)
        return viewer.enrollments.count(), viewer.rows(IncomeBenefits).count()

    assert shown() == (1, 1)
    SharingRule.objects.create(organization=own, component="services", level=0, group=everyone)
    assert shown() == (0, 0)
    SharingRule.objects.create(organization=own, component="services", level=1, group=group)
    assert shown() == (1, 0)
    SharingRule.objects.create(organization=own, component="services", level=2, receiver=receiver)
    assert shown() == (1, 1)
    SharingRule.objects.create(organization=own, component="clients", level=0, group=everyone)
    assert shown() == (0, 0)


def test_what_a_community_says_for_all_holds_where_an_agency_said_nothing(
    community: Community, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    everyone = SharingGroup.objects.create(name="All", is_everyone=True)
    SharingRule.objects.create(organization=None, component="services", level=0, group=everyone)
    assert seen(viewer_for(community.stranger)) == (0, 0)
    SharingRule.objects.create(
        organization=community.own_agency, component="services", level=1, group=everyone
    )
    assert seen(viewer_for(community.stranger)) == (1, 1)


def test_a_lead_of_one_coc_sees_what_belongs_there_by_the_head_of_a_two_coc_program(
    community: Community, rosa: Client
) -> None:
    second = CoC.objects.create(code="XX-502", name="Second CoC (example)", time_zone="America/Los_Angeles")
    with change(by=None, action="test") as signed:
        place = guard.everything(ProjectCoC, "test").get(project=community.other_program)
        ProjectCoC.objects.create(
            project=community.other_program,
            coc_code=second.code,
            source=place.source,
            hud_id="second-place",
            change=signed,
            date_created=place.date_created,
            date_updated=place.date_updated,
        )
    here = add_enrollment(community, rosa, community.other_program, START)
    sam = add_client(community, "Sam", "Example")
    there = add_enrollment(community, sam, community.other_program, START)
    set_columns(there, enrollment_coc=second.code)
    only_first = add_enrollment(community, sam, community.shelter, START)
    third = agency_named(community, "Lead agency (example)")
    first_lead = viewer_for(add_account("first_lead", third, "coc_lead", coc=community.coc))
    second_lead = viewer_for(add_account("second_lead", third, "coc_lead", coc=second))
    assert set(first_lead.enrollments) == {here, only_first}
    assert set(second_lead.enrollments) == {there}
    assert set(first_lead.clients) == {rosa, sam}
    assert set(second_lead.clients) == {sam}
    assert set(second_lead.projects) == {community.other_program}


def test_a_shared_record_is_read_and_never_written(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    shared = other.enrollments.select_related("project").get()
    for right in ("record_service", "exit_household", "enroll_household", "keep_private"):
        assert not other.may(right, shared.project)
    assert community.shelter not in other.projects


def test_a_deleted_row_is_shared_with_nobody(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency)
    add_exit(community, stay, date(2026, 2, 1))
    models: tuple[Any, ...] = (Exit, Enrollment)
    for model in models:
        with change(by=None, action="test"):
            guard.everything(model, "test").update(date_deleted="2026-02-02 08:00:00")
        assert other.rows(model).count() == 0
    assert other.clients.count() == 0
