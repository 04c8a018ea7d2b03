"""A rate of nobody is another thing than a cell that HUD greys out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from tests.community import build_community, viewer_for


def test_a_rate_of_nobody_is_told_as_such_and_a_grey_cell_as_not_asked(
    transactional_db: None, settings: Any, tmp_path: Any, browser_of: Callable[..., Browser]
) -> None:
    settings.DATA = tmp_path / "data"
    made = build_community()
    manager = made.personas["agency_manager"]
    run = runs.start_report(
        viewer_for(manager),
        report="apr",
        project_ids=[made.supportive.id],
        start=date(2025, 10, 1),
        end=date(2026, 9, 30),
    )
    run_report.perform_report(run.id)
    page = browser_of(manager).get(reverse("reports:run", args=[run.id])).content.decode()

    def said(code: str) -> tuple[int, int]:
        table = page.split(f'id="{code}"')[1].split("</table>")[0]
        return table.count("Nothing to reckon it from"), table.count("Grey: not asked")

    assert said("Q6f") == (2, 0)
    assert said("Q7a") == (0, 2)
