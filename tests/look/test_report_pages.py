"""Pages of reports: without faults for axe, and no wider than a desk or a phone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from hearth.actions.assign_staff import assign_staff
from hearth.library.favourites import favourites, keep_as_favourite
from hearth.library.run_report import perform_report
from hearth.library.runs import report_run, start_report
from hearth.library.schedules import schedule
from hearth.records.models import Account
from tests.community import Community, add_client, add_enrollment, add_funder, viewer_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_reports_are_without_faults_at_a_desk_and_on_a_phone(
    community: Community,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
    picture: Any,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.DATA = tmp_path
    anna = community.personas["agency_manager"]
    viewer = viewer_for(anna)
    for number, name in enumerate(("Rosa", "Mateo", "Ada")):
        start = viewer.today - timedelta(days=400 * number + 20)
        stay = add_enrollment(community, add_client(community, name, "Example"), community.rapid, start)
        if number:
            worker = community.personas["intake_worker"]
            assign_staff(viewer=viewer, enrollments=[stay], account_ids=[worker.pk])
    runs = {}
    for code, programs in (
        ("caseload", [community.rapid.pk]),
        ("people", []),
        ("staff_activity", []),
        ("roster", [community.rapid.pk]),
    ):
        run = start_report(
            viewer, report=code, project_ids=programs, start=viewer.today.replace(day=1), end=viewer.today
        )
        perform_report(run.id)
        runs[code] = report_run(viewer, run.id)
        keep_as_favourite(viewer, runs[code])
    schedule(viewer, runs["roster"], frequency="weekly", period="last_week")
    again = start_report(
        viewer,
        report="roster",
        project_ids=[community.rapid.pk],
        start=viewer.today - timedelta(days=900),
        end=viewer.today,
    )
    perform_report(again.id)
    apr = start_report(
        viewer,
        report="apr",
        project_ids=[community.supportive.pk],
        start=date(viewer.today.year - 1, 10, 1),
        end=date(viewer.today.year, 9, 30),
    )
    perform_report(apr.id)
    add_funder(
        community,
        community.rapid,
        2,
        grant_id="CA0044",
        start_date=date(2020, 7, 1),
        end_date=date(2023, 6, 30),
    )
    kept = next(one for one in favourites(viewer) if one.kind.code == "roster")
    session = browser_of(anna).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    pages = {
        "list": "/reports/",
        "due": "/reports/due/",
        "favourite": f"/reports/favourites/roster/?favourite={kept.id}",
        "apr": f"/reports/{apr.id}/",
        "start-people": "/reports/new/people/",
        "start-caseload": "/reports/new/caseload/",
        "caseload": f"/reports/{runs['caseload'].id}/",
        "staff": f"/reports/{runs['staff_activity'].id}/",
        "people": f"/reports/{runs['people'].id}/",
        "people-closed": f"/reports/{runs['people'].id}/?show=closed",
        "schedule": f"/reports/{runs['roster'].id}/schedule/",
        "compare": f"/reports/{runs['roster'].id}/compare/",
        "compared": f"/reports/{runs['roster'].id}/compare/?with={again.id}",
    }
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in pages.items():
            page.goto(address)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide"
            picture(page, f"report-{name}-{width}")
