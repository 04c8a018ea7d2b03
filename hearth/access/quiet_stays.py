"""The stays of a worker's own caseload that went quiet: nothing was recorded for the household in 30 days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hearth.access.activity import last_activities, nothing_usual_after
from hearth.access.auto_exits import still_enrolled
from hearth.access.household import household_key
from hearth.access.own_caseload import caseload
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Enrollment
from hearth.rules.exit.auto_exit import Activity

# Days, not the calendar month: on its first day nobody was served yet in it.
QUIET_DAYS = 30


@dataclass(frozen=True, slots=True)
class QuietStay:
    """A stay (client and project loaded), the last thing recorded for its household, and how many days ago."""

    enrollment: Enrollment
    last: Activity
    days: int


def quiet_stays(viewer: Viewer) -> list[QuietStay]:
    """Give the open stays of the viewer's caseload without activity for more than 30 days, the longest quiet first.

    What counts is what keeps a household from being exited by the system, and notes. It counts for the household:
    who served the head has seen to the children. Three queries.
    """
    until = viewer.today - timedelta(days=QUIET_DAYS + 1)
    mine = still_enrolled(caseload(viewer)).filter(nothing_usual_after(until), entry_date__lte=until)
    stays = list(mine)
    if not stays:
        return []
    days = _last_in_households(stays, viewer.today)
    found = [
        QuietStay(one, days[household_key(one)], (viewer.today - days[household_key(one)].on).days)
        for one in stays
    ]
    return sorted(
        (one for one in found if one.last.on <= until),
        key=lambda one: (one.last.on, one.enrollment.household_id, str(one.enrollment.pk)),
    )


def _last_in_households(stays: list[Enrollment], today: date) -> dict[tuple[Any, ...], Activity]:
    members = guard.everything(Enrollment, "who else is in the households of the caseload").filter(
        household_id__in={one.household_id for one in stays},
        project__in={one.project_id for one in stays},
        date_deleted=None,
    )
    households: dict[tuple[Any, ...], list[Enrollment]] = defaultdict(list)
    wanted = {household_key(one) for one in stays}
    for one in members.select_related("project"):
        if household_key(one) in wanted:
            households[household_key(one)].append(one)
    known = last_activities([one for each in households.values() for one in each], today)
    return {
        # Of two things on one day the start says least.
        key: max(
            (Activity(kind, day) for one in each for kind, day in known[one.pk].items()),
            key=lambda last: (last.on, last.kind != "start"),
        )
        for key, each in households.items()
    }
