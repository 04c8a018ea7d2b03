"""Where the form is that mends a finding of data quality, and the way back to who else has it.

See hearth/library/mending.py. A number whose link led to a client is kept in the session for an hour, so that the pages
of clients lead back to it. Its address holds no client.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from hearth.access.viewer import Viewer
from hearth.hud.elements import elements
from hearth.library.mending import Mending

_KEY = "mending"
_KEPT_FOR = timedelta(hours=1)


def element_words(numbers: str) -> str:
    """Give an element by its name and number; several (`3.01 to 3.04`) by their numbers."""
    element = elements().get(numbers)
    return f"{element.name} ({numbers})" if element else numbers


def way_back(request: HttpRequest, viewer: Viewer) -> dict[str, str] | None:
    """Give the number from which this person came to a client (`url`, `table`), None where it was long ago or none."""
    if came_from := _number_before(request):
        request.session[_KEY] = came_from | {"at": viewer.instant().isoformat()}
    kept: dict[str, str] | None = request.session.get(_KEY)
    if kept is None or viewer.instant() - datetime.fromisoformat(kept["at"]) > _KEPT_FOR:
        return None
    return kept


def _number_before(request: HttpRequest) -> dict[str, str] | None:
    """Give the opened number whose link led here, None where another page did."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
        if before.netloc != request.get_host():
            return None
        found = resolve(before.path)
    except (ValueError, Resolver404):
        return None
    if found.view_name != "reports:cell":
        return None
    page = f"?{before.query}" if before.query else ""
    return {"url": f"{before.path}{page}", "table": found.kwargs["table"]}


def address_of(mending: Mending) -> str:
    """Give the address of the form, at the field that is to be mended."""
    place = reverse(*_route(mending))
    day = f"?on={mending.on.isoformat()}" if mending.on else ""
    field = f"#id_{mending.field}" if mending.field else ""
    return f"{place}{day}{field}"


def _route(mending: Mending) -> tuple[str, None, list[object]]:
    stay = mending.enrollment_id
    routes: dict[str, tuple[str, list[object]]] = {
        "profile": ("profile:edit", [mending.client_id]),
        "stay": ("enrollment:stay", [stay]),
        "reopen": ("enrollment:enrollment", [stay]),
        "leave": ("exit_household:exit", [stay]),
    }
    name, places = routes.get(mending.form, ("collection:collect", [stay, mending.form]))
    return name, None, places
