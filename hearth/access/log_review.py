"""The log as a lead reads it: readings, sign-ins, alerts, reviews and seals, as far as the lead's CoCs go."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min, Q, Sum

from hearth.access.audit import Period
from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import (
    Account,
    AgencyRole,
    Client,
    CoC,
    LogAlert,
    LogReview,
    LogSeal,
    Reading,
    SignIn,
)
from hearth.records.setting import settings_at

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["LogAlert", "LogReview", "Period"]

RIGHT = "see_log"
# About three months, for a log that nobody reviewed yet.
_DAYS_A_MONTH = 31


def alerts(viewer: Viewer, *, is_open: bool | None = None) -> "QuerySet[LogAlert]":
    """Give the alerts about people at the viewer's agencies, the latest first. Raises PermissionDenied."""
    rows = LogAlert.objects.filter(_at_agencies(viewer)).select_related("account", "closed_by")
    if is_open is not None:
        rows = rows.filter(closed_at__isnull=is_open)
    return rows.order_by("-day", "-pk")


def alert_of(viewer: Viewer, alert_id: int) -> LogAlert:
    """Give one alert. Raises NotVisible, PermissionDenied."""
    found = alerts(viewer).filter(pk=alert_id).first()
    if found is None:
        raise NotVisible("There is no such alert.")
    return found


def readings_behind(viewer: Viewer, alert: LogAlert) -> "QuerySet[Reading]":
    """Give what the account of an alert looked at on its day, the latest first."""
    day = Period(alert.day, alert.day)
    rows = readings(viewer, day).filter(Q(organization_id=alert.organization_id), account=alert.account_id)
    return rows.filter(client_id=alert.client_id) if alert.client_id else rows


def readings(viewer: Viewer, period: Period, who: Account | None = None) -> "QuerySet[Reading]":
    """Give the readings at the viewer's agencies, the latest first. Raises PermissionDenied."""
    begins, ends = period.moments(viewer)
    rows = Reading.objects.filter(_at_agencies(viewer)).select_related("account")
    if begins:
        rows = rows.filter(read_at__gte=begins)
    if ends:
        rows = rows.filter(read_at__lt=ends)
    return (rows.filter(account=who) if who else rows).order_by("-read_at", "-pk")


def sign_ins(viewer: Viewer, period: Period, who: Account | None = None) -> "QuerySet[SignIn]":
    """Give logins, logouts and tries of the people at the viewer's agencies, the latest first.

    Tries under names that nobody bears are told to who looks after the whole instance. Raises PermissionDenied.
    """
    check_right(viewer)
    begins, ends = period.moments(viewer)
    rows = SignIn.objects.select_related("account")
    if not viewer.may(RIGHT, everywhere=True):
        people = AgencyRole.objects.filter(organization_id__in=_agencies(viewer))
        rows = rows.filter(account__in=people.values("account"))
    if begins:
        rows = rows.filter(at__gte=begins)
    if ends:
        rows = rows.filter(at__lt=ends)
    return (rows.filter(account=who) if who else rows).order_by("-at", "-pk")


def person(viewer: Viewer, username: str) -> Account | None:
    """Give the account of a user name, if it works for one of the viewer's agencies."""
    found = Account.objects.filter(username__iexact=username.strip()).first()
    if found is None or viewer.may(RIGHT, everywhere=True):
        return found
    at = AgencyRole.objects.filter(account=found, organization_id__in=_agencies(viewer))
    return found if at.exists() else None


def named_clients(viewer: Viewer, rows: Any) -> dict[Any, Client]:
    """Give those of the clients in rows of the log whom the viewer sees, by their ids."""
    return viewer.clients.in_bulk({row.client_id for row in rows if row.client_id})


def agency_names(viewer: Viewer, rows: Any) -> dict[Any, str]:
    """Give the names of the agencies in rows of the log, by their ids."""
    found = viewer.organizations.filter(pk__in={row.organization_id for row in rows if row.organization_id})
    return {pk: name or "" for pk, name in found.values_list("pk", "organization_name")}


def review_cocs(viewer: Viewer) -> list[tuple[str | None, str]]:
    """Give the CoCs that the viewer may record a review for; None is all of this instance."""
    check_right(viewer)
    if not viewer.sees_community:
        return []
    rows = CoC.objects.order_by("code")
    if viewer.cocs is not None:
        rows = rows.filter(code__in=viewer.cocs)
    return [(coc.code, str(coc)) for coc in rows]


def reviews(viewer: Viewer) -> "QuerySet[LogReview]":
    """Give the reviews so far, the latest first. Raises PermissionDenied."""
    codes = [code for code, _name in review_cocs(viewer)]
    return LogReview.objects.filter(coc__in=codes).select_related("account", "coc")


def due_on(coc_code: str) -> date | None:
    """Give when the next review of a CoC's log is due; None while there is no log."""
    last = LogReview.objects.filter(coc=coc_code).first()
    if last is not None:
        return last.next_due
    first = Reading.objects.aggregate(first=Min("read_at"))["first"]
    if first is None:
        return None
    months = settings_at(["log_review_months"], coc_code=coc_code)["log_review_months"]
    return date.fromordinal(first.date().toordinal()) + timedelta(days=months * _DAYS_A_MONTH)


@dataclass(frozen=True, slots=True)
class Sealed:
    """How far the log is sealed."""

    seals: int
    rows: int
    last: Any
    waiting: int


def sealed(viewer: Viewer) -> Sealed:
    """Say how far the log is sealed. Raises PermissionDenied."""
    check_right(viewer)
    told = LogSeal.objects.aggregate(last=Max("made_at"), rows=Sum("rows"), seals=Max("number"))
    waiting = Reading.objects.filter(seal=None).count() + SignIn.objects.filter(seal=None).count()
    return Sealed(told["seals"] or 0, told["rows"] or 0, told["last"], waiting)


def check_right(viewer: Viewer) -> None:
    """Raises PermissionDenied for who may not see the log."""
    if not viewer.may(RIGHT):
        raise PermissionDenied


def _at_agencies(viewer: Viewer) -> Q:
    check_right(viewer)
    if viewer.may(RIGHT, everywhere=True):
        return Q()
    return Q(organization_id__in=_agencies(viewer))


def _agencies(viewer: Viewer) -> list[Any]:
    return list(viewer.organizations.values_list("pk", flat=True))
