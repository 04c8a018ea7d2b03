"""What every record that is born here carries: its source, a HUD key, who entered it, and when."""

from typing import Any

from hearth.access.viewer import Viewer
from hearth.records import clock
from hearth.records.models import Source
from hearth.records.models.record import Record
from hearth.records.write import current


def own_source() -> Source:
    """Give the source that is this system itself."""
    source, _ = Source.objects.get_or_create(is_own=True, defaults={"name": "Hearth"})
    return source


def born(viewer: Viewer) -> dict[str, Any]:
    """Give the housekeeping values of a new record. Only inside a change."""
    now = clock.now()
    return {
        "source": own_source(),
        "hud_id": Record.new_hud_id(),
        "change": current(),
        "user": viewer.hud_user,
        "date_created": now,
        "date_updated": now,
    }


def person_name(client: Any) -> str:
    """Give a client's name for a message, or their identifier where no name is known."""
    name = " ".join(part for part in (client.first_name, client.last_name) if part)
    return name or str(client.unique_identifier)
