"""Who of a household turns 18 soon, or did during the stay and was not asked for a release of their own yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hearth.access.consent_now import consents_now
from hearth.access.household import HouseholdMember
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteenth_birthday
from hearth.records.models import Enrollment

# So many days ahead a worker can plan the talk.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Turning18:
    """A member of a household, and the day on which they are 18; it may be past."""

    enrollment: Enrollment
    on: date


def turning_18(viewer: Viewer, household: Sequence[HouseholdMember]) -> list[Turning18]:
    """Give those who are still there, in the household's order. One query where somebody turned 18 during the stay.

    What a parent or guardian signed, and what a minor signed alone, ends on that day (PRODUCT.md F21).
    """
    there = [(one.enrollment, one.enrollment.client.dob) for one in household if one.left_on is None]
    found = [Turning18(stay, eighteenth_birthday(born)) for stay, born in there if born is not None]
    past = [one.enrollment.client_id for one in found if one.enrollment.entry_date < one.on <= viewer.today]
    consents = consents_now(viewer, past) if past else {}
    due = {client_id for client_id, now in consents.items() if now.given_for_minor}
    return [
        one
        for one in found
        if one.enrollment.client_id in due or viewer.today < one.on <= viewer.today + SOON
    ]
