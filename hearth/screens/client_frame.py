"""Every page of a client: the information bar, which does not move between the pages, and the tabs.

A new tab is one line of TABS (those `under` another stand on a second line, while one of them is open, so that the
first line stays one line); what the bar says too is one line of PARTS in client_bar.py. A page of a client is
rendered by `client_page` and includes client_bar.html and, where it is a tab, client_tabs.html.
"""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.household import living_with
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name
from hearth.hud.words import words_for
from hearth.rules.client.age import age_on
from hearth.screens.client_bar import said_of


class Tab(NamedTuple):
    """One of a client's pages: its key, what it is called, its address, the right that opens it, its folder.

    `under` is the key of the tab that it stands under.
    """

    key: str
    label: str
    url: str
    right: str
    folder: str
    under: str = ""


# In the order of use. The address takes the client's id.
TABS: tuple[Tab, ...] = (
    Tab("record", gettext_noop("Record"), "client:client", "find_client", "client"),
    Tab("family", gettext_noop("Family"), "family:family", "find_client", "family"),
    Tab("profile", gettext_noop("Profile"), "profile:edit", "edit_client", "profile"),
    Tab("services", gettext_noop("Services"), "client:services", "find_client", "client"),
    Tab("files", gettext_noop("Files"), "files:client", "see_files", "files"),
    Tab("notes", gettext_noop("Notes"), "notes:client", "see_notes", "notes"),
    Tab("alerts", gettext_noop("Alerts"), "alerts:client", "raise_alerts", "alerts", under="notes"),
    Tab("homelessness", gettext_noop("Homelessness"), "homelessness:client", "see_answers", "homelessness"),
    Tab("contacts", gettext_noop("Contacts"), "contacts:contacts", "find_client", "contacts"),
    Tab(
        "locations",
        gettext_noop("Locations"),
        "locations:client",
        "keep_locations",
        "locations",
        under="contacts",
    ),
    Tab("history", gettext_noop("History"), "client:history", "find_client", "history"),
    Tab("privacy", gettext_noop("Privacy"), "privacy:client", "find_client", "privacy"),
    Tab("release", gettext_noop("Sharing"), "release:client", "find_client", "release", under="privacy"),
    Tab(
        "disclosures",
        gettext_noop("Sent out"),
        "client:disclosures",
        "find_client",
        "client",
        under="privacy",
    ),
)


def client_page(
    request: Any,
    template: str,
    client: Any,
    tab: str = "",
    *,
    members: list[Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page of a client, who must have been given by the viewer. `tab` is the key of the tab it belongs to.

    `members` spares a query where the page asked `living_with` already.
    """
    viewer: Viewer = request.viewer
    if members is None:
        members = living_with(viewer, client)
    said = said_of(viewer, client)
    bar = {
        "name": person_name(client),
        "photo": next((one.url for one in said.get("photo", [])), ""),
        "after_name": [one.text for one in said.get("after_name", [])],
        "photo_page": reverse("profile:photo", args=[client.pk]) if viewer.may("edit_client") else "",
        "age": age_on(viewer.today, client.dob),
        "url": reverse("client:client", args=[client.pk]),
        "household": _household(client, members),
        "family": said.get("family", []),
        "notices": said.get("notice", []),
    }
    own = {"client": client, "name": bar["name"], "age": bar["age"], "today": viewer.today}
    first, second = tabs(viewer, client, tab)
    return render(request, template, {**own, **context, "bar": bar, "tabs": first, "tabs_under": second})


def tabs(viewer: Viewer, client: Any, current: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give the tabs that the viewer may open, and those under the current one, itself the first.

    Where the viewer may not open a tab with others under it, the first of those stands for it.
    """
    groups: dict[str, list[Tab]] = {}
    for tab in TABS:
        if viewer.may(tab.right):
            groups.setdefault(tab.under or tab.key, []).append(tab)
    own = next((group for group in groups.values() if any(tab.key == current for tab in group)), [])
    return (
        [_shown(group[0], client, is_current=group is own) for group in groups.values()],
        [_shown(tab, client, is_current=tab.key == current) for tab in own] if len(own) > 1 else [],
    )


def _shown(tab: Tab, client: Any, *, is_current: bool) -> dict[str, Any]:
    return {"label": _(tab.label), "url": reverse(tab.url, args=[client.pk]), "current": is_current}


def _household(client: Any, members: list[Any]) -> list[dict[str, str]]:
    """Give the people whom the client is enrolled with now, each once, with what they are to the head."""
    found = {}
    for member in members:
        if member.client_id != client.pk:
            found[member.client_id] = {
                "name": person_name(member.client),
                "url": reverse("client:client", args=[member.client_id]),
                "role": words_for("Enrollment", "RelationshipToHoH", member.relationship_to_hoh),
            }
    return list(found.values())
