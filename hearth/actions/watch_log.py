"""Watch the log of readings: what is unusual becomes an alert that a lead looks into and closes with a note.

Every threshold is a setting (hearth/records/setting.py, `alert_...`), the agency's own, else the CoC's.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from hearth.access.roles import roles
from hearth.actions.notify import notify, usual_receivers
from hearth.records import clock, guard
from hearth.records.models import (
    Account,
    AgencyRole,
    Client,
    Enrollment,
    Exit,
    LogAlert,
    ProjectCoC,
    Reading,
)
from hearth.records.names import plain
from hearth.records.setting import settings_at

_KEYS = (
    "alert_opened_least",
    "alert_times_own",
    "alert_times_role",
    "alert_past_days",
    "alert_outside_agency",
    "alert_outside_caseload",
    "alert_caseload_days",
    "alert_same_surname",
    "alert_night_from_hour",
    "alert_night_until_hour",
)
_EXPORTS = ("export", "export_file")
# A past of fewer working days says nothing about what is usual for a person.
_DAYS_THAT_TELL = 5


@dataclass(frozen=True, slots=True)
class Day:
    """What one account looked at in one day's work for one agency."""

    account: Account
    organization_id: uuid.UUID
    role: str
    day: date
    zone: ZoneInfo
    clients: frozenset[uuid.UUID]
    limits: dict[str, Any] = field(repr=False)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Unusual:
    """One thing to look into."""

    kind: LogAlert.Kind
    facts: dict[str, int] = field(default_factory=dict)
    client_id: uuid.UUID | None = None


def watch_log(now: datetime | None = None) -> int:
    """Look at the readings of today and yesterday (of where the CoC is); give how many alerts are new."""
    moment = now or datetime.now(UTC)
    zone = clock.zone()
    today = moment.astimezone(zone).date()
    new = 0
    for day in (today - timedelta(days=1), today):
        for one in _days(day, zone):
            for unusual in (*_looks(one), *_night_exports(one)):
                new += _alert(one, unusual)
    return new


def _days(day: date, zone: ZoneInfo) -> Iterator[Day]:
    begins = datetime.combine(day, time(), zone)
    rows = Reading.objects.filter(read_at__gte=begins, read_at__lt=begins + timedelta(days=1))
    opened: dict[tuple[uuid.UUID, uuid.UUID], set[uuid.UUID]] = {}
    for account_id, organization_id, client_id in rows.filter(
        Q(client__isnull=False) | Q(what__in=_EXPORTS), organization__isnull=False
    ).values_list("account_id", "organization_id", "client_id"):
        clients = opened.setdefault((account_id, organization_id), set())
        if client_id:
            clients.add(client_id)
    accounts = Account.objects.in_bulk({account_id for account_id, _organization in opened})
    held = {
        (role.account_id, role.organization_id): role.role
        for role in AgencyRole.objects.filter(account__in=accounts)
    }
    cocs = _cocs_of({organization_id for _account, organization_id in opened})
    for (account_id, organization_id), clients in opened.items():
        limits = settings_at(
            _KEYS,
            organization_id=organization_id,
            coc_code=min(cocs.get(organization_id, ()), default=None),
        )
        role = held.get((account_id, organization_id), "")
        yield Day(accounts[account_id], organization_id, role, day, zone, frozenset(clients), limits)


def _looks(one: Day) -> Iterator[Unusual]:
    if not one.clients:
        return
    opened = len(one.clients)
    if opened >= one.limits["alert_opened_least"]:
        own, others = _usual(one, Q(account=one.account)), _usual(one, _of_role(one.role))
        if (
            (own is None and others is None)
            or (own is not None and opened > one.limits["alert_times_own"] * own)
            or (others is not None and opened > one.limits["alert_times_role"] * others)
        ):
            facts = {"opened": opened, "usual": round(own or 0), "usual_of_role": round(others or 0)}
            yield Unusual(LogAlert.Kind.VOLUME, facts)
    if not _sees_community(one.role):
        yield from _outside(one)
    if one.limits["alert_same_surname"]:
        yield from _same_surname(one)


def _usual(one: Day, whose: Q) -> float | None:
    """Give how many clients are opened on a working day of the past, by the account or by its role; None: unknown."""
    since = one.begins - timedelta(days=one.limits["alert_past_days"])
    rows = Reading.objects.filter(whose, read_at__gte=since, read_at__lt=one.begins, client__isnull=False)
    days = rows.annotate(day=TruncDate("read_at", tzinfo=one.zone)).values("account", "day")
    counts = list(days.annotate(opened=Count("client", distinct=True)).values_list("opened", flat=True))
    return mean(counts) if len(counts) >= _DAYS_THAT_TELL else None


def _of_role(role: str) -> Q:
    return Q(account__in=AgencyRole.objects.filter(role=role).values("account"))


def _sees_community(role: str) -> bool:
    known = roles().get(role)
    return known is not None and known.sees in ("community", "coc")


def _outside(one: Day) -> Iterator[Unusual]:
    """Clients whom the agency neither entered nor ever enrolled; and those whom it has long since let go."""
    rows = guard.everything(Client, "whom an agency serves").filter(pk__in=one.clients)
    stays = guard.everything(Enrollment, "whom an agency serves").filter(
        client=OuterRef("pk"), project__organization=one.organization_id, date_deleted=None
    )
    own = Q(organization=one.organization_id) | Exists(stays)
    outside = rows.exclude(own).count()
    if outside >= one.limits["alert_outside_agency"]:
        yield Unusual(LogAlert.Kind.OUTSIDE_AGENCY, {"opened": outside})
    since = one.day - timedelta(days=one.limits["alert_caseload_days"])
    gone = guard.everything(Exit, "whom an agency serves").filter(
        enrollment=OuterRef("pk"), exit_date__lt=since, date_deleted=None
    )
    served = Exists(stays.filter(~Exists(gone)))
    left = rows.filter(Exists(stays)).exclude(served).count()
    if left >= one.limits["alert_outside_caseload"]:
        yield Unusual(LogAlert.Kind.OUTSIDE_CASELOAD, {"opened": left})


def _same_surname(one: Day) -> Iterator[Unusual]:
    surname = plain(one.account.name.split()[-1]) if one.account.name.split() else ""
    if len(surname) < 2:
        return
    rows = guard.everything(Client, "whether somebody looked up their own").filter(
        pk__in=one.clients, last_name_plain=surname
    )
    for client_id in rows.values_list("pk", flat=True):
        yield Unusual(LogAlert.Kind.SAME_SURNAME, {}, client_id)


def _night_exports(one: Day) -> Iterator[Unusual]:
    first, last = one.limits["alert_night_from_hour"], one.limits["alert_night_until_hour"]
    rows = Reading.objects.filter(
        account=one.account,
        organization=one.organization_id,
        what__in=_EXPORTS,
        read_at__gte=one.begins,
        read_at__lt=one.begins + timedelta(days=1),
    )
    hours = [read_at.astimezone(one.zone).hour for read_at in rows.values_list("read_at", flat=True)]
    at_night = sum(1 for hour in hours if hour >= first or hour < last)
    if at_night:
        yield Unusual(LogAlert.Kind.NIGHT_EXPORT, {"exports": at_night})


def _alert(one: Day, unusual: Unusual) -> bool:
    """Store an alert, or what became of one; tell the leads of a new one. Give whether it is new."""
    about: dict[str, Any] = {
        "kind": unusual.kind,
        "account": one.account,
        "organization_id": one.organization_id,
        "day": one.day,
        "client_id": unusual.client_id,
    }
    alert, is_new = LogAlert.objects.get_or_create(**about, defaults={"facts": unusual.facts})
    if is_new:
        notify(
            "unusual_activity",
            usual_receivers("unusual_activity", organization_id=one.organization_id, but=one.account),
            about=f"#{alert.pk}",
            address=f"/log/alerts/{alert.pk}/",
            facts={"username": one.account.username},
        )
    elif alert.closed_at is None and alert.facts != unusual.facts:
        LogAlert.objects.filter(pk=alert.pk).update(facts=unusual.facts)
    return is_new


def tell_that_the_log_was_changed(breaches: int) -> None:
    """Tell every lead of this instance that the verify command found breaches."""
    notify("log_broken", usual_receivers("log_broken"), address="/log/seals/", facts={"count": str(breaches)})


def _cocs_of(organization_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    rows = guard.everything(ProjectCoC, "whose lead looks after an agency").filter(
        project__organization__in=list(organization_ids), date_deleted=None
    )
    found: dict[uuid.UUID, set[str]] = {}
    for organization_id, code in rows.values_list("project__organization_id", "coc_code"):
        if code:
            found.setdefault(organization_id, set()).add(code)
    return found
