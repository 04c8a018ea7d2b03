"""Service is never blocked by a refusal (PRV-10)."""

import pytest

from hearth.access.viewer import Viewer
from hearth.actions.client_profile import Profile
from hearth.actions.create_client import create_client
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.record_release import Said, record_release
from hearth.actions.record_service import record_service
from hearth.actions.refuse_consent import refuse_consent
from hearth.records.models import Client
from tests.community import HEAD, Community, viewer_for

REFUSED = 9


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def nobody(viewer: Viewer) -> Client:
    """Who prefers not to answer anything, and says no to sharing."""
    answers = {
        "name_data_quality": REFUSED,
        "dob_data_quality": REFUSED,
        "ssn_data_quality": REFUSED,
        "race_none": REFUSED,
        "sex": REFUSED,
        "veteran_status": REFUSED,
    }
    client = create_client(viewer=viewer, profile=Profile(answers))
    record_release(
        viewer=viewer, client=client, said=Said(kind="verbal", permission=False, starts_on=viewer.today)
    )
    return refuse_consent(viewer=viewer, client_id=client.pk)


def test_who_refuses_everything_is_added_enrolled_and_served_and_shared_with_nobody(
    community: Community, viewer: Viewer, nobody: Client
) -> None:
    (enrollment,) = enroll_household(
        viewer=viewer, project=community.shelter, members=[Member(nobody, HEAD, viewer.today)]
    )
    (service,) = record_service(
        viewer=viewer, enrollments=[enrollment], record_type=200, type_provided=200, on=viewer.today
    )
    assert service.date_provided == viewer.today
    assert viewer.clients.get(pk=nobody.pk).first_name == "Consent"
    assert not viewer_for(community.stranger).clients.filter(pk=nobody.pk).exists()
