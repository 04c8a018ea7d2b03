"""What the people who work here recorded lately: how often, never about whom."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max

from hearth.access.account_state import State
from hearth.access.people import people
from hearth.access.viewer import Viewer
from hearth.records.models import AgencyRole, Change

RIGHT = "see_staff_activity"
DAYS = 30

# What each act is counted as; another is counted as other.
_COUNTED_AS = {
    "create_client": "clients",
    "create_unnamed_client": "clients",
    "enroll_household": "enrollments",
    "exit_household": "exits",
    "collect": "answers",
    "record_service": "services",
    "record_local_service": "services",
    "check_in": "services",
    "record_contact": "contacts",
    "write_note": "notes",
    "set_goal": "notes",
}
_COLUMNS = (*dict.fromkeys(_COUNTED_AS.values()), "other")


def staff_activity(viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Give for each person how often they recorded what in the last 30 days. Raises PermissionDenied.

    An act does not say for which agency it was done. So who also works where the viewer does not reach is left out:
    how busy somebody is there is not the viewer's to know.
    """
    roles = dict(AgencyRole.objects.values_list("account").annotate(Count("pk")))
    within = [
        one
        for one in people(viewer, RIGHT)
        if one.state is not State.CLOSED and len(one.seats) == roles.get(one.account.pk, 0) > 0
    ]
    acts, last = _acts([one.account.pk for one in within], viewer.instant() - timedelta(days=DAYS))
    for one in within:
        counted = acts.get(one.account.pk, Counter())
        yield {
            "name": one.account.name,
            "agency": one.seats[0].agency,
            "role": one.seats[0].role.name,
            **{column: counted[column] for column in _COLUMNS},
            "acts": counted.total(),
            "last_on": last[one.account.pk].astimezone(viewer.zone).date()
            if one.account.pk in last
            else None,
        }


def _acts(
    account_ids: list[uuid.UUID], since: datetime
) -> tuple[dict[uuid.UUID, Counter[str]], dict[uuid.UUID, datetime]]:
    """Count the acts of accounts by what they are counted as, and give when each account acted last."""
    counted: dict[uuid.UUID, Counter[str]] = {}
    last: dict[uuid.UUID, datetime] = {}
    rows = Change.objects.filter(account__in=account_ids, made_at__gte=since, import_run=None)
    for account_id, action, times, latest in rows.values_list("account", "action").annotate(
        Count("pk"), Max("made_at")
    ):
        counted.setdefault(account_id, Counter())[_COUNTED_AS.get(action, "other")] += times
        last[account_id] = max(latest, last.get(account_id, latest))
    return counted, last
