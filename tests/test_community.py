"""The builders that other tests stand on."""

from datetime import date

from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.identifiers import without_identifiers


def test_a_persona_sees_its_own_agencys_programs_only(community: Community) -> None:
    seen = set(viewer_for(community.personas["intake_worker"]).projects)
    assert seen == {community.shelter, community.transitional, community.supportive, community.rapid}


def test_an_enrolled_client_is_seen_by_the_agency_and_not_by_a_stranger(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", ssn="000-00-1234", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    assert list(viewer_for(community.personas["reporting_only"]).clients) == [rosa]
    assert not viewer_for(community.stranger).clients.exists()


def test_digits_of_an_identifier_are_taken_out_and_digits_beside_it_stay() -> None:
    link = "<a href='/clients/67896789-6789-4678-9678-678967896789/'>"
    assert (
        without_identifiers(f"{link}123-45-6789</a> {'6789' * 16}") == "<a href='/clients//'>123-45-6789</a> "
    )
