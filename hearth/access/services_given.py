"""What was given to the people of a household, and what an agency offers beyond HUD's lists."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hearth.access.viewer import Viewer
from hearth.records.models import Client, Delivery, Enrollment, LocalService, Project, ServiceOffered
from hearth.rules.service.within_stay import BED_NIGHT

if TYPE_CHECKING:
    from django.db.models import QuerySet

_LOOKED_AT = 60


def latest_services(viewer: Viewer, enrollments: Iterable[Enrollment], at_most: int = 3) -> list[Any]:
    """Give the latest services that differ, the newest first, each with `given_to`: the enrollments that had it then.

    A bed night is left out: it is recorded night by night and never copied. One query.
    """
    ids = [enrollment.pk for enrollment in enrollments]
    rows = viewer.services.filter(enrollment__in=ids).exclude(record_type=BED_NIGHT)
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows.order_by("-date_provided", "-date_created", "pk")[:_LOOKED_AT]:
        key = (row.record_type, row.type_provided, row.sub_type_provided, row.other_type_provided)
        first = found.setdefault(key, row)
        if first is row:
            if len(found) > at_most:
                found.pop(key)
                break
            row.given_to = set()
        if row.change_id == first.change_id:
            first.given_to.add(row.enrollment_id)
    return list(found.values())


def own_services_offered(viewer: Viewer, project: Project, on: date) -> list[ServiceOffered]:
    """Give the services of the agency's own that a program offers on a day, by category and name (H1)."""
    here = Q(project=project.pk) | Q(project=None)
    in_force = (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))
    rows = viewer.rows(ServiceOffered).filter(
        here, in_force, organization=project.organization_id, record_type=None, date_deleted=None
    )
    return list(rows.order_by("category", "name", "pk"))


def own_services_of(viewer: Viewer, client: Client) -> "QuerySet[Any]":
    """Give what agencies gave the client beyond HUD's lists, the latest first."""
    rows: Any = viewer.rows(LocalService).filter(client=client)
    told = rows.select_related("offered", "organization", "enrollment__project", "change__account")
    return told.order_by("-starts_on", "-pk")  # type: ignore[no-any-return]


def services_going_on(viewer: Viewer, enrollments: Iterable[Enrollment]) -> list[LocalService]:
    """Give the services of these stays that have no last day yet, by person and first day (PRODUCT.md K3)."""
    rows = viewer.rows(LocalService).filter(
        enrollment__in=[one.pk for one in enrollments],
        ends_on=None,
        offered__delivery__in=(Delivery.DAILY, Delivery.LONG),
    )
    return list(rows.select_related("offered", "client").order_by("client", "starts_on", "pk"))
