"""What another agency sees, day by day: a release decides, and acts on the next query."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearth.access.search import find
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from hearth.actions.record_release import withdraw_release
from hearth.records import clock, guard
from hearth.records.models import (
    Client,
    CoC,
    Disability,
    Enrollment,
    Exit,
    Funder,
    HealthAndDV,
    IncomeBenefits,
    Organization,
    Project,
    ProjectCoC,
    SharingGroup,
    SharingRule,
)
from hearth.records.models.coc import Setting
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

START = date(2026, 1, 5)
NOON = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def other(community: Community) -> Viewer:
    """A worker of the other agency, which recorded nothing about anybody."""
    return viewer_for(community.stranger)


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))


@pytest.fixture
def stay(community: Community, rosa: Client) -> Enrollment:
    return add_enrollment(community, rosa, community.shelter, START)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move the clock to a moment."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "instant", lambda: moment)

    move(NOON)
    return move


def born_of(model: type[Any], enrollment: Enrollment, **columns: Any) -> Any:
    with change(by=None, action="collect") as signed:
        row = model(
            enrollment=enrollment,
            client=enrollment.client,
            source=enrollment.source,
            hud_id=model.new_hud_id(),
            change=signed,
            information_date=START,
            data_collection_stage=1,
            date_created=datetime(2026, 1, 5),
            date_updated=datetime(2026, 1, 5),
            **columns,
        )
        row.save()
    return row


def set_columns(row: Any, **columns: Any) -> None:
    with change(by=None, action="test"):
        guard.everything(type(row), "test").filter(pk=row.pk).update(**columns)


def fund(project: Project, funder: int) -> None:
    with change(by=None, action="test"):
        guard.everything(Funder, "test").filter(project=project).update(funder=funder)


def seen(viewer: Viewer) -> tuple[int, int]:
    """Give how many clients and enrollments a viewer sees."""
    return viewer.clients.count(), viewer.enrollments.count()


def test_without_a_release_another_agency_sees_nothing(other: Viewer, stay: Enrollment) -> None:
    assert seen(other) == (0, 0)


def test_a_release_in_force_shows_the_record_with_its_stays_services_and_answers(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_services(community, stay, [START])
    add_exit(community, stay, date(2026, 2, 1))
    born_of(IncomeBenefits, stay, income_from_any_source=1)
    add_release(community, rosa, community.own_agency)
    assert find(other, "rosa example").clients == [rosa]
    assert other.client(rosa.pk) == rosa
    assert list(other.enrollments) == [stay]
    counted = [other.services.count(), other.exits.count(), other.rows(IncomeBenefits).count()]
    assert counted == [1, 1, 1]


def test_a_withdrawal_acts_on_the_next_query_of_the_same_page(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    release = add_release(community, rosa, community.own_agency)
    assert seen(other) == (1, 1)
    withdraw_release(viewer=viewer_for(community.personas["intake_worker"]), release_id=release.pk)
    assert seen(other) == (0, 0)


def test_a_release_ends_at_midnight_of_its_last_day_where_it_was_given(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment, at: Any
) -> None:
    add_release(community, rosa, community.own_agency, ends_on=date(2026, 3, 10))
    at(datetime(2026, 3, 10, 23, 59, 59, tzinfo=ZONE).astimezone(UTC))
    assert seen(other) == (1, 1)
    at(datetime(2026, 3, 11, 0, 0, 0, tzinfo=ZONE).astimezone(UTC))
    assert seen(other) == (0, 0)


def test_midnight_is_that_of_the_release_s_own_coc(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment, at: Any
) -> None:
    island = CoC.objects.create(code="XX-900", name="Island CoC (example)", time_zone="Pacific/Auckland")
    add_release(community, rosa, community.own_agency, ends_on=date(2026, 3, 10))
    there = add_release(community, rosa, community.own_agency, ends_on=date(2026, 3, 10))
    with change(by=None, action="test"):
        guard.everything(type(there), "test").update(coc=island)
    at(datetime(2026, 3, 10, 23, 0, tzinfo=ZoneInfo("Pacific/Auckland")).astimezone(UTC))
    assert viewer_for(community.stranger).clients.count() == 1
    at(datetime(2026, 3, 11, 0, 0, tzinfo=ZoneInfo("Pacific/Auckland")).astimezone(UTC))
    assert viewer_for(community.stranger).clients.count() == 0


def test_a_release_that_begins_tomorrow_shows_nothing_today(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment, at: Any
) -> None:
    add_release(community, rosa, community.own_agency, starts_on=date(2026, 3, 11))
    assert seen(other) == (0, 0)
    at(NOON + timedelta(days=1))
    assert seen(other) == (1, 1)


def test_a_no_and_a_release_for_another_network_show_nothing(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    add_release(community, rosa, community.own_agency, permission=False)
    add_release(community, rosa, community.own_agency, networks=["cie"])
    assert seen(other) == (0, 0)


def test_a_parents_release_covers_the_child_until_the_18th_birthday(
    community: Community, other: Viewer, rosa: Client, at: Any
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2008, 3, 11))
    add_enrollment(community, leo, community.shelter, START)
    own = add_release(community, rosa, community.own_agency)
    add_release(community, leo, community.own_agency, kind="household", follows=own)
    at(datetime(2026, 3, 10, 23, 59, tzinfo=ZONE).astimezone(UTC))
    assert list(other.clients) == [leo]
    at(datetime(2026, 3, 11, 0, 0, tzinfo=ZONE).astimezone(UTC))
    assert list(other.clients) == []
    add_release(community, leo, community.own_agency, starts_on=date(2026, 3, 11))
    assert list(other.clients) == [leo]


def test_a_childs_release_ends_with_the_parents(
    community: Community, other: Viewer, rosa: Client, at: Any
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    add_enrollment(community, leo, community.shelter, START)
    own = add_release(community, rosa, community.own_agency)
    add_release(community, leo, community.own_agency, kind="household", follows=own)
    assert list(other.clients) == [leo]
    withdraw_release(viewer=viewer_for(community.personas["hmis_lead"]), release_id=own.pk)
    assert list(other.clients) == []


def test_a_child_of_unknown_age_is_not_covered_by_a_parent(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    set_columns(rosa, dob=None)
    add_release(community, rosa, community.own_agency, kind="household")
    assert seen(other) == (0, 0)


def test_who_was_born_on_29_february_is_an_adult_on_1_march() -> None:
    assert (
        eighteen_years_before(date(2026, 2, 28))
        < date(2008, 2, 29)
        <= eighteen_years_before(date(2026, 3, 1))
    )
    assert eighteen_years_before(date(2024, 2, 29)) == date(2006, 2, 28)


def test_a_release_for_one_agencys_records_shows_those_alone(
    community: Community, rosa: Client, stay: Enrollment
) -> None:
    third = _third_agency(community)
    theirs = add_enrollment(community, rosa, community.other_program, START)
    add_release(community, rosa, community.own_agency, scope="agency")
    assert list(third.enrollments) == [stay]
    assert theirs not in third.enrollments


def test_a_release_for_one_coc_shows_what_was_recorded_there_to_agencies_there(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    second = CoC.objects.create(code="XX-502", name="Second CoC (example)", time_zone="America/Los_Angeles")
    release = add_release(community, rosa, community.own_agency, scope="coc")
    assert seen(viewer_for(community.stranger)) == (1, 1)
    with change(by=None, action="test"):
        guard.everything(type(release), "test").update(coc=second)
    assert seen(viewer_for(community.stranger)) == (0, 0)


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


def test_a_program_under_42_cfr_part_2_needs_a_release_that_covers_it(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    lead = viewer_for(_lead_elsewhere(community))
    add_release(community, rosa, community.own_agency)
    set_columns(community.shelter, is_part_2=True)
    assert seen(other) == (0, 0)
    assert list(lead.enrollments) == []
    assert seen(viewer_for(community.personas["intake_worker"])) == (1, 1)
    add_release(community, rosa, community.own_agency, covers_part_2=True)
    assert seen(other) == (1, 1)
    assert list(lead.enrollments) == [stay]


@pytest.mark.parametrize(
    ("born", "columns", "shared"),
    [
        (date(2007, 1, 1), {"kind": "verbal"}, False),
        (date(2007, 1, 1), {"kind": "signature"}, True),
        (date(2008, 3, 10), {"kind": "household", "minor_agreed": True}, False),
        (date(2008, 3, 11), {"kind": "household", "minor_agreed": True}, True),
        (date(2008, 3, 11), {"kind": "household", "minor_agreed": False}, False),
    ],
)
def test_youth_records_are_shared_only_by_written_consent_of_the_youth_or_of_guardian_and_youth(
    community: Community, other: Viewer, rosa: Client, born: date, columns: Any, shared: bool, at: Any
) -> None:
    youth = add_client(community, "Yara", "Example", dob=born)
    fund(community.rapid, 24)
    enrollment = add_enrollment(community, youth, community.rapid, START)
    if columns["kind"] == "household":
        columns = columns | {"follows": add_release(community, rosa, community.own_agency)}
    add_release(community, youth, community.own_agency, **columns)
    assert list(other.enrollments) == ([enrollment] if shared else [])
    assert list(viewer_for(community.personas["intake_worker"]).enrollments) == [enrollment]


def test_a_coc_of_a_stricter_state_never_shares_youth_records(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    fund(community.shelter, 24)
    add_release(community, rosa, community.own_agency)
    assert seen(other) == (1, 1)
    strict = Setting.objects.create(key="rhy_sharing", value="off", coc=community.coc)
    assert seen(other) == (0, 0)
    strict.delete()
    Setting.objects.create(key="rhy_sharing", value="off")
    assert seen(other) == (0, 0)


def test_sensitive_conditions_are_hidden_outside_the_entering_agency_even_with_a_release(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    for kind in (5, 6, 7, 8, 9, 10):
        born_of(Disability, stay, disability_type=kind, disability_response=1)
    add_release(community, rosa, community.own_agency)

    def kinds(viewer: Viewer) -> list[int]:
        return sorted(viewer.rows(Disability).values_list("disability_type", flat=True))

    assert kinds(other) == [5, 6, 7]
    assert kinds(viewer_for(_lead_elsewhere(community))) == [5, 6, 7]
    assert kinds(viewer_for(community.personas["intake_worker"])) == [5, 6, 7, 8, 9, 10]
    add_release(community, rosa, community.own_agency, covers_sensitive=True)
    assert kinds(other) == [5, 6, 7, 8, 9, 10]


def test_domestic_violence_reads_as_no_answer_outside_the_entering_agency(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    born_of(HealthAndDV, stay, domestic_violence_survivor=1, currently_fleeing=1, general_health_status=3)
    add_release(community, rosa, community.own_agency)
    row = other.rows(HealthAndDV).get()
    assert (row.domestic_violence_survivor, row.currently_fleeing, row.general_health_status) == (
        None,
        None,
        3,
    )
    own = viewer_for(community.personas["intake_worker"]).rows(HealthAndDV).get()
    assert (own.domestic_violence_survivor, own.currently_fleeing) == (1, 1)
    lead = viewer_for(_lead_elsewhere(community)).rows(HealthAndDV).get()
    assert lead.domestic_violence_survivor is None
    add_release(community, rosa, community.own_agency, covers_sensitive=True)
    assert other.rows(HealthAndDV).get().domestic_violence_survivor == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.filter(currently_fleeing=1),
        lambda rows: rows.exclude(enrollment__mental_health_consultation=1),
        lambda rows: rows.values("currently_fleeing"),
        lambda rows: rows.values(),
        lambda rows: rows.values_list("domestic_violence_survivor", flat=True),
        lambda rows: rows.order_by("-when_occurred"),
    ],
)
def test_sensitive_columns_can_be_neither_searched_nor_read_in_bulk(other: Viewer, ask: Any) -> None:
    with pytest.raises(guard.Refused):
        ask(other.rows(HealthAndDV))


def test_a_row_that_was_read_masked_cannot_be_stored_empty(community: Community, rosa: Client) -> None:
    stay = add_enrollment(community, rosa, community.shelter, START)
    born_of(HealthAndDV, stay, domestic_violence_survivor=1)
    row = viewer_for(_lead_elsewhere(community)).rows(HealthAndDV).get()
    with pytest.raises(guard.Refused), change(by=None, action="test"):
        row.save()


def test_an_enrollment_that_tells_a_diagnosis_by_itself_needs_a_release_of_that(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    fund(community.shelter, 13)
    add_release(community, rosa, community.own_agency)
    assert seen(other) == (0, 0)
    add_release(community, rosa, community.own_agency, covers_sensitive=True)
    assert seen(other) == (1, 1)


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
    third = _agency_named(community, "Lead agency (example)")
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
    for model in (Exit, Enrollment):
        with change(by=None, action="test"):
            guard.everything(model, "test").update(date_deleted="2026-02-02 08:00:00")
        assert other.rows(model).count() == 0
    assert other.clients.count() == 0


def _agency_named(community: Community, name: str) -> Organization:
    with change(by=None, action="test") as signed:
        return Organization.objects.create(
            organization_name=name,
            victim_service_provider=0,
            source=community.source,
            hud_id=name[:32],
            change=signed,
            date_created=datetime(2026, 1, 2),
            date_updated=datetime(2026, 1, 2),
        )


def _third_agency(community: Community) -> Viewer:
    return viewer_for(add_account("third", _agency_named(community, "Third (example)"), "intake_worker"))


def _lead_elsewhere(community: Community) -> Any:
    """A community-wide role at the other agency."""
    return add_account("lead_elsewhere", community.other_agency, "hmis_lead")
