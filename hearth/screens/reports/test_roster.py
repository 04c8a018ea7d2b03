"""The program roster says of a stay what PRODUCT.md R5 names, HUD's columns or not."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.assign_staff import assign_staff
from hearth.actions.write_note import Written, write_note
from hearth.library import run_report, runs
from tests.community import add_client, add_enrollment, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)
_ADDED = ["Birth date", "Assigned staff", "Notes"]


def test_a_roster_has_the_birth_date_the_assigned_staff_and_the_notes_of_a_stay_as_far_as_its_reader_may_know(
    transactional_db: None,
    settings: Any,
    tmp_path: Any,
    browser_of: Callable[..., Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DATA = tmp_path / "data"
    made = build_community()
    client = add_client(made, "Quillfeather", "Example", dob=date(1987, 6, 5))
    stay = add_enrollment(made, client, made.supportive, START)
    manager = made.personas["agency_manager"]
    viewer = viewer_for(manager)
    assign_staff(viewer=viewer, enrollments=[stay], account_ids=[manager.pk])
    for day in (date(2025, 9, 30), START, END):
        note = Written(title="Talked", text="", on=day)
        write_note(viewer=viewer, client=client, enrollment=stay, written=note)
    run = runs.start_report(viewer, report="roster", project_ids=[made.supportive.id], start=START, end=END)
    run_report.perform_report(run.id)

    browser = browser_of(manager)
    browser.get(reverse("reports:list"))
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(reverse("reports:run", args=[run.id]))
    assert len([one for one in queries if one["sql"] not in ("BEGIN", "COMMIT")]) <= 12
    assert [label for label, _style in page.context["columns"]][-3:] == _ADDED
    address = reverse("reports:download", args=[run.id])
    content = b"".join(browser.get(address, {"as": "csv"}).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *lines = csv.reader(io.StringIO(content))
    told = {line[0]: line[-3:] for line in lines}
    assert head[-3:] == _ADDED
    assert told["Quillfeather Example"] == ["1987-06-05", manager.name, "2"]

    all_clients = Viewer.clients.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Viewer, "clients", property(lambda viewer: all_clients(viewer).none()))
    [(row, _cells)] = browser.get(reverse("reports:run", args=[run.id])).context["lines"]
    assert (row.name, row.values[-3:]) == ("Not yours to open", [None, None, None])
