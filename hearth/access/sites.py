"""The sites of an agency with their addresses. An address that must stay secret does not leave the agency.

Secret is the address of a site that says so, of a confidential agency, of a victim service provider, and of a site
where a program for survivors of domestic violence has units (2.02.7).
"""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, TextField, Value, When

from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Site, Unit

_SURVIVORS: Final = 1
_OF_THE_PLACE: Final = ("address", "city", "state", "zip_code", "geocode")


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site as a list shows it; of a hidden place neither address nor geocode is here."""

    id: uuid.UUID
    name: str
    is_confidential: bool
    hides_place: bool
    address: str
    geocode: str


def sites_of(viewer: Viewer, organization_id: uuid.UUID) -> list[SiteLine]:
    """Give the sites of an agency that the viewer sees, by name. One query; a hidden place is not even read."""
    rows: Any = viewer.rows(Site).filter(organization=organization_id).annotate(hides=_hides(viewer))
    told = {f"told_{name}": _unless_hidden(name) for name in _OF_THE_PLACE}
    found = (
        rows.annotate(**told).order_by("name", "pk").values("pk", "name", "is_confidential", "hides", *told)
    )
    return [_line(row) for row in found]


def site_to_keep(viewer: Viewer, site_id: uuid.UUID) -> Site:
    """Give a site with its agency, address and all. Raises NotVisible, also where its place must stay secret."""
    rows: Any = viewer.rows(Site).filter(pk=site_id).annotate(hides=_hides(viewer))
    found: Site | None = rows.exclude(hides=1).select_related("organization").first()
    if found is None:
        raise NotVisible("There is no such site.")
    return found


def survivors_live_at(site: Any) -> Exists:
    """Give the condition that a program for survivors has units at a site, whosever the row is that asks."""
    units = guard.everything(Unit, "whether survivors live at a site").filter(
        building__site=site, project__target_population=_SURVIVORS, date_deleted=None
    )
    return Exists(units)


def _line(row: dict[str, Any]) -> SiteLine:
    street, city, state, zip_code, geocode = (row[f"told_{name}"] for name in _OF_THE_PLACE)
    end = " ".join(part for part in (state, zip_code) if part)
    return SiteLine(
        id=row["pk"],
        name=row["name"],
        is_confidential=row["is_confidential"],
        hides_place=bool(row["hides"]),
        address=", ".join(part for part in (street, city, end) if part),
        geocode=geocode,
    )


def _hides(viewer: Viewer) -> Case:
    secret = Q(is_confidential=True) | Q(organization__is_confidential=True)
    secret |= Q(organization__victim_service_provider=1) | Q(survivors_live_at(OuterRef("pk")))
    outside = ~Q(organization=viewer.organization_id)
    return Case(When(secret & outside, then=Value(1)), default=Value(0), output_field=IntegerField())


def _unless_hidden(name: str) -> Case:
    return Case(When(hides=1, then=Value("")), default=F(name), output_field=TextField())
