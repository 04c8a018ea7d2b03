"""What the viewer's agency gave of its own services in the last year: how often and to how many, never about whom."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from hearth.access.viewer import Viewer
from hearth.records.models import LocalService

DAYS = 365


def own_services_summary(viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Give for each service of the agency's own and each program that gave it its numbers. One query.

    What was given without an enrollment has a line of its own; services of other agencies are theirs to count.
    """
    rows: Any = viewer.rows(LocalService).filter(
        Q(starts_on__gt=viewer.today - timedelta(days=DAYS), starts_on__lte=viewer.today),
        organization=viewer.organization_id,
    )
    kinds = ("offered__category", "offered__name", "enrollment__project__project_name")
    counted = rows.order_by(*kinds, "enrollment__project").values(*kinds, "enrollment__project")
    for row in counted.annotate(
        times=Count("pk"),
        people=Count("client", distinct=True),
        spent=Sum("amount"),
        first_on=Min("starts_on"),
        last_on=Max("starts_on"),
    ):
        yield {
            "category": row["offered__category"],
            "service": row["offered__name"],
            "program": row["enrollment__project__project_name"],
            "without_enrollment": row["enrollment__project"] is None,
            "times": row["times"],
            "people": row["people"],
            "spent": row["spent"],
            "first_on": row["first_on"],
            "last_on": row["last_on"],
        }
