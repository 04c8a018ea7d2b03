"""Services of an agency's own that end: soon, so many days before as the agency set (PRODUCT.md H8), or in a month."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from hearth.access.own_caseload import caseload
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Exit, LocalService, Service

if TYPE_CHECKING:
    from django.db.models import QuerySet


def ending(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Give those of the services whose end matters: not one that is given anew beyond it, nor of who has left."""
    given_on = guard.everything(LocalService, "whether the service goes on after its end").filter(
        Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")),
        client=OuterRef("client"),
        offered=OuterRef("offered"),
        starts_on__gt=OuterRef("starts_on"),
        date_deleted=None,
    )
    left = guard.everything(Exit, "whether the client has left").filter(
        enrollment=OuterRef("enrollment"), date_deleted=None
    )
    found: QuerySet[Any] = rows.filter(
        ~Exists(given_on), ~Exists(left), date_deleted=None, client__date_deleted=None
    )
    return found


def ending_soon(rows: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Give those of the services that end within their days of notice, the soonest first."""
    told_from = ExpressionWrapper(F("ends_on") - F("offered__expiry_notice_days"), DateField())
    soon: QuerySet[Any] = (
        ending(rows).alias(told_from=told_from).filter(ends_on__gte=today, told_from__lte=today)
    )
    return soon.order_by("ends_on", "pk")


def own_services_ending(viewer: Viewer) -> "QuerySet[Any]":
    """Give those that end soon of the viewer's caseload, and those that they recorded. Client and program loaded."""
    mine = Q(enrollment__in=caseload(viewer).order_by().select_related(None).values("pk"))
    rows = viewer.rows(LocalService).filter(
        mine | Q(change__account=viewer.account), organization=viewer.organization
    )
    return ending_soon(rows, viewer.today).select_related("client", "offered", "enrollment__project")


def assistance_ending(rows: "QuerySet[Service]") -> "QuerySet[Service]":
    """Give those of the services that are financial assistance which no later one of the kind carries on (V3.4)."""
    carried_on = guard.everything(Service, "whether the assistance goes on after its end").filter(
        enrollment=OuterRef("enrollment"),
        record_type=OuterRef("record_type"),
        type_provided=OuterRef("type_provided"),
        fa_end_date__gt=OuterRef("fa_end_date"),
        date_deleted=None,
    )
    found: QuerySet[Service] = rows.filter(~Exists(carried_on), fa_end_date__isnull=False)
    return found
