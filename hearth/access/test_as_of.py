"""As it was: what is rebuilt from history is what stood there."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.access.as_of import client_as_of, end_of, enrollment_as_of, states, values_of
from hearth.records import guard
from hearth.records.models import Change, Service
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_services,
    viewer_for,
)

EDITS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "first_name": st.sampled_from(["Rosa", "Rose", None]),
            "dob": st.sampled_from([date(1990, 1, 2), date(1990, 2, 1), None]),
            "veteran_status": st.sampled_from([0, 1, 99]),
        },
    ),
    max_size=6,
)


# One community serves all examples: each has a client of its own.
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_every_state_that_a_record_had_is_given_back_for_the_time_it_had_it(
    community: Community, edits: list[dict[str, Any]]
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    moments = [(_after(rosa.change_id), _now(rosa))]
    for edit in edits:
        with change(by=None, action="correct_profile") as signed:
            for name, value in edit.items():
                setattr(rosa, name, value)
            rosa.save()
        moments.append((_after(signed.pk), _now(rosa)))

    for moment, recorded in moments:
        # The next change came later than this moment, or there was none.
        assert [state.values for state in states(viewer, [rosa], moment)] == [recorded]
    assert [state.values for state in states(viewer, [rosa], datetime.now(UTC))] == [_now(rosa)]
    assert states(viewer, [rosa], Change.objects.get(pk=rosa.change_id).made_at - timedelta(seconds=1)) == []


def _now(record: Any) -> dict[str, Any]:
    return values_of(guard.everything(type(record), "test").get(pk=record.pk))


def _after(change_id: Any) -> datetime:
    """Give the very moment of a change: what it wrote stands from then on."""
    return Change.objects.get(pk=change_id).made_at


def test_an_enrollment_that_was_taken_back_stands_there_as_of_the_day_before(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    stay = add_enrollment(community, rosa, community.shelter, date(2026, 3, 1))
    leaving = add_exit(community, stay, date(2026, 4, 1))
    before = datetime.now(UTC)
    with change(by=None, action="take_back_exit_household"):
        leaving.date_deleted = datetime(2026, 4, 2)
        leaving.save()
    assert [state.record for state in client_as_of(viewer, rosa, before)] == [rosa, stay, leaving]
    assert [state.record for state in client_as_of(viewer, rosa, datetime.now(UTC))] == [rosa, stay]
    assert [state.record for state in enrollment_as_of(viewer, stay, before)] == [stay, leaving]


def test_what_was_recorded_stands_in_the_order_of_its_days_then(community: Community) -> None:
    viewer = viewer_for(community.personas["agency_manager"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    stay = add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    nights = [date(2026, 1, 5) + timedelta(days=night) for night in range(20)]
    last, *_ = add_services(community, stay, nights[::-1])
    recorded = _after(last.change_id)
    with change(by=None, action="correct_service"):
        last.date_provided = date(2026, 1, 4)
        last.save()
    for moment, days in ((recorded, nights), (datetime.now(UTC), [date(2026, 1, 4), *nights[:-1]])):
        stood = enrollment_as_of(viewer, stay, moment)
        told = [state.values["date_provided"] for state in stood if isinstance(state.record, Service)]
        assert told == days


def test_a_day_is_over_at_midnight_where_the_viewer_works(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    assert end_of(date(2026, 3, 1), viewer).astimezone(UTC) == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_what_another_agency_recorded_is_not_shown_as_it_was_either(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    elsewhere = add_enrollment(community, rosa, community.other_program, date(2026, 3, 1))
    with change(by=None, action="take_back"):
        elsewhere.date_deleted = datetime(2026, 4, 2)
        elsewhere.save()
    found = client_as_of(viewer, rosa, Change.objects.get(pk=elsewhere.change_id).made_at)
    assert [state.record for state in found] == [rosa]


def test_no_number_of_the_social_security_is_in_a_state(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency, ssn="123456789")
    [state] = states(viewer, [rosa], datetime.now(UTC))
    assert not [name for name in state.values if name.startswith("ssn_") and name != "ssn_data_quality"]
