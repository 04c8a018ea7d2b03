"""What another agency sees, day by day: a release decides, and acts on the next query."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearth.access.search import find
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from hearth.records import clock, guard
from hearth.records.models import (
    Client,
    CoC,
    Disability,
    Enrollment,
    HealthAndDV,
    IncomeBenefits,
)
from hearth.records.models.coc import Setting
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_release,
    add_services,
    viewer_for,
)
from tests.consent import START, born_of, fund, lead_elsewhere, seen, set_columns, third_agency

NOON = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move the clock to a moment."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "instant", lambda: moment)

    move(NOON)
    return move


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
    set_columns(release, withdrawn_at=NOON)
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
    set_columns(own, withdrawn_at=NOON)
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
    third = third_agency(community)
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


def test_a_program_under_42_cfr_part_2_needs_a_release_that_covers_it(
    community: Community, other: Viewer, rosa: Client, stay: Enrollment
) -> None:
    lead = viewer_for(lead_elsewhere(community))
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
    assert kinds(viewer_for(lead_elsewhere(community))) == [5, 6, 7]
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
    lead = viewer_for(lead_elsewhere(community)).rows(HealthAndDV).get()
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
    row = viewer_for(lead_elsewhere(community)).rows(HealthAndDV).get()
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
