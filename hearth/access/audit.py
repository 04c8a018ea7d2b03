"""All that happened around a client: what was changed, who looked, what was sent out. One list, newest first."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hearth.access.client_acts import Act, client_acts
from hearth.access.disclosures import disclosures
from hearth.access.viewer import Viewer
from hearth.records.models import Client, Disclosure, Organization, Reading

CHANGES, READINGS, EXPORTS = "changes", "readings", "exports"
KINDS = (CHANGES, READINGS, EXPORTS)


@dataclass(frozen=True, slots=True)
class Look:
    """One reading as it may be told. `by` and `agency` are empty for somebody of an agency the viewer does not see."""

    pk: int
    read_at: datetime
    by: str
    agency: str
    what: str
    detail: str
    why: str
    screen: str


# What somebody may type as a day; beyond it there is no midnight to compute, and no record.
_FIRST, _LAST = date(1900, 1, 1), date(2900, 1, 1)


def midnight(day: date, viewer: Viewer) -> datetime:
    """Give the moment at which a day begins where the viewer works."""
    return datetime.combine(min(max(day, _FIRST), _LAST), time(), viewer.zone)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both whole; open where none is said."""

    first: date | None = None
    last: date | None = None

    def holds(self, viewer: Viewer, moment: datetime) -> bool:
        """Say whether a moment lies in the period, by the days of where the viewer works."""
        day = moment.astimezone(viewer.zone).date()
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def moments(self, viewer: Viewer) -> tuple[datetime | None, datetime | None]:
        """Give when the period begins and when it is over, where the viewer works."""
        begins = midnight(self.first, viewer) if self.first else None
        return begins, midnight(self.last, viewer) + timedelta(days=1) if self.last else None


class Audit:
    """The list of what happened around a client. Readings, which are many, are told only where they are looked at."""

    def __init__(self, viewer: Viewer, client: Client, kinds: Collection[str], period: Period) -> None:
        """The client must have been given by this viewer."""
        self._viewer = viewer
        found: list[tuple[datetime, Act | Disclosure | int]] = []
        if CHANGES in kinds:
            found += [(act.made_at, act) for act in client_acts(viewer, client)]
        if EXPORTS in kinds:
            found += [(row.made_at, row) for row in disclosures(viewer, client)]
        found = [(moment, one) for moment, one in found if period.holds(viewer, moment)]
        if READINGS in kinds:
            found += readings_of(viewer, client, period).values_list("read_at", "pk")
        self._found = sorted(found, key=lambda one: one[0], reverse=True)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, part: slice) -> list[Act | Disclosure | Look]:
        wanted = [one for _moment, one in self._found[part]]
        rows = Reading.objects.filter(pk__in=[one for one in wanted if isinstance(one, int)])
        told = {look.pk: look for look in looks(self._viewer, rows)}
        return [told[one] if isinstance(one, int) else one for one in wanted]


def readings_of(viewer: Viewer, client: Client, period: Period) -> Any:
    """Give the readings of a client in a period, newest first. The client must have been given by this viewer."""
    viewer.clients.get(pk=client.pk)
    rows = Reading.objects.filter(client_id=client.pk)
    begins, ends = period.moments(viewer)
    if begins:
        rows = rows.filter(read_at__gte=begins)
    if ends:
        rows = rows.filter(read_at__lt=ends)
    return rows.order_by("-read_at", "-pk")


def looks(viewer: Viewer, rows: Any) -> list[Look]:
    """Tell readings. Of an agency that the viewer does not see, neither the person nor the agency is named.

    Where a client is known may itself be what that agency keeps to itself (a program under 42 CFR Part 2).
    """
    found = list(rows.select_related("account"))
    agencies = _agencies(viewer, {row.organization_id for row in found})
    return [
        Look(
            row.pk,
            row.read_at,
            row.account.name if row.organization_id in agencies else "",
            agencies.get(row.organization_id, ""),
            row.what,
            row.detail,
            row.why if row.organization_id in agencies else "",
            row.screen,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class DayOfLooks:
    """Who looked at a client's record on one day, and at what: one line of the list that a client is given."""

    day: date
    by: str
    agency: str
    what: tuple[str, ...]
    times: int


def who_looked(viewer: Viewer, client: Client, period: Period) -> list[DayOfLooks]:
    """Give who looked at the client's record, one line for each person and day, newest first."""
    found: dict[tuple[date, str, str], list[str]] = {}
    for look in looks(viewer, readings_of(viewer, client, period)):
        day = look.read_at.astimezone(viewer.zone).date()
        found.setdefault((day, look.by, look.agency), []).append(look.what)
    return [
        DayOfLooks(day, by, agency, tuple(dict.fromkeys(what)), len(what))
        for (day, by, agency), what in found.items()
    ]


def _agencies(viewer: Viewer, ids: set[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """Give the names of those of the agencies that the viewer sees; their own in any case."""
    rows = viewer.rows(Organization).filter(pk__in=[one for one in ids if one is not None])
    return {pk: name or "" for pk, name in rows.values_list("pk", "organization_name")}
