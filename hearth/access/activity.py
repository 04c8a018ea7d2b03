"""The last activity of enrollments, by kind: what keeps a household from being exited by the system (PRODUCT.md K4)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, Exists, F, Max, OuterRef, Q, UUIDField, Value
from django.db.models.functions import Cast

from hearth.access.answers import FILES_OF_COLLECTIONS
from hearth.records import guard
from hearth.records.kept_condition import Asked
from hearth.records.kept_query import IsOneOf, KeptQuery
from hearth.records.models import (
    Assessment,
    ClientLocation,
    Contact,
    CurrentLivingSituation,
    DataCollection,
    Enrollment,
    Event,
    Goal,
    LocalService,
    Note,
    Service,
    StillActive,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

_BED_NIGHT = Q(record_type=200)
_WHY = "what counts as activity of the households in hand"
# Kind, model, its day, which of its rows.
_OF_AN_ENROLLMENT: tuple[tuple[str, type[Any], str, Q], ...] = (
    ("night", Service, "date_provided", _BED_NIGHT),
    ("service", Service, "date_provided", ~_BED_NIGHT),
    # Of the agency's own: the first day, and the last of what is given over a time.
    ("service", LocalService, "starts_on", Q(enrollment__isnull=False)),
    ("service", LocalService, "ends_on", Q(enrollment__isnull=False)),
    ("contact", CurrentLivingSituation, "information_date", Q()),
    ("assessment", Assessment, "assessment_date", Q()),
    ("event", Event, "event_date", Q()),
    ("answers", DataCollection, "information_date", Q()),
    *(("answers", model, "information_date", Q()) for model in FILES_OF_COLLECTIONS),
    ("still_active", StillActive, "on", Q()),
    ("note", Note, "on", Q(enrollment__isnull=False)),
    # To set or end a goal is work that is written down, as a note is.
    ("note", Goal, "starts_on", Q()),
    ("note", Goal, "ended_on", Q()),
)
_OF_A_CLIENT: tuple[type[Any], ...] = (Contact, ClientLocation)
# Most households had one of these lately; the rest is looked at one by one.
_USUAL: tuple[tuple[type[Any], str], ...] = (
    (Service, "date_provided"),
    (CurrentLivingSituation, "information_date"),
    (StillActive, "on"),
)


def nothing_usual_after(day: date) -> Q:
    """Give the condition on enrollments that nobody served, met or confirmed the person after a day."""
    condition = Q()
    for model, column in _USUAL:
        lately = guard.everything(model, "who was served lately").filter(
            enrollment=OuterRef("pk"), date_deleted=None, **{f"{column}__gt": day}
        )
        condition &= ~Q(Exists(lately))
    return condition


def last_activities(enrollments: Collection[Enrollment], until: date) -> dict[uuid.UUID, dict[str, date]]:
    """Give for each enrollment the last day of each kind of activity, up to a day. One query.

    The project must be loaded: what an agency added to a client's contacts and locations counts in its own programs.
    """
    found: dict[uuid.UUID, dict[str, date]] = {one.pk: {"start": one.entry_date} for one in enrollments}
    if not enrollments:
        return found
    of_client: dict[tuple[Any, Any], list[uuid.UUID]] = defaultdict(list)
    for one in enrollments:
        of_client[one.client_id, one.project.organization_id].append(one.pk)
    clients = [key for key, _agency in of_client]
    for key, agency, kind, day in _ACTIVITIES.rows(enrollments=list(found), clients=clients, until=until):
        targets = [key] if agency is None else of_client.get((key, agency), [])
        for target in targets:
            if day is not None and day > found[target].get(kind, date.min):
                found[target][kind] = day
    return found


def _activities() -> "QuerySet[Any, tuple[uuid.UUID, uuid.UUID | None, str, date | None]]":
    first, *others = [*_of_enrollments(), *_of_clients()]
    return first.union(*others, all=True)


def _of_enrollments() -> Iterator["QuerySet[Any, Any]"]:
    of_these = IsOneOf(F("enrollment"), Asked("enrollments", ArrayField(UUIDField())))
    until = Asked("until", DateField())
    for kind, model, column, which in _OF_AN_ENROLLMENT:
        rows = guard.everything(model, _WHY).filter(
            which, of_these, date_deleted=None, **{f"{column}__lte": until}
        )
        yield (
            rows.order_by()
            .values("enrollment_id")
            .annotate(agency=Cast(Value(None), UUIDField()), kind=Value(kind, CharField()), day=Max(column))
            .values_list("enrollment_id", "agency", "kind", "day")
        )


def _of_clients() -> Iterator["QuerySet[Any, Any]"]:
    of_these = IsOneOf(F("client"), Asked("clients", ArrayField(UUIDField())))
    until = Asked("until", DateField())
    for model in _OF_A_CLIENT:
        rows = guard.everything(model, _WHY).filter(
            of_these, date_deleted=None, change__made_at__date__lte=until
        )
        yield (
            rows.order_by()
            .values("client_id")
            .annotate(
                agency=F("organization_id"),
                kind=Value("reached", CharField()),
                day=Max(Cast("change__made_at", DateField())),
            )
            .values_list("client_id", "agency", "kind", "day")
        )


_ACTIVITIES = KeptQuery(_activities)
