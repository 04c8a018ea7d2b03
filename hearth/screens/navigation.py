"""What the frame of every page needs: where this person may go, and the agencies they work for."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.agencies import agencies_of
from hearth.access.viewer import Viewer
from hearth.actions.inbox import unread
from hearth.screens.client_frame import TABS
from hearth.screens.enrollment_frame import TABS as ENROLLMENT_TABS
from hearth.screens.mend import way_back


class Place(NamedTuple):
    """One line of the navigation."""

    label: str
    url: str
    icon: str
    current: bool


_ABOUT_CLIENTS = {
    "find_client",
    "add_client",
    "intake",
    "collection",
    "services",
    "auto_exit",
    *(tab.folder for tab in TABS),
    *(tab.folder for tab in ENROLLMENT_TABS),
}
# Label, address, icon, the right that opens it (nothing: everybody), and the folders of screens that belong to it.
_PLACES: tuple[tuple[str, str, str, str, set[str]], ...] = (
    (gettext_noop("Home"), "home:home", "house", "", {"home", "to_do", "calendar"}),
    (gettext_noop("Clients"), "find_client:find", "people", "find_client", _ABOUT_CLIENTS),
    (gettext_noop("Outreach"), "outreach:day", "geo-alt", "record_assessment", {"outreach"}),
    (gettext_noop("Duplicates"), "duplicates:list", "copy", "merge_clients", {"duplicates"}),
    (gettext_noop("Shelter"), "shelter:programs", "moon", "take_attendance", {"shelter"}),
    (
        gettext_noop("Programs"),
        "programs:programs",
        "building",
        "see_programs",
        {"programs", "program_setup"},
    ),
    # Who matches clients sees those of every program; who posts them sees their agency's.
    (gettext_noop("Openings"), "openings:list", "door-open", "match_referrals", {"openings"}),
    (gettext_noop("Openings"), "openings:list", "door-open", "post_availability", {"openings"}),
    (gettext_noop("Forms"), "form_explorer:explorer", "clipboard-check", "see_programs", {"form_explorer"}),
    (gettext_noop("Reports"), "reports:list", "bar-chart", "run_reports", {"reports"}),
    (gettext_noop("Data"), "exchange:imports", "database", "import_data", {"exchange", "export"}),
    # Who exports and does not import begins there; of one label the first that may be opened is shown.
    (gettext_noop("Data"), "export:list", "database", "export_data", {"exchange", "export"}),
    (gettext_noop("Log"), "log:alerts", "clock-history", "see_log", {"log"}),
    # Any of these rights opens the list.
    (gettext_noop("People"), "accounts:list", "person-circle", "unlock_account", {"accounts"}),
    (gettext_noop("People"), "accounts:list", "person-circle", "manage_accounts", {"accounts"}),
    (gettext_noop("Sharing"), "privacy:sharing", "people", "manage_sharing", set()),
    (gettext_noop("Roles"), "roles:roles", "shield-check", "see_roles", {"roles"}),
    (gettext_noop("Settings"), "settings:list", "gear", "manage_settings", {"settings"}),
)
# Where a session keeps the numbers of what waits until Home counts again. Home asks for both parts at once: each has a
# key of its own, so that the answer which comes later does not forget the other (hearth/site/sessions.py).
TO_DO_COUNTS = {"others": "to_do_others", "auto_exits": "to_do_auto_exits"}
_PAGES_WITH_A_SEARCH_BOX = ("home:home", "find_client:find", "shelter:night", "shelter:find")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the shell its variables (see hearth/ui): navigation, search_url, way_back and others."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        return {}
    here = request.resolver_match.namespace if request.resolver_match else ""
    return {
        "navigation": places(viewer, here),
        "way_back": way_back(request, viewer) if here in _ABOUT_CLIENTS else None,
        "search_url": _search_url(viewer, request),
        # As Home counted last; counting on every page would make each of them wait.
        "to_do": {"url": reverse("to_do:list"), "count": _to_do_count(viewer, request)},
        "inbox": {"url": reverse("notices:inbox"), "unread": unread(viewer)},
        # What every printed page says of itself: who took it out of here, and when (SEC-11).
        "print_mark": {
            "name": f"{viewer.account.name} ({viewer.account.username})",
            "agency": viewer.organization.organization_name,
            "at": viewer.instant(),
            "zone": viewer.zone,
            "may_print": viewer.may("print_records"),
        },
        "agency_switch": {
            "current": {"id": viewer.agency_role.id, "name": viewer.organization.organization_name},
            "choices": agencies_of(viewer),
            "url": reverse("account:switch_agency"),
        },
    }


def _to_do_count(viewer: Viewer, request: HttpRequest) -> int:
    """Give how many things wait, as Home counted last in this session; nothing for who has no clients."""
    if not viewer.may("find_client"):
        return 0
    return sum(request.session.get(key, 0) for key in TO_DO_COUNTS.values())


def _search_url(viewer: Viewer, request: HttpRequest) -> str:
    """Give where the box in the top bar searches; nothing on the pages that have a box of their own."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    if here in _PAGES_WITH_A_SEARCH_BOX or not viewer.may("find_client"):
        return ""
    return reverse("find_client:find")


def places(viewer: Viewer, here: str) -> list[Place]:
    """Give the places that the viewer may open, in the order of the work; `here` is the folder of the page shown."""
    found: dict[str, Place] = {}
    for label, name, icon, right, folders in _PLACES:
        if not right or viewer.may(right):
            found.setdefault(label, Place(_(label), reverse(name), icon, here in folders))
    return list(found.values())
