"""One client of the own agency, looked at from the other one (tests/consent.py)."""

from datetime import date

import pytest

from hearth.access.viewer import Viewer
from hearth.records.models import Client, Enrollment
from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.consent import START


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
