"""Caseloads: the open stays of programs, with who is assigned to them and when anything was last recorded."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from hearth.access.activity import last_activities
from hearth.access.assigned_staff import assigned_to
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer


def caseloads(viewer: Viewer, project_ids: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    """Give each open stay once for everybody who is assigned to it, and once without staff where nobody is."""
    stays = list(open_enrollments(viewer).filter(project__in=project_ids).select_related("project"))
    staff = assigned_to(viewer, stays)
    activities = last_activities(stays, viewer.today)
    for stay in stays:
        last = max(activities[stay.pk].values())
        for worker in staff[stay.pk] or (None,):
            yield {
                "client_id": stay.client_id,
                "enrollment_id": stay.pk,
                "staff": worker.name if worker else None,
                "program": stay.project.project_name,
                "relationship": stay.relationship_to_hoh,
                "starts_on": stay.entry_date,
                "days": (viewer.today - stay.entry_date).days,
                "last_on": last,
                "quiet": (viewer.today - last).days,
            }
