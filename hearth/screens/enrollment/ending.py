"""What an enrollment's page says of its end: the exit by the system that is coming, and the way to reopen."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.access.auto_exit_policy import KINDS
from hearth.access.auto_exits import auto_exit_of
from hearth.access.exits_done import exits_together
from hearth.access.viewer import Viewer


def ending(viewer: Viewer, enrollment: Any, left_on: date | None) -> dict[str, Any]:
    """Give `quiet` (with `quiet_kind`) where an exit is coming; `reopens` and `is_automatic` for who has left."""
    if not viewer.may("exit_household", enrollment.project):
        return {}
    if left_on is None:
        quiet = auto_exit_of(viewer, enrollment)
        return {"quiet": quiet, "quiet_kind": _(KINDS[quiet.last.kind])} if quiet else {}
    exits = exits_together(viewer, enrollment)
    query = urlencode([("exit", str(one.pk)) for one in exits])
    return {
        "reopens": f"{reverse('auto_exit:reopen')}?{query}",
        "is_automatic": any(one.is_automatic for one in exits),
    }
