"""The builders that other tests stand on."""

from datetime import date

from tests.community import Community, add_client, add_enrollment, viewer_for


def test_a_persona_sees_its_own_agencys_programs_only(community: Community) -> None:
    seen = set(viewer_for(community.personas["intake_worker"]).projects)
    assert seen == {community.shelter, community.transitional, community.supportive, community.rapid}


def test_an_enrolled_client_is_seen_by_the_agency_and_not_by_a_stranger(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", ssn="000-00-1234", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    assert list(viewer_for(community.personas["reporting_only"]).clients) == [rosa]
    assert not viewer_for(community.stranger).clients.exists()
