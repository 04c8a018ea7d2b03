"""Invented people of the intake worker's own, for whom something is due in the days to come: for the calendar.

Who is imported is asked elsewhere: of them nothing is due here but what was recorded here.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from hearth.actions.client_profile import Profile
from hearth.actions.create_client import create_client
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.record_release import Said, record_release
from hearth.actions.record_service import record_service
from hearth.actions.set_goal import Aim, set_goal

_NIGHT_SHELTER = "Lantern Night Shelter"
_TRANSITIONAL_HOMES = "Stepping Stones Transitional Homes"
_HEAD, _CHILD = 1, 2
_BED_NIGHT = 200
_LAST = "Specimen"


def add_caseload(intake: Viewer) -> None:
    """Add them where they are not yet; all of them or none."""
    if intake.clients.filter(last_name=_LAST).exists():
        return
    with transaction.atomic():
        _father_and_son(intake)
        _who_stayed_away(intake)


def _father_and_son(intake: Viewer) -> None:
    """A family whose first year ends soon; the son is 18 in twelve days, and his father signed for him."""
    today = intake.today
    start = today - timedelta(days=350)
    father = _client(intake, "Ignacio", date(1984, 6, 21))
    son = _client(intake, "Tomas", eighteen_years_before(today + timedelta(days=12)))
    for one, kind in ((father, "signature"), (son, "household")):
        record_release(viewer=intake, client=one, said=Said(kind, True, start, today + timedelta(days=19)))
    homes = intake.projects.get(project_name=_TRANSITIONAL_HOMES)
    members = [Member(father, _HEAD, start), Member(son, _CHILD, start)]
    enrolled = enroll_household(viewer=intake, project=homes, members=members)
    for stay, aim in (
        (enrolled[0], Aim("A lease of their own", start, "Housing", today + timedelta(days=2))),
        (enrolled[1], Aim("A talk about school", start, "Education", today, is_private=True)),
    ):
        set_goal(viewer=intake, enrollment=stay, aim=aim)


def _who_stayed_away(intake: Viewer) -> None:
    """Somebody whom nobody saw for ten weeks: the system will exit them."""
    today = intake.today
    start = today - timedelta(days=110)
    shelter = intake.projects.get(project_name=_NIGHT_SHELTER)
    client = _client(intake, "Otto", date(1971, 10, 2))
    enrolled = enroll_household(viewer=intake, project=shelter, members=[Member(client, _HEAD, start)])
    for back in (110, 109, 80, 75):
        record_service(
            viewer=intake,
            enrollments=enrolled,
            record_type=_BED_NIGHT,
            type_provided=_BED_NIGHT,
            on=today - timedelta(days=back),
        )


def _client(intake: Viewer, first_name: str, born: date) -> Any:
    answers = {"first_name": first_name, "last_name": _LAST, "dob": born}
    return create_client(viewer=intake, profile=Profile(answers))
