"""The contacts (4.12) of a worker's day, and whom outreach asks about in a program."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.hud.standard import standard
from hearth.records.models import Project

if TYPE_CHECKING:
    from django.db.models import QuerySet

_COORDINATED_ENTRY = 14
_ADULT = 18


def own_contacts(viewer: Viewer, on: date) -> "QuerySet[Any]":
    """Give what the viewer recorded themselves of one day, the latest first."""
    rows = viewer.current_living_situations.filter(information_date=on, change__account=viewer.account.pk)
    return rows.select_related("client", "enrollment__project", "change").order_by("-date_created", "pk")


def programs_with_contacts(viewer: Viewer) -> list[Project]:
    """Give the open programs of the viewer's agency that meet people: outreach first."""
    types = {*standard().project_types("uses_date_of_engagement"), _COORDINATED_ENTRY}
    rows = viewer.projects.filter(organization=viewer.organization.pk, project_type__in=types)
    open_ = Q(operating_end_date=None) | Q(operating_end_date__gte=viewer.today)
    found = list(rows.filter(open_).order_by("project_name", "pk"))
    return sorted(found, key=lambda one: one.project_type != 4)


def asked_about(viewer: Viewer, project: Project) -> "QuerySet[Any]":
    """Give the open enrollments of a program that 4.12 is about: heads and adults, and whose age nobody knows."""
    today = viewer.today
    born_by = date(today.year - _ADULT, today.month, 28 if (today.month, today.day) == (2, 29) else today.day)
    about = Q(relationship_to_hoh=1) | Q(client__dob__lte=born_by) | Q(client__dob=None)
    rows = open_enrollments(viewer).filter(about, project=project, entry_date__lte=today)
    return rows.select_related("client", "project__organization").order_by(
        "client__last_name", "client__first_name", "pk"
    )
