"""The openings that a viewer sees, and how each stands: open, filled, withdrawn or over. No client stands in one."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hearth.access.sites import survivors_live_at
from hearth.access.stays import open_enrollments
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Enrollment, Opening, PlaceTaken, Project, ProjectCoC, Unit, WithdrawnFor

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["State", "WithdrawnFor"]

_HEAD: Final = 1
# 2.02.7: survivors of domestic violence.
_SURVIVORS: Final = 1
_MOST_HOUSEHOLDS: Final = 50


class State(TextChoices):
    """How an opening stands."""

    OPEN = "open", _("Open")
    FILLED = "filled", _("Filled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVER = "over", _("Over")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which openings are looked for. What is None is not asked."""

    # Households of this kind (2.07.4) may come.
    household_type: int | None = None
    # Households of so many people may come.
    people: int | None = None
    # There by that day.
    by: date | None = None
    project_type: int | None = None
    # Those too that are filled, withdrawn or over.
    closed_too: bool = False


def openings(viewer: Viewer, wanted: Wanted | None = None, project: Project | None = None) -> "QuerySet[Any]":
    """Give openings with `taken`, `left` and `state`, the open ones first, the soonest first.

    Each has `hides_place` and, where it does not hide, `city`: never more of the place.
    """
    rows: Any = viewer.rows(Opening).select_related("project__organization", "unit", "change__account")
    rows = rows.annotate(taken=_taken()).annotate(state=_state(viewer), hides_place=_hides_place(viewer))
    rows = rows.annotate(city=_city(), left=F("places") - F("taken"))
    if project is not None:
        rows = rows.filter(project=project)
    if wanted is not None:
        rows = rows.filter(_fits(wanted))
    is_open = Case(When(state=State.OPEN, then=0), default=1, output_field=IntegerField())
    return rows.order_by(is_open, "starts_on", "pk")  # type: ignore[no-any-return]


def opening(viewer: Viewer, opening_id: uuid.UUID) -> Any:
    """Give one opening as the list shows it. Raises NotVisible."""
    found = openings(viewer).filter(pk=opening_id).first()
    if found is None:
        raise NotVisible("There is no such opening.")
    return found


def households_in(viewer: Viewer, opening_id: uuid.UUID) -> list[PlaceTaken]:
    """Give the households that took a place and that the viewer sees."""
    rows = viewer.rows(PlaceTaken).filter(opening=opening_id).select_related("client", "enrollment")
    return list(rows.order_by("enrollment__entry_date", "pk"))


def households_to_place(viewer: Viewer, project: Project) -> list[Enrollment]:
    """Give the heads of the households in a program that took no place yet, the latest first."""
    placed = guard.everything(PlaceTaken, "which households took a place").filter(
        enrollment=OuterRef("pk"), date_deleted=None
    )
    rows = open_enrollments(viewer).filter(~Exists(placed), project=project, relationship_to_hoh=_HEAD)
    return list(rows.select_related("client").order_by("-entry_date", "pk")[:_MOST_HOUSEHOLDS])


def units_of(viewer: Viewer, project: Project) -> list[Unit]:
    """Give the units of a program by name; none where its place must stay secret."""
    secret = _is_secret(viewer) | _site_is_secret(viewer, "building__site")
    rows = viewer.rows(Unit).filter(project=project).exclude(secret)
    rows = rows.select_related("building")
    return list(rows.order_by("building__name", "name", "pk"))


def _taken() -> Coalesce:
    """Count the places that are taken, whosever they are; an enrollment that was taken back takes none."""
    rows = guard.everything(PlaceTaken, "how many places of an opening are taken").filter(
        opening=OuterRef("pk"), date_deleted=None, enrollment__date_deleted=None
    )
    counted = rows.order_by().values("opening").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _state(viewer: Viewer) -> Case:
    return Case(
        When(~Q(withdrawn_for=""), then=Value(State.WITHDRAWN)),
        When(taken__gte=F("places"), then=Value(State.FILLED)),
        When(ends_on__lt=viewer.today, then=Value(State.OVER)),
        default=Value(State.OPEN),
        output_field=CharField(),
    )


def _hides_place(viewer: Viewer) -> Case:
    secret = _is_secret(viewer) | _site_is_secret(viewer, "unit__building__site")
    return Case(When(secret, then=Value(1)), default=Value(0), output_field=IntegerField())


def _is_secret(viewer: Viewer) -> Q:
    """Give the condition that a program's place must stay secret: to everybody but the agency itself."""
    secret = Q(project__organization__is_confidential=True) | Q(project__target_population=_SURVIVORS)
    secret |= Q(project__organization__victim_service_provider=1)
    return secret & ~Q(project__organization=viewer.organization_id)


def _site_is_secret(viewer: Viewer, site: str) -> Q:
    """Give the condition that a unit's site must stay secret: by its own word, or because survivors live there too."""
    secret = Q(**{f"{site}__is_confidential": True}) | Q(survivors_live_at(OuterRef(site)))
    return secret & ~Q(project__organization=viewer.organization_id)


def _city() -> Case:
    rows = guard.everything(ProjectCoC, "who sees a program sees the city that it is in").filter(
        project=OuterRef("project"), date_deleted=None
    )
    city = Subquery(rows.order_by("coc_code", "pk").values("city")[:1])
    return Case(When(hides_place=1, then=None), default=city, output_field=CharField())


def _fits(wanted: Wanted) -> Q:
    fits = Q() if wanted.closed_too else Q(state=State.OPEN)
    if wanted.household_type is not None:
        fits &= Q(household_type=None) | Q(household_type=wanted.household_type)
    if wanted.people is not None:
        fits &= Q(most_people=None) | Q(most_people__gte=wanted.people)
    if wanted.by is not None:
        fits &= Q(starts_on__lte=wanted.by)
    if wanted.project_type is not None:
        fits &= Q(project__project_type=wanted.project_type)
    return fits
