"""Whose annual assessment is due or late: by the head's start, for every member still enrolled (PRODUCT.md J1)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hearth.access.answers import ANNUAL, FILES_OF_COLLECTIONS
from hearth.access.auto_exits import still_enrolled
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import DataCollection, Enrollment
from hearth.rules.collection.annual_window import DAYS_AROUND, Window, due
from hearth.rules.facts import HEAD_OF_HOUSEHOLD

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Nobody's first window opens earlier after the start.
_FIRST_OPENS = timedelta(days=365) - DAYS_AROUND


@dataclass(frozen=True, slots=True)
class AnnualDue:
    """A household with members whose assessment of a window is missing. Clients and project are loaded."""

    head: Enrollment
    missing: tuple[Enrollment, ...]
    window: Window
    is_late: bool


def annuals_due(viewer: Viewer) -> list[AnnualDue]:
    """Give the households of the viewer's agency with an assessment that is due or late, the longest due first.

    Two queries.
    """
    rows = viewer.enrollments.filter(project__organization=viewer.organization.pk)
    return households_due(rows, viewer.today)


def households_due(rows: "QuerySet[Enrollment]", today: date) -> list[AnnualDue]:
    """Give those of the rows' households that have an assessment due on a day: today, or one to come."""
    stayed = still_enrolled(rows).filter(entry_date__lte=today)
    long_here = stayed.filter(entry_date__lte=today - _FIRST_OPENS)
    members = stayed.filter(household_id__in=long_here.order_by().values("household_id"))
    members = members.select_related("client", "project", "project__organization", "change")
    households: dict[tuple[Any, ...], list[Enrollment]] = defaultdict(list)
    for one in members.order_by("relationship_to_hoh", "client__dob", "pk"):
        households[one.source_id, one.household_id, one.project_id].append(one)
    if not households:
        return []
    assessed = _assessed([one for each in households.values() for one in each])
    found = [_due(each, assessed, today) for each in households.values()]
    return sorted(
        (one for one in found if one),
        key=lambda one: (one.window.closes, one.head.entry_date, str(one.head.pk)),
    )


def _assessed(enrollments: Sequence[Enrollment]) -> dict[Any, set[date]]:
    """Give the days of the annual assessments of each enrollment. One query."""
    ids = [one.pk for one in enrollments]
    models: list[tuple[type[Any], str]] = [
        (DataCollection, "stage"),
        *((model, "data_collection_stage") for model in FILES_OF_COLLECTIONS),
    ]
    first, *others = [
        guard.everything(model, "who was assessed at the anniversary")
        .filter(enrollment__in=ids, date_deleted=None, **{column: ANNUAL})
        .order_by()
        .values_list("enrollment_id", "information_date")
        for model, column in models
    ]
    found: dict[Any, set[date]] = defaultdict(set)
    for enrollment_id, day in first.union(*others):
        found[enrollment_id].add(day)
    return found


def _due(household: list[Enrollment], assessed: dict[Any, set[date]], today: date) -> AnnualDue | None:
    head = next((one for one in household if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), household[0])
    missing: list[Enrollment] = []
    windows = []
    for one in household:
        window = due(head.entry_date, today, assessed.get(one.pk, ()))
        # Who joined after the anniversary is asked at the next one.
        if window is not None and one.entry_date <= window.anniversary:
            missing.append(one)
            windows.append(window)
    if not missing:
        return None
    return AnnualDue(head, tuple(missing), windows[0], windows[0].closes < today)
