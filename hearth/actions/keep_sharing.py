"""What an agency shares with others, which agencies are confidential, which programs 42 CFR Part 2 applies to."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import Component, Level, Organization, Project, SharingGroup, SharingRule
from hearth.records.write import change

RIGHT = "manage_sharing"


def set_sharing(
    *,
    viewer: Viewer,
    organization: Organization | None,
    component: str,
    level: int | None,
    group: SharingGroup | None = None,
    receiver: Organization | None = None,
) -> None:
    """Say how far an agency shares a part of its records with a group or one agency. None as level: says nothing.

    Without an organization it is what holds for agencies that said nothing. It acts on what was recorded before too.

    Raises PermissionDenied without the right at that agency, NotDone for what cannot be said: sharing with oneself,
    or an exception about who the clients are.
    """
    _check_right(viewer, organization)
    if (group is None) == (receiver is None):
        raise ValueError("Sharing is with a group or with one agency.")
    if receiver is not None and (receiver == organization or component == Component.CLIENTS):
        text = _("An exception is for another agency, and never about who the clients are.")
        raise NotDone([Problem(text, "sharing/exception")])
    place: dict[str, Any] = {
        "organization": organization,
        "component": component,
        "group": group,
        "receiver": receiver,
    }
    with change(by=viewer.account, action="set_sharing", why=component):
        if level is None:
            SharingRule.objects.filter(**place).delete()
        else:
            SharingRule.objects.update_or_create(**place, defaults={"level": Level(level)})


def everyone() -> SharingGroup:
    """Give the group of all agencies."""
    group, _made = SharingGroup.objects.get_or_create(is_everyone=True, defaults={"name": "All agencies"})
    return group


def mark_agency_confidential(
    *, viewer: Viewer, organization_id: uuid.UUID, confidential: bool
) -> Organization:
    """Make what an agency records private by default, at once and for what it recorded before.

    Raises PermissionDenied, NotVisible, NotDone for a victim service provider: it holds no client rows here at all.
    """
    organization = viewer.organizations.filter(pk=organization_id).first()
    if organization is None:
        raise NotVisible("There is no such agency.")
    _check_right(viewer, organization)
    if confidential and organization.victim_service_provider == 1:
        text = _("A victim service provider holds no clients here; there is nothing to keep confidential.")
        raise NotDone([Problem(text, "privacy/vsp_holds_no_clients")])
    with change(by=viewer.account, action="mark_agency_confidential"):
        organization.is_confidential = confidential
        organization.date_updated = clock.now()
        organization.save(update_fields=["is_confidential", "date_updated"])
    return organization


def tag_part_2(*, viewer: Viewer, project_id: uuid.UUID, is_part_2: bool) -> Project:
    """Tag a program as one that 42 CFR Part 2 applies to. Raises PermissionDenied, NotVisible."""
    project = viewer.projects.filter(pk=project_id).first()
    if project is None:
        raise NotVisible("There is no such program.")
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    with change(by=viewer.account, action="tag_part_2"):
        project.is_part_2 = is_part_2
        project.date_updated = clock.now()
        project.save(update_fields=["is_part_2", "date_updated"])
    return project


def all_agencies(viewer: Viewer, organization: Organization) -> list[Organization]:
    """Give the other agencies, to choose from who receives. Raises PermissionDenied without the right."""
    _check_right(viewer, organization)
    rows = guard.everything(Organization, "with whom an agency may share").filter(date_deleted=None)
    return list(rows.exclude(pk=organization.pk).order_by("organization_name", "id"))


def _check_right(viewer: Viewer, organization: Organization | None) -> None:
    allowed = (
        viewer.may(RIGHT, organization=organization)
        if organization is not None
        else viewer.may(RIGHT, everywhere=True)
    )
    if not allowed:
        raise PermissionDenied
