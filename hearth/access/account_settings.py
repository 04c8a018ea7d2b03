"""The thresholds of logging in, as they hold for one account: at its main agency, and the CoC of its role there."""

from typing import Any

from hearth.records.models import Account, AgencyRole
from hearth.records.setting import settings_at


def settings_of(account: Account, *keys: str) -> dict[str, Any]:
    """Give the settings as they hold for an account; for one without an agency, as they hold everywhere."""
    role = (
        AgencyRole.objects.filter(account=account)
        .order_by("-is_primary", "id")
        .values("organization_id", "coc_id")
        .first()
    ) or {"organization_id": None, "coc_id": None}
    return settings_at(keys, organization_id=role["organization_id"], coc_code=role["coc_id"])


def setting_of(account: Account, key: str) -> Any:
    """Give one setting as it holds for an account."""
    return settings_of(account, key)[key]
