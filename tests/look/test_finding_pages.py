"""Reports of two funders, their list and a number of data quality: axe finds nothing, and they fit desk and phone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.library.run_report import perform_report
from hearth.library.runs import start_report
from hearth.records.models import Account
from hearth.records.write import change
from tests.community import Community, add_client, add_exit, add_funder, add_household, viewer_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def outreach(community: Community, settings: Any, tmp_path: Any) -> Any:
    """An outreach program of PATH with two people who left it, enrolled in PATH, in no CoC that is known."""
    settings.DATA = tmp_path
    project = community.rapid
    with change(by=None, action="test"):
        project.project_type = 4
        project.save(update_fields=["project_type"])
    add_funder(community, project, 21)
    add_funder(community, project, 15)
    add_funder(community, community.shelter, 21)
    for name in ("Rosa", "Mateo"):
        people = [add_client(community, name, "Example", dob=date(1985, 1, 1))]
        (stay,) = add_household(community, people, project, date(2025, 11, 1))
        if name == "Mateo":
            add_exit(community, stay, date(2026, 3, 1))
    with change(by=None, action="test"):
        viewer_for(community.personas["agency_manager"]).enrollments.update(
            date_of_path_status=date(2025, 11, 1),
            client_enrolled_in_path=1,
            date_of_engagement=date(2025, 11, 1),
            enrollment_coc=None,
        )
    return project


def test_the_path_report_and_a_finding_fit_a_desk_and_a_phone(
    community: Community,
    outreach: Any,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
    picture: Any,
) -> None:
    anna = community.personas["agency_manager"]
    runs = {}
    for code in ("path", "hopwa", "dq"):
        run = start_report(viewer_for(anna), report=code, project_ids=[outreach.pk], start=START, end=END)
        perform_report(run.id)
        runs[code] = run.id
    session = browser_of(anna).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    pages = {
        "start-path": "/reports/new/path/",
        "path": f"/reports/{runs['path']}/",
        "hopwa": f"/reports/{runs['hopwa']}/",
        "list": "/reports/",
        "finding": f"/reports/{runs['dq']}/Q3/3/3/",
    }
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in pages.items():
            page.goto(address)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide"
            picture(page, f"report-{name}-{width}")
    page.get_by_role("link", name="Correct Enrollment CoC (3.16) · Rosa Example").press("Enter")
    expect(page.get_by_label("Continuum of Care")).to_be_in_viewport()
    axe(page)
    picture(page, "stay-with-coc-390")
