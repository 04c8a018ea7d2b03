"""What every record that is born here carries: its source, a HUD key, who entered it, and when."""

from typing import Any

from hearth.access.viewer import Viewer
from hearth.records import clock, guard
from hearth.records.models import HUDUser, Source
from hearth.records.models.record import Record
from hearth.records.write import current

# The UserID of what the system records by itself: exports name somebody for every row.
_SYSTEM = "hearth-automatic"


def own_source() -> Source:
    """Give the source that is this system itself."""
    source, _ = Source.objects.get_or_create(is_own=True, defaults={"name": "Hearth"})
    return source


def born(viewer: Viewer) -> dict[str, Any]:
    """Give the housekeeping values of a new record. Only inside a change."""
    return born_of(viewer.hud_user)


def born_by_the_system() -> dict[str, Any]:
    """Give the housekeeping values of a record that no person entered. Only inside a change."""
    now = clock.now()
    user, _ = guard.everything(HUDUser, "who stands for the system itself").get_or_create(
        source=own_source(),
        hud_id=_SYSTEM,
        defaults={
            "change": current(),
            "user_first_name": "Hearth",
            "user_last_name": "(automatic)",
            "date_created": now,
            "date_updated": now,
        },
    )
    return born_of(user)


def born_of(user: HUDUser) -> dict[str, Any]:
    """Give the housekeeping values of a record that a HUD user (5.07) enters. Only inside a change."""
    now = clock.now()
    return {
        "source": own_source(),
        "hud_id": Record.new_hud_id(),
        "change": current(),
        "user": user,
        "date_created": now,
        "date_updated": now,
    }


def person_name(client: Any) -> str:
    """Give a client's name for a message, or their identifier where no name is known."""
    name = " ".join(part for part in (client.first_name, client.last_name) if part)
    return name or str(client.unique_identifier)
