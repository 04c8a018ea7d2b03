"""The page of the referral statistics: each figure opens to who is behind it, as far as the reader may know."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from hearth.records import guard
from hearth.records.models import Event
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_household,
    born,
    build_community,
    viewer_for,
)
from tests.pdf_text import text_of_pdf

START, END = date(2025, 10, 1), date(2025, 12, 31)
PSH, NAVIGATION = 14, 7


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """A parent with a child who was referred twice to a unit and once to a service; a run commits as it goes."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    parent = add_client(community, "Quillfeather", "Example", dob=date(1985, 1, 1))
    child = add_client(community, "Ada", "Example", dob=date(2018, 1, 1))
    stay, _child = add_household(community, [parent, child], community.supportive, date(2025, 9, 1))
    there = community.rapid.hud_id
    refer(community, stay, date(2025, 10, 5), PSH, location_crisis_or_ph_housing=there, referral_result=1)
    refer(community, stay, date(2025, 11, 5), PSH, location_crisis_or_ph_housing=there)
    refer(community, stay, date(2025, 11, 6), NAVIGATION)
    return community


def refer(made: Community, stay: Any, on: date, event: int, **columns: Any) -> None:
    with change(by=None, action="test") as signed:
        Event(
            enrollment=stay,
            client=stay.client,
            event_date=on,
            event=event,
            **columns,
            **born(made.source, signed),
        ).save()


def ran(made: Community, by: str = "agency_manager") -> Any:
    viewer = viewer_for(made.personas[by])
    run = runs.start_report(
        viewer, report="referrals", project_ids=[made.supportive.id], start=START, end=END
    )
    run_report.perform_report(run.id)
    return runs.report_run(viewer, run.id)


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def test_the_figures_stand_by_kind_and_by_the_program_that_was_named(
    made: Community, browser: Browser
) -> None:
    answer = browser.get(reverse("reports:run", args=[ran(made).id]))
    told = {
        broken.code: {line.label: [said for said, _choice in figures] for line, figures in lines}
        for broken, lines in answer.context["breakdowns"]
    }
    kind = "Referral to PSH project resource opening"
    assert told["places"][kind][:7] == ["2", "1", "2", "1", "0", "0", "1"]
    assert told["services"]["All"] == ["1", "1", "2", "0"]
    assert list(told["destinations"]) == [made.rapid.project_name, "All"]


def test_a_figure_opens_to_as_many_referrals_with_who_was_referred(made: Community, browser: Browser) -> None:
    address = reverse("reports:run", args=[ran(made).id])
    answer = browser.get(address)
    opened = 0
    for _broken, lines in answer.context["breakdowns"]:
        for line, figures in lines:
            for place in (0, 3):
                said, choice = figures[place]
                if not choice:
                    continue
                link = f"?show={choice}&amp;of={line.address}#rows"
                assert link in answer.content.decode()
                page = browser.get(address, {"show": choice, "of": line.address})
                assert page.context["page"].paginator.count == int(said)
                assert {row.name for row, _cells in page.context["lines"]} == {"Quillfeather Example"}
                opened += 1
    assert opened == 10
    assert browser.get(address, {"of": "places-99"}).status_code == 404
    assert browser.get(address, {"of": "nonsense"}).status_code == 404


def test_a_line_says_what_it_is_of_and_leads_back_to_all(made: Community, browser: Browser) -> None:
    page = browser.get(reverse("reports:run", args=[ran(made).id]), {"show": "waiting", "of": "places-0"})
    content = page.content.decode()
    assert "To a bed, a unit or a voucher: Referral to PSH project resource opening" in content
    assert 'href="?show=waiting#rows"' in content
    assert "?show=waiting&amp;of=places-0&amp;as=csv" in content


def test_an_event_that_the_reader_may_not_read_is_counted_and_its_client_not_named(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    run = ran(made, "hmis_lead")
    lead = browser_of(add_account("other_lead", made.other_agency, "hmis_lead"))
    address = reverse("reports:run", args=[run.id])

    def names() -> list[str]:
        page = lead.get(address, {"of": "services-all"})
        assert page.status_code == 200
        return [row.name for row, _cells in page.context["lines"]]

    assert names() == ["Quillfeather Example"]
    with change(by=None, action="test"):
        made.supportive.is_part_2 = True
        made.supportive.save(update_fields=["is_part_2"])
    assert names() == ["Not yours to open"]


def test_the_program_of_a_confidential_agency_is_not_named(made: Community, browser: Browser) -> None:
    with change(by=None, action="test"):
        made.other_agency.is_confidential = True
        made.other_agency.save(update_fields=["is_confidential"])
        guard.everything(Event, "test").filter(event=PSH).update(
            location_crisis_or_ph_housing=made.other_program.hud_id
        )
    page = browser.get(reverse("reports:run", args=[ran(made).id])).content.decode()
    assert str(made.other_program.project_name) not in page
    assert str(made.other_program.hud_id) in page


def test_a_run_of_another_agency_does_not_exist(made: Community, browser_of: Callable[..., Browser]) -> None:
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    address = reverse("reports:run", args=[ran(made).id])
    assert other.get(address).status_code == 404
    assert other.get(address, {"show": "waiting", "of": "places-0"}).status_code == 404


def test_the_figures_are_in_the_workbook_and_on_paper_and_no_client_is_on_paper(
    made: Community, browser: Browser
) -> None:
    run = ran(made)
    answer = browser.get(reverse("reports:download", args=[run.id]), {"of": "places-0"})
    assert "referrals-all-places-0-2025-10-01" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:  # type: ignore[attr-defined]
        pages = book.read("xl/workbook.xml").decode()
        assert book.read("xl/worksheets/sheet1.xml").decode().count("<row ") == 3
    assert 'name="By destination"' in pages
    text = text_of_pdf(browser.get(reverse("reports:print", args=[run.id])).content).replace(" ", "")
    assert "ReferraltoPSHprojectresourceopening" in text.replace("\n", "")
    assert "Quillfeather" not in text


def test_where_nobody_was_referred_there_is_no_table_of_figures(made: Community, browser: Browser) -> None:
    with change(by=None, action="test"):
        guard.everything(Event, "test").update(date_deleted=datetime(2025, 12, 1))
    page = browser.get(reverse("reports:run", args=[ran(made).id]))
    assert page.context["breakdowns"] == []
    assert "There is nothing to list" in page.content.decode()


def test_opened_figures_cost_as_many_queries_for_one_as_for_many(
    made: Community, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    parents = [add_client(made, "P", str(number)) for number in range(30)]
    for parent in parents:
        [stay] = add_household(made, [parent], made.supportive, START)
        refer(made, stay, date(2025, 12, 1), PSH)
    address = reverse("reports:run", args=[ran(made).id])
    with django_assert_max_num_queries(12):
        browser.get(address, {"of": "places-all"})
