"""Settings that differ by place: the project's value, else the agency's, else the CoC's, else the default."""

from typing import Any

from hearth.records.models.coc import Setting
from hearth.records.models.project import Project

# Every key that exists, with the value that holds where nobody set another.
DEFAULTS: dict[str, Any] = {
    "search_notice": "",
    "bed_night_ends_at_hour": 6,
    # What a CoC asks beyond HUD, every version with who kept it and when (hearth/actions/keep_local_rules.py).
    "local_rules": [],
}


def setting(key: str, *, project: Project | None = None, coc_code: str | None = None) -> Any:
    """Give the nearest value of a setting. Raises KeyError for a key that does not exist."""
    default = DEFAULTS[key]
    values = list(Setting.objects.filter(key=key))
    if project is not None:
        for value in values:
            if value.project_id == project.id:
                return value.value
        for value in values:
            if value.organization_id == project.organization_id:
                return value.value
    for value in values:
        if coc_code is not None and value.coc_id == coc_code:
            return value.value
    return default
