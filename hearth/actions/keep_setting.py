"""Keep a setting: for the whole instance, for a CoC, or for an agency (hearth/records/setting.py says which exist)."""

from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import Viewer
from hearth.records.models import Organization
from hearth.records.models.coc import Setting
from hearth.records.setting import DEFAULTS
from hearth.records.write import change


def keep_setting(
    *,
    by: Viewer,
    key: str,
    value: Any,
    coc_code: str | None = None,
    organization: Organization | None = None,
) -> None:
    """Store a setting's value for one place, in the place of the one before.

    Raises PermissionDenied for who may not, there; KeyError for a setting that does not exist; TypeError for a value of
    another kind than its default.
    """
    if not by.may(
        "manage_settings",
        coc=coc_code,
        organization=organization,
        everywhere=coc_code is None and organization is None,
    ):
        raise PermissionDenied
    if type(value) is not type(DEFAULTS[key]):
        raise TypeError(f"{key} is a {type(DEFAULTS[key]).__name__}.")
    with change(by=by.account, action="keep_setting", why=key):
        Setting.objects.update_or_create(
            key=key,
            coc_id=coc_code,
            organization=organization,
            project=None,
            defaults={"value": value},
        )
