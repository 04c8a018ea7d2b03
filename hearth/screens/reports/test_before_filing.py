"""A report that is not about the operating year of its grant is run anew for that year with one press."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from tests.community import add_funder, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)


def test_the_report_runs_for_the_year_of_the_grant_with_one_press(
    transactional_db: None, settings: Any, tmp_path: Any, browser_of: Callable[..., Browser]
) -> None:
    settings.DATA = tmp_path
    made = build_community()
    add_funder(made, made.shelter, 2, grant_id="CA0044", start_date=date(2022, 7, 1))
    browser = browser_of(made.personas["agency_manager"])
    viewer = viewer_for(made.personas["agency_manager"])

    def shown(run: Any) -> str:
        run_report.perform_report(run.id)
        return browser.get(reverse("reports:run", args=[run.id])).content.decode()

    page = shown(runs.start_report(viewer, report="apr", project_ids=[made.shelter.id], start=START, end=END))
    assert "Its days are no operating year of a grant that pays for: Harbor Night Shelter." in page
    [form] = [one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if "CA0044" in one]
    assert "Run it for grant CA0044: 1 Jul 2025 to 30 Jun 2026" in form
    address = re.findall(r'action="([^"]+)"', form)[0]
    sent = dict(re.findall(r'name="(programs|start|end|coc)" value="([^"]*)"', form))
    browser.post(address, sent)

    run = runs.report_runs(viewer)[0]
    assert (run.parameters["start"], run.parameters["end"]) == ("2025-07-01", "2026-06-30")
    assert [one["id"] for one in run.parameters["projects"]] == [str(made.shelter.id)]
    assert "it is about an operating year of grant CA0044." in shown(run)
