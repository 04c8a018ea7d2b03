"""Deleted rows that a viewer would see if they were not deleted: history tells of them, nothing else does.

The rule is narrower than that for living rows: a deleted row is told to the agency that recorded it, and of what no
release and no role hides to who sees the whole community; a release of information never opens what was taken back.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q

from hearth.access import sensitive
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, ClientAlias, Disability, LocalAnswer, Organization, Piece

if TYPE_CHECKING:
    from django.db.models import QuerySet

_Record = TypeVar("_Record", bound=Model)


def though_deleted(viewer: Viewer, model: type[_Record]) -> "QuerySet[_Record]":
    """Give the deleted rows of a model that the viewer's agency recorded, or that a role over it reaches."""
    rows = guard.everything(model, "history of what was taken back").filter(date_deleted__isnull=False)
    if viewer.role.sees == "nothing" or model is Client:
        return rows.none()
    if model is Organization:
        return rows.filter(pk=viewer.organization.id)
    if issubclass(model, Piece):
        # Free text and files: nothing in them says whether it is sensitive, so they are told to nobody else.
        return rows.filter(organization=viewer.organization.id)
    if model is ClientAlias:
        # What is not shown while it stands is not shown when it was taken out.
        rows = rows.filter(client__is_consent_refused=False)
        if not viewer.may("see_legal_names"):
            rows = rows.exclude(kind=ClientAlias.Kind.LEGAL)
    path = _path_to_project(model)
    own = Q(**{f"{path}organization": viewer.organization.id})
    if not viewer.sees_community:
        return rows.filter(own)
    reached = Q(**{f"{path}organization__in": viewer.organizations.values("pk")})
    if path:
        reached &= Q(**{f"{path}is_part_2": False})
    return rows.filter(own | (reached & _harmless(model)))


def _path_to_project(model: type[Any]) -> str:
    names = {field.name for field in model._meta.get_fields()}
    if "organization" in names:
        return ""
    return "enrollment__project__" if "enrollment" in names else "project__"


def _harmless(model: type[Any]) -> Q:
    """Give the condition that a row tells nothing that is kept from other agencies."""
    if model is Disability:
        return ~Q(disability_type__in=sensitive.disability_types())
    if model is LocalAnswer:
        return ~Q(element__in=LocalAnswer.KEPT_TO_THE_AGENCY)
    names = {field.name for field in model._meta.get_fields()}
    return ~Q(is_private=True) if "is_private" in names else Q()
