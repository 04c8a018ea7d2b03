"""What is due on which day for the clients of a worker's caseload.

Each kind is asked as its own list asks it, and for who has the right of that list alone. What is private is told
without its words: a calendar stands open on a desk.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, DateField, F, Q, Value, When
from django.db.models.functions import Coalesce

from hearth.access.annuals_due import AnnualDue, households_due
from hearth.access.auto_exits import QuietHousehold, quiet_households
from hearth.access.household import household_key
from hearth.access.own_caseload import caseload, households_with
from hearth.access.releases_due import Due, is_due, with_releases
from hearth.access.services_ending import assistance_ending, ending
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before, eighteenth_birthday
from hearth.records.models import Client, Enrollment, Goal, LocalService, Reservation

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Kind(StrEnum):
    """What is due. Of one day what goes wrong by itself comes first: a day shows the first few."""

    EXIT = "auto_exits"
    RELEASE = "releases"
    ADULT = "adults"
    ANNUAL = "annuals"
    BED = "beds"
    SERVICE = "services"
    ASSISTANCE = "assistance"
    GOAL = "goals"


class Edge(StrEnum):
    """Which day of an annual assessment's window it is."""

    OPENS = "opens"
    ANNIVERSARY = "anniversary"
    CLOSES = "closes"


# The right to do what is due.
RIGHTS: dict[Kind, str] = {
    Kind.EXIT: "exit_household",
    Kind.RELEASE: "record_release",
    Kind.ADULT: "record_release",
    Kind.ANNUAL: "record_assessment",
    Kind.BED: "take_attendance",
    Kind.SERVICE: "record_service",
    Kind.ASSISTANCE: "record_service",
    Kind.GOAL: "see_notes",
}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is due on a day for a client, or for the household whose head they are."""

    kind: Kind
    on: date
    client: Client
    # What is opened to do it: the stay; of a service the service, of a bed the program.
    about: uuid.UUID
    # The goal in its row; else the same as `about`.
    row: uuid.UUID
    # What the goal or the service is; nothing where it is private.
    words: str = ""
    is_private: bool = False
    edge: Edge | None = None
    # How many of the household are concerned.
    people: int = 1


def kinds_for(viewer: Viewer) -> list[Kind]:
    """Give the kinds that the viewer has the right for."""
    return [kind for kind, right in RIGHTS.items() if viewer.may(right)]


def due_between(viewer: Viewer, first: date, last: date) -> list[DueItem]:
    """Give what is due from one day to another, the ends included, by day. Eight queries for any number of clients.

    An exit by the system is known within its first warning only: until then a service or a contact puts it off.
    """
    kinds = kinds_for(viewer)
    stays = list(caseload(viewer))
    if not stays or not kinds:
        return []
    found = list(_dated(viewer, kinds, stays, first, last))
    together, own = households_with(viewer, stays), {household_key(one) for one in stays}
    if Kind.ANNUAL in kinds:
        annuals = households_due(together, last)
        found += [item for one in annuals if household_key(one.head) in own for item in _annual(one)]
    if Kind.EXIT in kinds and last >= viewer.today:
        quiet = quiet_households(together, viewer.day_in)
        found += [_exit(one, viewer.today) for one in quiet if household_key(one.head) in own]
    order = list(Kind)
    return sorted(
        (one for one in found if first <= one.on <= last),
        key=lambda one: (one.on, order.index(one.kind), *_by_name(one.client), one.words, str(one.row)),
    )


def _by_name(client: Client) -> tuple[str, str]:
    return client.last_name or "", client.first_name or ""


def _annual(one: AnnualDue) -> Iterable[DueItem]:
    days = {
        Edge.OPENS: one.window.opens,
        Edge.ANNIVERSARY: one.window.anniversary,
        Edge.CLOSES: one.window.closes,
    }
    # Who is asked alone is asked on a page of their own.
    about = one.head.pk if len(one.missing) > 1 else one.missing[0].pk
    for edge, on in days.items():
        yield DueItem(Kind.ANNUAL, on, one.head.client, about, about, edge=edge, people=len(one.missing))


def _exit(one: QuietHousehold, today: date) -> DueItem:
    head = one.head
    on = max(one.due_on, today)
    return DueItem(Kind.EXIT, on, head.client, head.pk, head.pk, people=len(one.members))


def _dated(
    viewer: Viewer, kinds: list[Kind], stays: list[Enrollment], first: date, last: date
) -> Iterable[DueItem]:
    """Give what has its day in its own row. One query."""
    own = [one.pk for one in stays]
    clients = {one.client_id: one.client for one in stays}
    here = Q(organization=viewer.organization, client__in=list(clients))
    asked: dict[Kind, tuple[QuerySet[Any], Any, Any]] = {
        Kind.GOAL: (
            viewer.rows(Goal).filter(
                enrollment__in=own, status=Goal.Status.OPEN, target_on__range=(first, last)
            ),
            F("target_on"),
            F("enrollment"),
        ),
        Kind.RELEASE: (_release_ends(viewer, clients, first, last), _RELEASE_ENDS, F("pk")),
        Kind.ADULT: (_turn_18(viewer, clients, first, last), F("dob"), F("pk")),
        Kind.SERVICE: (
            ending(viewer.rows(LocalService)).filter(
                here, Q(enrollment__in=own) | Q(enrollment=None), ends_on__range=(first, last)
            ),
            F("ends_on"),
            F("pk"),
        ),
        Kind.ASSISTANCE: (
            assistance_ending(viewer.services).filter(enrollment__in=own, fa_end_date__range=(first, last)),
            F("fa_end_date"),
            F("pk"),
        ),
        Kind.BED: (
            viewer.rows(Reservation).filter(
                here, state=Reservation.State.RESERVED, first_night__range=(first, last)
            ),
            F("first_night"),
            F("bed__unit__project"),
        ),
    }
    rows = [_columns(kind, *asked[kind]) for kind in kinds if kind in asked]
    if not rows:
        return
    for kind, on, client_id, about, row, words, is_private in rows[0].union(*rows[1:], all=True):
        day = eighteenth_birthday(on) if kind == Kind.ADULT else on
        yield DueItem(Kind(kind), day, clients[client_id], about, row, words, is_private)


_RELEASE_ENDS = Coalesce("holds_until", "ended_on", output_field=DateField())


def _release_ends(
    viewer: Viewer, clients: Iterable[uuid.UUID], first: date, last: date
) -> "QuerySet[Client]":
    """Give those whose release ends in these days, or ended and was not renewed."""
    rows: QuerySet[Client] = with_releases(viewer, viewer.clients.filter(pk__in=list(clients)))
    ended = is_due(viewer, Due.ENDED) & Q(ended_on__range=(first, last))
    return rows.filter(Q(holds_until__range=(first, last)) | ended)


def _turn_18(viewer: Viewer, clients: Iterable[uuid.UUID], first: date, last: date) -> "QuerySet[Client]":
    """Give those who turn 18 in these days, or did and have given no release of their own since."""
    rows: QuerySet[Client] = with_releases(viewer, viewer.clients.filter(pk__in=list(clients)))
    born = Q(dob__gt=eighteen_years_before(first - _ONE_DAY), dob__lte=eighteen_years_before(last))
    to_come = Q(dob__gt=eighteen_years_before(viewer.today - _ONE_DAY))
    return rows.filter(born, to_come | is_due(viewer, Due.ADULT))


# What a piece holds in words. A release and a birthday have none; which assistance it is may tell too much, as
# a bed's place may.
_WORDS = {Kind.GOAL: "description", Kind.SERVICE: "offered__name"}
_HIDDEN = (
    Q(is_private=True)
    | Q(enrollment__is_private=True)
    | Q(is_private=None, organization__is_confidential=True)
    | Q(organization__victim_service_provider=1)
)


def _columns(kind: Kind, rows: "QuerySet[Any]", on: Any, about: Any) -> "QuerySet[Any]":
    """Give what `_dated` reads of each row, the same for every kind."""
    is_hidden: Any = Value(False)
    words: Any = Value("", CharField())
    if kind in _WORDS:
        is_hidden = Case(When(_HIDDEN, then=Value(True)), default=Value(False))
        words = Case(When(_HIDDEN, then=Value("")), default=F(_WORDS[kind]), output_field=CharField())
    told = {
        "told_kind": Value(kind.value, CharField()),
        "told_day": on,
        "told_client": F("pk" if rows.model is Client else "client"),
        "told_about": about,
        "told_row": F("pk"),
        "told_words": words,
        "told_hidden": is_hidden,
    }
    found: QuerySet[Any] = rows.order_by().annotate(**told).values_list(*told)
    return found
