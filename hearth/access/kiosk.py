"""What a kiosk is told: the names of its agency's shelters, and how many are checked in. Nothing of anybody.

The role of a kiosk sees no row through the viewer, so what its page needs is asked here, past the viewer.
"""

import uuid
from datetime import date

from hearth.access.nights import Shelter, enrolled_on, shelter_from, with_coc
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Project, ProjectCoC, Service
from hearth.rules.service.within_stay import BED_NIGHT

RIGHT = "check_in_at_kiosk"


def is_kiosk(viewer: Viewer) -> bool:
    """Say whether the viewer is a kiosk: an account that may check people in and nothing else."""
    return viewer.role.rights == {RIGHT}


def kiosk_shelters(viewer: Viewer) -> list[Shelter]:
    """Give the open night-by-night shelters of the kiosk's own agency, by name."""
    cocs = guard.everything(ProjectCoC, "where the shelters of a kiosk are").filter(date_deleted=None)
    rows = guard.everything(Project, "the shelters of a kiosk's agency").filter(
        organization=viewer.organization, date_deleted=None
    )
    found = with_coc(rows, cocs).order_by("project_name", "pk")
    return [
        shelter_from(viewer, row)
        for row in found
        if row.operating_end_date is None or row.operating_end_date >= viewer.today
    ]


def kiosk_shelter(viewer: Viewer, project_id: uuid.UUID) -> Shelter:
    """Give one of them. Raises NotVisible for any other."""
    for place in kiosk_shelters(viewer):
        if place.project.pk == project_id:
            return place
    raise NotVisible("There is no such shelter.")


def checked_in_count(place: Shelter, on: date) -> int:
    """Count the bed nights of a night at the shelter."""
    rows = guard.everything(Service, "the one number that a kiosk shows").filter(
        enrollment__project=place.project, record_type=BED_NIGHT, date_provided=on, date_deleted=None
    )
    return rows.count()


def guest_by_identifier(place: Shelter, on: date, identifier: str) -> Enrollment | None:
    """Give the enrollment at the shelter of who bears the identifier, to be checked in; nothing of it is shown."""
    rows = guard.everything(Client, "whose card was scanned at a kiosk").filter(
        unique_identifier=identifier.upper(), date_deleted=None
    )
    stays = guard.everything(Enrollment, "where to check in who scanned a card").filter(
        client__in=rows.values("pk"), date_deleted=None
    )
    found = enrolled_on(stays, place.project, on).select_related("client")
    return found.order_by("-entry_date", "pk").first()
