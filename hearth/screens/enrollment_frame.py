"""Every page of an enrollment: the client's information bar, and the enrollment's own tabs below it.

A new tab is one line of TABS. A page of an enrollment is rendered by `enrollment_page` and includes client_bar.html
and enrollment_tabs.html.
"""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.household import HouseholdMember, household_of, still_there
from hearth.access.reach import reaches_project
from hearth.access.viewer import Viewer
from hearth.screens.client_frame import client_page


class EnrollmentTab(NamedTuple):
    """One of an enrollment's pages: its key, what it is called, its address, the right that opens it, its folder.

    `acts`: the right must reach the enrollment's program, which may be another agency's. `while_open`: only as long as
    the person has not left.
    """

    key: str
    label: str
    url: str
    right: str
    folder: str
    acts: bool = False
    while_open: bool = False


# In the order of use. The address takes the enrollment's id.
TABS: tuple[EnrollmentTab, ...] = (
    EnrollmentTab("overview", gettext_noop("Overview"), "enrollment:enrollment", "find_client", "enrollment"),
    EnrollmentTab(
        "stay", gettext_noop("Stay"), "enrollment:stay", "edit_enrollment", "enrollment", acts=True
    ),
    EnrollmentTab(
        "services", gettext_noop("Services"), "services:record", "record_service", "services", True, True
    ),
    EnrollmentTab(
        "contact", gettext_noop("Contact"), "outreach:contact", "record_assessment", "outreach", True, True
    ),
    EnrollmentTab("notes", gettext_noop("Notes"), "notes:stay", "see_notes", "notes"),
    EnrollmentTab("goals", gettext_noop("Goals"), "goals:stay", "see_notes", "goals"),
    EnrollmentTab("history", gettext_noop("History"), "history:stay", "find_client", "history"),
    EnrollmentTab(
        "exit",
        gettext_noop("Exit"),
        "exit_household:exit",
        "exit_household",
        "exit_household",
        acts=True,
        while_open=True,
    ),
)


def enrollment_page(
    request: Any,
    template: str,
    enrollment: Any,
    tab: str = "",
    *,
    household: list[HouseholdMember] | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page of an enrollment, which must have been given by the viewer. `tab` is the key of its tab.

    `household` (hearth/access/household.py) spares its query where the page asked it already. The template gets it too,
    and `enrollment`, `project` and `left_on`.
    """
    viewer: Viewer = request.viewer
    if household is None:
        household = household_of(viewer, enrollment)
    own = next((one for one in household if one.enrollment.pk == enrollment.pk), None)
    left_on = own.left_on if own else None
    given = {
        "enrollment": enrollment,
        "project": enrollment.project,
        "household": household,
        "left_on": left_on,
        "enrollment_tabs": enrollment_tabs(viewer, enrollment, tab, is_open=left_on is None),
    }
    return client_page(
        request, template, enrollment.client, members=still_there(household), **{**given, **context}
    )


def add_person_url(viewer: Viewer, head: Any) -> str:
    """Give where somebody is added later to the household of this enrollment's client, or nothing (PRODUCT.md G5).

    People are enrolled into programs of the agency that one works for.
    """
    project = head.project
    if project.organization_id != viewer.organization.pk or not viewer.may("enroll_household", project):
        return ""
    return f"{reverse('intake:household', args=[head.client_id, project.pk])}?into={head.pk}"


def enrollment_tabs(viewer: Viewer, enrollment: Any, current: str, *, is_open: bool) -> list[dict[str, Any]]:
    """Give the tabs of an enrollment that the viewer may open."""
    reaches = reaches_project(viewer, enrollment.project)
    return [
        {"label": _(tab.label), "url": reverse(tab.url, args=[enrollment.pk]), "current": tab.key == current}
        for tab in TABS
        if (is_open or not tab.while_open) and (reaches or not tab.acts) and viewer.may(tab.right)
    ]
