"""What every act on an opening asks first: the right at the program, the opening locked, and whether it can be so."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Opening, PlaceTaken, Project, Unit

RIGHT: Final = "post_availability"
MOST_PLACES: Final = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """What an opening offers: see hearth/records/models/opening.py."""

    places: int
    starts_on: date
    ends_on: date | None = None
    unit_id: uuid.UUID | None = None
    household_type: int | None = None
    most_people: int | None = None
    eligibility: str = ""
    note: str = ""


def opening_to_keep(viewer: Viewer, opening_id: uuid.UUID) -> Opening:
    """Give an opening that is the viewer's to keep, locked until the change ends. Only inside a change.

    Raises PermissionDenied, NotVisible.
    """
    rows = viewer.rows(Opening).filter(pk=opening_id).select_related("project__organization")
    found = rows.select_for_update(no_key=True, of=("self",)).first()
    if found is None:
        raise NotVisible("There is no such opening.")
    if not viewer.may(RIGHT, found.project):
        raise PermissionDenied
    return found


def stop_if_withdrawn(opening: Opening) -> None:
    """Raise NotDone for an opening that is offered no more."""
    if opening.withdrawn_for:
        text = _("This opening was withdrawn. Offer it again first. Nothing was changed.")
        raise NotDone([Problem(text, "opening/offered")])


def stop_if_impossible(
    viewer: Viewer, project: Project, offered: Offered, besides: uuid.UUID | None = None
) -> None:
    """Raise NotDone for what cannot be offered; `besides` is the opening that is changed. Only inside a change."""
    problems = [Problem(text, f"opening/{about}") for about, text in _problems(viewer, project, offered)]
    if not problems and offered.unit_id is not None:
        problems = _unit_problems(viewer, project, offered.unit_id, offered, besides)
    if problems:
        raise NotDone(problems)


def _problems(viewer: Viewer, project: Project, offered: Offered) -> list[tuple[str, str]]:
    found = []
    if not 1 <= offered.places <= MOST_PLACES:
        found.append(("places", _("An opening has 1 to %(most)s places.") % {"most": MOST_PLACES}))
    if offered.ends_on is not None and offered.ends_on < offered.starts_on:
        found.append(("ends_on", _("The last day is before the first.")))
    closes = project.operating_end_date
    if closes is not None and closes < max(offered.starts_on, viewer.today):
        found.append(("starts_on", _("The program is closed then.")))
    if offered.unit_id is not None and offered.places != 1:
        found.append(("places", _("A unit is one place: post each unit by itself.")))
    return found


def _unit_problems(
    viewer: Viewer, project: Project, unit_id: uuid.UUID, offered: Offered, besides: uuid.UUID | None
) -> list[Problem]:
    units = viewer.rows(Unit).filter(pk=unit_id, project=project)
    unit = units.select_for_update(no_key=True, of=("self",)).first()
    if unit is None:
        return [Problem(_("This program has no such unit."), "opening/unit")]
    rows = guard.everything(Opening, "whether a unit is offered already").filter(
        Q(ends_on=None) | Q(ends_on__gte=offered.starts_on), unit=unit, date_deleted=None, withdrawn_for=""
    )
    if offered.ends_on is not None:
        rows = rows.filter(starts_on__lte=offered.ends_on)
    # What was filled is somebody's home, and offered no more.
    taken = guard.everything(PlaceTaken, "whether the unit of an opening was given").filter(
        opening=OuterRef("pk"), date_deleted=None, enrollment__date_deleted=None
    )
    if besides is not None:
        rows = rows.exclude(pk=besides)
    if rows.filter(~Exists(taken)).exists():
        text = _("Unit %(unit)s is offered already. Change that opening instead.") % {"unit": unit.name}
        return [Problem(text, "opening/unit")]
    return []
