"""The clients opened last, the agencies of a person, and the acts of a history, each as the viewer may see them."""

from datetime import date, timedelta

from hearth.access.agencies import agencies_of
from hearth.access.client_acts import client_acts
from hearth.access.recent import recent_clients
from hearth.access.stays import open_enrollments, whereabouts
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_services,
    viewer_for,
)

START = date(2026, 1, 5)


def test_the_last_ten_opened_clients_come_back_each_once_and_the_latest_first(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    clients = [
        add_client(community, f"Client{number}", "Example", organization=community.own_agency)
        for number in range(12)
    ]
    for client in [*clients, clients[3], clients[3]]:
        viewer.client(client.pk)
    assert recent_clients(viewer) == [clients[3], *reversed(clients[4:]), clients[2]]


def test_a_client_who_went_out_of_sight_is_not_among_those_opened_last(community: Community) -> None:
    worker = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    worker.client(rosa.pk)
    with change(by=None, action="move_client"):
        rosa.organization = community.other_agency
        rosa.save()
    assert recent_clients(worker) == []


def test_what_one_person_opened_is_not_shown_to_another(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    viewer_for(community.personas["intake_worker"]).client(rosa.pk)
    assert recent_clients(viewer_for(community.personas["agency_manager"])) == []


def test_a_person_may_switch_between_the_agencies_they_have_a_role_at_and_no_other(
    community: Community,
) -> None:
    account = community.personas["intake_worker"]
    assert [agency.name for agency in agencies_of(viewer_for(account))] == ["Harbor House (example)"]
    add_account("intake_worker", community.other_agency, "reporting_only", is_primary=False)
    assert [agency.name for agency in agencies_of(viewer_for(account))] == [
        "Harbor House (example)",
        "Hillside Services (example)",
    ]


def test_an_enrollment_is_open_until_the_day_of_its_exit(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example")
    stays, leaves_today, leaves_tomorrow = (
        add_enrollment(community, rosa, project, START)
        for project in (community.shelter, community.transitional, community.rapid)
    )
    add_exit(community, leaves_today, viewer.today)
    add_exit(community, leaves_tomorrow, viewer.today + timedelta(days=1))
    assert set(open_enrollments(viewer)) == {stays, leaves_tomorrow}


def test_another_agencys_programs_are_not_hinted_at(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example")
    add_enrollment(community, rosa, community.shelter, START)
    add_enrollment(community, rosa, community.other_program, START)
    worker, lead = (viewer_for(community.personas[who]) for who in ("intake_worker", "hmis_lead"))
    assert whereabouts(worker, [rosa])[rosa.pk].now == ["Harbor Night Shelter"]
    assert set(whereabouts(lead, [rosa])[rosa.pk].now) == {"Harbor Night Shelter", "Hillside Homes"}


def test_acts_tell_what_was_made_and_what_was_changed_the_latest_first(community: Community) -> None:
    worker = community.personas["intake_worker"]
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 21))
    enrollment = add_enrollment(community, rosa, community.shelter, START)
    nights = add_services(community, enrollment, [START, START + timedelta(days=1)])
    with change(by=worker, action="correct_profile", why="Read from the birth certificate"):
        rosa.dob = date(1990, 3, 12)
        rosa.save()
    corrected, served, enrolled, added = client_acts(viewer_for(worker), rosa)
    assert (corrected.by, corrected.why, corrected.made) == (
        worker.name,
        "Read from the birth certificate",
        [],
    )
    ((record, (dob,)),) = corrected.changed
    assert (record, dob.name, dob.before, dob.after) == (rosa, "dob", date(1990, 3, 21), date(1990, 3, 12))
    assert [served.made, enrolled.made, added.made] == [nights, [enrollment], [rosa]]


def test_a_correction_made_twice_is_told_step_by_step(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    for name in ("Rose", "Rosalind"):
        with change(by=None, action="correct_profile"):
            rosa.first_name = name
            rosa.save()
    acts = client_acts(viewer_for(community.personas["intake_worker"]), rosa)
    assert [(act.changed[0][1][0].before, act.changed[0][1][0].after) for act in acts[:2]] == [
        ("Rose", "Rosalind"),
        ("Rosa", "Rose"),
    ]


def test_what_another_agency_did_is_not_among_the_acts(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example")
    add_enrollment(community, rosa, community.shelter, START)
    add_enrollment(community, rosa, community.other_program, START)
    acts = client_acts(viewer_for(community.personas["intake_worker"]), rosa)
    assert [act.action for act in acts] == ["enroll_household", "add_client"]
