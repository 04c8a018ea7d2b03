"""Goals of stays that nobody ended yet, read together with the stays: no query more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from hearth.access.viewer import Viewer
from hearth.records.models import Client, Enrollment, Goal

if TYPE_CHECKING:
    from django.db.models import QuerySet

_COLUMNS = ("id", "description", "target_on", "is_private")


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """A goal as pages outside its own tell it; `stay` has its client."""

    stay: Enrollment
    id: str
    description: str
    target_on: date | None
    is_private: bool | None


def with_open_goals(viewer: Viewer, stays: "QuerySet[Any]") -> "QuerySet[Any]":
    """Let each of the stays bring its open goals along for `open_goals`: none without the right to read them."""
    rows: Any = viewer.rows(Goal).filter(enrollment=OuterRef("pk"), status=Goal.Status.OPEN)
    if not viewer.may("see_notes"):
        rows = rows.none()
    told = rows.order_by(F("target_on").asc(nulls_last=True), "-starts_on", "pk").values(
        row=JSONObject(**{column: column for column in _COLUMNS})
    )
    bringing: QuerySet[Any] = stays.annotate(goals_brought=ArraySubquery(told))
    return bringing


def stays_with_goals(viewer: Viewer, client: Client) -> list[Any]:
    """Give the client's stays that the viewer sees, with their open goals, the newest first. One query."""
    stays = with_open_goals(viewer, viewer.enrollments.filter(client=client))
    return list(stays.select_related("project", "client").order_by("-entry_date", "-pk"))


def open_goals(stays: Iterable[Any]) -> list[OpenGoal]:
    """Give the open goals that the stays brought along, stay by stay, those that are due soonest first."""
    return [
        OpenGoal(
            stay=stay,
            id=one["id"],
            description=one["description"],
            target_on=date.fromisoformat(one["target_on"]) if one["target_on"] else None,
            is_private=one["is_private"],
        )
        for stay in stays
        for one in stay.goals_brought or ()
    ]
