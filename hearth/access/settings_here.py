"""The settings of a place as they hold there, where each comes from, and who changed it last."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from hearth.access.people import agencies, coc_choices
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Change, Organization, ProjectCoC, Setting
from hearth.records.setting import DEFAULTS
from hearth.records.setting_kinds import Level, Told
from hearth.records.setting_told import ELSEWHERE, GROUPS, TOLD

# Handed on to the page, which knows no records.
__all__ = ["ELSEWHERE", "GROUPS", "Held", "Place", "Told", "default_of", "places", "settings_here"]

KEPT, DROPPED = "keep_setting", "drop_setting"
RIGHT = "manage_settings"


@dataclass(frozen=True, slots=True)
class Place:
    """Where settings are made. `key` stands in addresses: nothing, a CoC's code, or an agency's id."""

    key: str
    name: str
    level: Level
    coc_code: str | None = None
    organization: Organization | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A setting at a place. `changed` is the last change of the value that holds, where one is known."""

    told: Told
    value: Any
    source: Literal["default", "everywhere", "coc", "agency"]
    # Set at this very place, so it can be taken away here.
    is_own: bool
    changed: Change | None


def places(viewer: Viewer) -> list[Place]:
    """Give the places whose settings the viewer may keep: the whole community first, then CoCs, then agencies."""
    found = []
    if viewer.may(RIGHT, everywhere=True):
        found.append(Place("everywhere", "", "everywhere"))
    for code, name in coc_choices(viewer):
        if viewer.may(RIGHT, coc=code):
            found.append(Place(code, name, "coc", coc_code=code))
    if viewer.may(RIGHT):
        found += [
            Place(str(one.pk), one.organization_name or "", "agency", organization=one)
            for one in agencies(viewer)
        ]
    return found


def settings_here(place: Place) -> dict[str, Held]:
    """Give every setting that can be made at the place, as it holds there."""
    keys = [told.key for told in TOLD.values() if place.level in told.at]
    coc_code = place.coc_code or (_only_coc(place.organization) if place.organization else None)
    organization_id = place.organization.pk if place.organization else None
    found: dict[str, tuple[int, Any]] = {}
    for row in Setting.objects.filter(key__in=keys, project=None):
        near = _near(row, organization_id, coc_code if "coc" in TOLD[row.key].at else None)
        if near > found.get(row.key, (0, None))[0]:
            found[row.key] = (near, row.value)
    changes = _changes(keys, place, coc_code)
    return {key: _held(key, place, found.get(key), changes, coc_code) for key in keys}


def default_of(key: str) -> Any:
    """Give what holds where nobody set anything. Raises KeyError for a key that does not exist."""
    return DEFAULTS[key]


def where(key: str, coc_code: str | None = None, organization: Organization | None = None) -> str:
    """Give how a change says which setting of which place it is about."""
    place = str(organization.pk) if organization else coc_code
    return f"{key} {place}" if place else key


_SOURCES: tuple[Literal["default", "everywhere", "coc", "agency"], ...] = (
    "default",
    "everywhere",
    "coc",
    "agency",
)


def _near(row: Setting, organization_id: uuid.UUID | None, coc_code: str | None) -> int:
    if row.organization_id is not None:
        return 3 if row.organization_id == organization_id else 0
    if row.coc_id is not None:
        return 2 if row.coc_id == coc_code else 0
    return 1


def _held(
    key: str,
    place: Place,
    nearest: tuple[int, Any] | None,
    changes: dict[str, Change],
    coc_code: str | None,
) -> Held:
    near, value = nearest or (0, DEFAULTS[key])
    source = _SOURCES[near]
    whys = {
        "everywhere": where(key),
        "coc": where(key, coc_code),
        "agency": where(key, None, place.organization),
        # Nothing is set: the last act was that somebody took a value away here.
        "default": where(key, place.coc_code, place.organization),
    }
    return Held(TOLD[key], value, source, source == place.level, changes.get(whys[source]))


def _changes(keys: list[str], place: Place, coc_code: str | None) -> dict[str, Change]:
    """Give the last change of each setting at this place and at the wider ones, by its `why`: one query."""
    whys = {where(key, *at) for key in keys for at in ((), (coc_code,), (None, place.organization))}
    rows = Change.objects.filter(action__in=(KEPT, DROPPED), why__in=whys).select_related("account")
    return {row.why: row for row in rows.order_by("why", "-made_at").distinct("why")}


def _only_coc(organization: Organization) -> str | None:
    """Give the CoC of an agency that works in one only; of several, none says what holds for the agency as a whole."""
    rows = guard.everything(ProjectCoC, "in which CoC an agency works").filter(
        project__organization=organization, date_deleted=None, project__date_deleted=None
    )
    codes = set(rows.values_list("coc_code", flat=True))
    return codes.pop() if len(codes) == 1 else None
