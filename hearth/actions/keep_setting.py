"""Keep or drop a setting: for the whole instance, for a CoC, or for an agency.

hearth/records/setting.py says which exist, hearth/records/setting_told.py what each may be and where.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.caller import is_within
from hearth.access.settings_here import KEPT, where
from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.setting_faults import TOGETHER, contradiction, fault
from hearth.records.models import Organization
from hearth.records.models.coc import Setting
from hearth.records.setting import DEFAULTS, settings_at
from hearth.records.setting_kinds import Level
from hearth.records.setting_told import TOLD
from hearth.records.write import change

NETWORKS = "allowed_networks"
RIGHT = "manage_settings"


def keep_setting(
    *,
    by: Viewer,
    key: str,
    value: Any,
    coc_code: str | None = None,
    organization: Organization | None = None,
    address: str | None = None,
) -> None:
    """Store a setting's value for one place, in the place of the one before. `address` is where the caller is.

    Raises PermissionDenied for who may not, there; KeyError for a setting that does not exist or has a way of its
    own (ELSEWHERE); TypeError for a value of another kind than its default; NotDone, with one line, for a value that
    is out of range, does not fit the others, does not hold at such a place, or would lock its giver out.
    """
    _check_right(by, coc_code, organization)
    told = TOLD[key]
    if type(value) is not type(DEFAULTS[key]):
        raise TypeError(f"{key} is a {type(DEFAULTS[key]).__name__}.")
    level: Level = "agency" if organization else "coc" if coc_code else "everywhere"
    if level not in told.at:
        raise _refused(_("This setting is not made there: nothing would follow it."), "setting/place")
    if line := fault(told, value):
        raise _refused(line, "setting/value")
    with change(by=by.account, action=KEPT, why=where(key, coc_code, organization)):
        Setting.objects.update_or_create(
            key=key,
            coc_id=coc_code,
            organization=organization,
            project=None,
            defaults={"value": value},
        )
        _still_fits(by, key, coc_code, organization, address)


def drop_setting(
    *,
    by: Viewer,
    key: str,
    coc_code: str | None = None,
    organization: Organization | None = None,
    address: str | None = None,
) -> bool:
    """Take a setting's value of one place away, so that the next wider one holds. Give whether there was one.

    Raises PermissionDenied, KeyError and NotDone as keep_setting does.
    """
    _check_right(by, coc_code, organization)
    TOLD[key]
    found = Setting.objects.filter(key=key, coc=coc_code, organization=organization, project=None)
    if not found.exists():
        return False
    with change(by=by.account, action="drop_setting", why=where(key, coc_code, organization)):
        found.delete()
        _still_fits(by, key, coc_code, organization, address)
    return True


def _check_right(by: Viewer, coc_code: str | None, organization: Organization | None) -> None:
    everywhere = coc_code is None and organization is None
    if not by.may(RIGHT, coc=coc_code, organization=organization, everywhere=everywhere):
        raise PermissionDenied


def _still_fits(
    by: Viewer, key: str, coc_code: str | None, organization: Organization | None, address: str | None
) -> None:
    """Raise NotDone for what must not hold from now on. Called inside the change, which is then undone."""
    if key in TOGETHER:
        place = organization.pk if organization else None
        if line := contradiction(settings_at(TOGETHER, organization_id=place, coc_code=coc_code)):
            raise _refused(line, "setting/together")
    if key == NETWORKS:
        role = by.agency_role
        held = settings_at([NETWORKS], organization_id=role.organization_id, coc_code=role.coc_id)[NETWORKS]
        if not is_within(address, held):
            line = _(
                "Your own address (%(address)s) is in none of these networks: you would lock yourself out."
            )
            raise _refused(line % {"address": address or _("unknown")}, "setting/own_address")


def _refused(line: str, rule: str) -> NotDone:
    return NotDone([Problem(line, rule)])
