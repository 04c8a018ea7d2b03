"""A report is printed as a PDF that a screen reader can read: the tables of the page, and no client."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from hearth.library.tables import tables
from hearth.records.models import Reading
from tests.community import Community, add_account, add_client, add_enrollment, build_community, viewer_for
from tests.pdf_text import text_of_pdf

START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """One person in a program; a run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    client = add_client(community, "Quillfeather", "Example", dob=date(1987, 6, 5))
    add_enrollment(community, client, community.supportive, START)
    return community


def done(made: Community, report: str = "apr") -> Any:
    viewer = viewer_for(made.personas["agency_manager"])
    run = runs.start_report(viewer, report=report, project_ids=[made.supportive.id], start=START, end=END)
    run_report.perform_report(run.id)
    return runs.report_run(viewer, run.id)


def test_every_table_of_a_report_stands_in_its_tagged_pdf_and_no_client(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    run = done(made)
    answer = browser_of(made.personas["agency_manager"]).get(reverse("reports:print", args=[run.id]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="apr-2025-10-01-2026-09-30.pdf"'
    assert b"/StructTreeRoot" in answer.content
    assert b"pdfuaid:part" in answer.content
    text = "".join(text_of_pdf(answer.content).split())
    for words in ("Annual Performance Report (APR)", "Harbor Homes", "1 Oct 2025 to 30 Sep 2026", "FY2026"):
        assert words.replace(" ", "") in text
    missing = [one.code for one in tables(run) if f"{one.code}{one.title}".replace(" ", "") not in text]
    assert missing == []
    assert "Quillfeather" not in text
    assert Reading.objects.filter(what="report_files", about=run.pk).count() == 1


def test_a_chart_is_printed_with_words_for_who_cannot_see_it_and_its_table(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    manager = browser_of(made.personas["agency_manager"])
    content = manager.get(reverse("reports:print", args=[done(made, "roster").id])).content
    assert b"pdfuaid:part" in content
    assert b"/Alt" in content
    text = text_of_pdf(content)
    for words in ("Stays that started and ended", "Stays that started: 1", "Dec 2025", "Harbor Homes"):
        assert words.replace(" ", "") in text.replace(" ", "")
    assert "Quillfeather" not in text
    assert b"/Alt" in manager.get(reverse("reports:print", args=[done(made, "apr").id])).content


def test_the_rows_of_a_listing_are_printed_with_names_as_excel_has_them_and_say_when_they_are_not_all(
    made: Community, browser_of: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = browser_of(made.personas["agency_manager"])
    address = reverse("reports:print", args=[done(made, "roster").id])
    answer = manager.get(address, {"show": "active"})
    assert answer["Content-Disposition"] == 'attachment; filename="roster-active-2025-10-01-2026-09-30.pdf"'
    assert b"pdfuaid:part" in answer.content
    text = "".join(text_of_pdf(answer.content).split())
    for words in ("Quillfeather Example", "Stays: 1.", "Harbor Homes", "1 Oct 2025", "Relationship to head"):
        assert words.replace(" ", "") in text
    assert Reading.objects.filter(what="report_person").count() == 1
    assert manager.get(address, {"show": "nothing"}).status_code == 404

    monkeypatch.setattr("hearth.screens.reports.printed._ROWS_AT_MOST", 0)
    text = "".join(text_of_pdf(manager.get(address, {"show": "active"}).content).split())
    assert "Thefirst0of1rows" in text
    assert "Quillfeather" not in text


def test_a_run_without_tables_and_charts_or_of_another_agency_has_no_pdf(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    manager = browser_of(made.personas["agency_manager"])
    assert manager.get(reverse("reports:print", args=[done(made, "annual_due").id])).status_code == 404
    viewer = viewer_for(made.personas["agency_manager"])
    waiting = runs.start_report(viewer, report="apr", project_ids=[made.supportive.id], start=START, end=END)
    assert manager.get(reverse("reports:print", args=[waiting.id])).status_code == 404
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    assert other.get(reverse("reports:print", args=[done(made).id])).status_code == 404


def test_the_tables_are_taken_away_as_excel_too(made: Community, browser_of: Callable[..., Browser]) -> None:
    address = reverse("reports:download", args=[done(made).id])
    answer = browser_of(made.personas["agency_manager"]).get(address, {"as": "xlsx"})
    assert answer["Content-Disposition"] == 'attachment; filename="apr-2025-10-01-2026-09-30.xlsx"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:  # type: ignore[attr-defined]
        assert "Records as of" in book.read("xl/sharedStrings.xml").decode()


def test_a_listing_is_taken_away_as_csv_in_which_nothing_is_a_formula(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    add_enrollment(made, add_client(made, "=HYPERLINK(1)", "Ng"), made.supportive, START)
    address = reverse("reports:download", args=[done(made, "roster").id])
    answer = browser_of(made.personas["agency_manager"]).get(address, {"as": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="roster-active-2025-10-01-2026-09-30.csv"'
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *rows = csv.reader(io.StringIO(content))
    assert head[:3] == ["Name", "ID", "Program"]
    assert {row[0] for row in rows} == {"Quillfeather Example", "'=HYPERLINK(1) Ng"}
    assert Reading.objects.filter(what="report_person").count() == 2
