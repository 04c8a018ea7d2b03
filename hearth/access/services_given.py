"""What was given to the people of a household, of HUD's services and of the agency's own."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hearth.access.viewer import Viewer
from hearth.records.models import Client, Delivery, Enrollment, LocalService
from hearth.rules.service.within_stay import BED_NIGHT

if TYPE_CHECKING:
    from django.db.models import QuerySet

_LOOKED_AT = 60


@dataclass(slots=True)
class GivenLately:
    """A service given before: one of HUD's, or (`is_own`) one of the agency's own; and the enrollments that had it."""

    row: Any
    on: date
    amount: Decimal | None
    is_own: bool
    given_to: set[uuid.UUID] = field(default_factory=set)


def latest_services(viewer: Viewer, enrollments: Iterable[Enrollment], at_most: int = 3) -> list[GivenLately]:
    """Give the latest services that differ, the newest first, each with the enrollments that had it then.

    A bed night is left out: it is recorded night by night and never copied. Two queries.
    """
    ids = [enrollment.pk for enrollment in enrollments]
    hud = viewer.services.filter(enrollment__in=ids).exclude(record_type=BED_NIGHT)
    own: Any = viewer.rows(LocalService).filter(enrollment__in=ids).select_related("offered")
    found: dict[tuple[Any, ...], GivenLately] = {}
    for row in hud.order_by("-date_provided", "-date_created", "pk")[:_LOOKED_AT]:
        key = (row.record_type, row.type_provided, row.sub_type_provided, row.other_type_provided)
        _add(found, key, GivenLately(row, row.date_provided, row.fa_amount, is_own=False))
    for row in own.order_by("-starts_on", "-pk")[:_LOOKED_AT]:
        _add(found, (row.offered_id,), GivenLately(row, row.starts_on, row.amount, is_own=True))
    return sorted(found.values(), key=lambda one: one.on, reverse=True)[:at_most]


def _add(found: dict[tuple[Any, ...], GivenLately], key: tuple[Any, ...], one: GivenLately) -> None:
    """Keep the newest of its kind; who had it then is who got it in the same act."""
    newest = found.setdefault(key, one)
    if newest.row.change_id == one.row.change_id:
        newest.given_to.add(one.row.enrollment_id)


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
