"""Where the form is that mends a finding of data quality. See hearth/library/mending.py."""

from django.urls import reverse

from hearth.library.mending import Mending


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
