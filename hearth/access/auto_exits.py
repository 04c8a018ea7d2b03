"""The households that the system will exit: whose last activity is long ago, and by what it is known."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hearth.access.activity import last_activities, nothing_usual_after
from hearth.access.auto_exit_policy import Policies, with_coc
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Enrollment, Exit
from hearth.rules.exit.auto_exit import Activity, Policy, days_left, due_on, exit_day
from hearth.rules.facts import HEAD_OF_HOUSEHOLD

if TYPE_CHECKING:
    from django.db.models import QuerySet

_CONTACT, _NIGHT = "contact", "night"


@dataclass(frozen=True, slots=True)
class QuietHousehold:
    """Those of a household who are still enrolled, and when they would be exited. Client and project are loaded."""

    head: Enrollment
    members: tuple[Enrollment, ...]
    coc_code: str | None
    policy: Policy
    last: Activity
    # The day that the exit would have, whenever the system does it.
    exit_on: date
    left: int

    @property
    def due_on(self) -> date:
        return due_on(self.policy, self.last.on)


def still_enrolled(rows: "QuerySet[Enrollment]") -> "QuerySet[Enrollment]":
    """Give those of the enrollments that no exit ended and that are kept here."""
    ended = guard.everything(Exit, "who is still enrolled").filter(
        enrollment=OuterRef("pk"), date_deleted=None
    )
    kept_here = Q(source__is_own=True) | Q(source__taken_over_at__isnull=False)
    return rows.filter(~Exists(ended), kept_here, date_deleted=None)


def auto_exits_coming(viewer: Viewer, *, everywhere: bool = False) -> list[QuietHousehold]:
    """Give the households that will be exited within the days of the first warning, the soonest first.

    Of the viewer's agency; `everywhere`: all that the viewer sees. Four queries.
    """
    rows = viewer.enrollments
    if not everywhere:
        rows = rows.filter(project__organization=viewer.organization.pk)
    return quiet_households(rows, viewer.day_in)


def auto_exit_of(viewer: Viewer, enrollment: Enrollment) -> QuietHousehold | None:
    """Give when the household of an enrollment will be exited by the system; None where no warning is due.

    The viewer must have given the enrollment. Three queries.
    """
    policies = Policies()
    rows = guard.everything(Enrollment, "who else is in the household that would be exited").filter(
        source=enrollment.source_id, household_id=enrollment.household_id, project=enrollment.project_id
    )
    quiet: Any = still_enrolled(rows).annotate(is_quiet=_is_quiet(policies, viewer.day_in(None)))
    household: list[Any] = list(_to_judge(quiet))
    if not household or not all(one.is_quiet for one in household):
        return None
    return next(iter(_judged([household], policies, viewer.day_in)), None)


def quiet_households(
    rows: "QuerySet[Enrollment]", today_in: Callable[[str | None], date], policies: Policies | None = None
) -> list[QuietHousehold]:
    """Give the households among the rows whose first warning is due, the soonest exit first."""
    policies = policies or Policies()
    candidates = list(
        still_enrolled(rows)
        .filter(_is_quiet(policies, today_in(None)))
        .order_by("pk")
        .values_list("source_id", "household_id", "project_id", "pk")
    )
    if not candidates:
        return []
    quiet = {pk for *_key, pk in candidates}
    members = guard.everything(Enrollment, "who else is in the household that would be exited").filter(
        household_id__in={key for _source, key, *_rest in candidates},
        project__in={project for *_key, project, _pk in candidates},
    )
    households: dict[tuple[Any, ...], list[Any]] = {}
    for one in _to_judge(still_enrolled(members)):
        households.setdefault((one.source_id, one.household_id, one.project_id), []).append(one)
    wholly = [each for each in households.values() if all(one.pk in quiet for one in each)]
    return _judged(wholly, policies, today_in)


def _to_judge(rows: "QuerySet[Enrollment]") -> "QuerySet[Enrollment]":
    return with_coc(rows).select_related("client", "project__organization", "change")


def _judged(
    households: Sequence[list[Any]], policies: Policies, today_in: Callable[[str | None], date]
) -> list[QuietHousehold]:
    known = last_activities([one for each in households for one in each], today_in(None))
    found = []
    for each in households:
        one = _household(each, policies, known, today_in)
        if one.policy.is_on and one.left <= max(one.policy.warning_days, default=0):
            found.append(one)
    return sorted(found, key=lambda one: (one.left, str(one.head.pk)))


def _household(
    members: list[Any],
    policies: Policies,
    known: dict[uuid.UUID, dict[str, date]],
    today_in: Callable[[str | None], date],
) -> QuietHousehold:
    members = sorted(members, key=lambda one: (one.relationship_to_hoh or 99, one.entry_date, str(one.pk)))
    head = next((one for one in members if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), members[0])
    coc_code = head.coc_here
    policy = policies.at(coc_code, head.project.project_type)
    days: dict[str, date] = {}
    for one in members:
        for kind, day in known[one.pk].items():
            if kind != "note" or policy.notes_count:
                days[kind] = max(day, days.get(kind, day))
    # Of two things on one day the start says least.
    last = max((Activity(kind, day) for kind, day in days.items()), key=lambda a: (a.on, a.kind != "start"))
    exit_on = exit_day(
        head.project.project_type,
        last.on,
        last_night=days.get(_NIGHT),
        last_contact=days.get(_CONTACT),
        starts=[one.entry_date for one in members],
    )
    left = days_left(policy, last.on, today_in(coc_code))
    return QuietHousehold(head, tuple(members), coc_code, policy, last, exit_on, left)


def _is_quiet(policies: Policies, today: date) -> Q:
    """Give the condition that nobody served, met or confirmed the person since the first day a warning can be due."""
    since = today - timedelta(days=policies.fewest_quiet_days())
    return Q(entry_date__lte=since, project__project_type__in=policies.types_on()) & nothing_usual_after(
        since
    )
