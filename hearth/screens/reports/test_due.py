"""What is due where: grants with their projects, their operating year and what their funders ask for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import runs
from hearth.records.write import change
from tests.community import COC_CODE, Community, add_funder, build_community, viewer_for

DUE = reverse("reports:due")


@pytest.fixture
def community(db: None) -> Community:
    """One CoC grant that pays for two programs (joint TH and RRH), one of PATH, one of another agency."""
    made = build_community()
    for project in (made.shelter, made.supportive):
        add_funder(made, project, 44, grant_id="CA0044", start_date=date(2024, 7, 1))
    add_funder(
        made, made.shelter, 21, grant_id="PATH-7", start_date=date(2020, 1, 1), end_date=date(2022, 12, 31)
    )
    add_funder(made, made.other_program, 2, grant_id="CA0099", start_date=date(2024, 7, 1))
    add_funder(made, made.supportive, 46, grant_id=" ", start_date=date(2024, 7, 1))
    return made


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


def told(browser: Browser) -> list[Any]:
    """Give the lines of the page, without the grants that every community of the tests has."""
    page = browser.get(DUE).context
    lines = [*page["lines"], *page["ended"]]
    return [line for line in lines if line[0].identifier in ("CA0044", "PATH-7", "CA0099")]


def test_a_grant_stands_once_with_all_of_its_programs_and_those_in_force_come_first(browser: Browser) -> None:
    found = [(grant.identifier, sorted(programs)) for grant, _funders, programs, _due in told(browser)]
    assert found == [
        ("CA0044", ["Harbor Homes", "Harbor Night Shelter"]),
        ("PATH-7", ["Harbor Night Shelter"]),
    ]


def test_each_funder_asks_for_its_own_report(browser: Browser) -> None:
    assert [[(one.name, one.where, one.report) for one in due] for *_, due in told(browser)] == [
        [("Annual Performance Report (APR)", "Sage", "apr")],
        [("PATH Annual Report", "PDX", "path")],
    ]


def test_an_apr_by_grant_opens_with_its_programs_and_its_operating_year(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))
    form = browser.get(reverse("reports:start", args=["apr"]), {"grant": "CA0044"}).context["form"]
    assert set(form["programs"].value()) == {str(community.shelter.id), str(community.supportive.id)}
    assert (form["start"].value(), form["end"].value()) == (date(2025, 7, 1), date(2026, 6, 30))


def test_the_form_of_a_report_offers_the_grants_that_ask_for_it_and_one_choice_fills_it_in(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))

    def offered(report: str) -> dict[str, str]:
        page = browser.get(reverse("reports:start", args=[report])).context
        return dict(page["by_grant"].fields["grant"].choices) if page["by_grant"] else {}

    assert offered("apr")["CA0044"] == (
        "CA0044 · Harbor Homes, Harbor Night Shelter · 1 Jul 2025 to 30 Jun 2026"
    )
    assert "PATH-7" in offered("path")
    assert not {"PATH-7", "CA0099"} & set(offered("apr"))
    assert offered("roster") == {}
    page = browser.get(reverse("reports:start", args=["apr"]), {"grant": ""})
    assert (page.status_code, page.context["by_grant"]["grant"].value()) == (200, "")


def test_a_grant_for_coordinated_entry_asks_for_its_own_report_about_the_whole_community(
    community: Community, browser: Browser
) -> None:
    """The APR specification FY2026 leaves coordinated entry projects (2.02.6 = 14) to the CE APR."""
    with change(by=None, action="test"):
        community.supportive.project_type = 14
        community.supportive.save(update_fields=["project_type"])
    asked = {grant.identifier: [one.report for one in due] for grant, *_, due in told(browser)}
    assert asked["CA0044"] == ["apr", "ce-apr"]

    def ticked(report: str) -> set[str]:
        form = browser.get(reverse("reports:start", args=[report]), {"grant": "CA0044"}).context["form"]
        return set(form["programs"].value())

    assert ticked("apr") == {str(community.shelter.id)}
    assert ticked("ce-apr") > {str(community.supportive.id), str(community.shelter.id)}


def test_a_report_is_due_ninety_days_after_its_year_and_its_latest_run_stands_beside_it(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))

    def of_grant() -> Any:
        return next(due[0] for grant, *_, due in told(browser) if grant.identifier == "CA0044")

    assert (of_grant().on, of_grant().ran) == (date(2026, 9, 28), None)
    run = runs.start_report(
        viewer_for(community.personas["agency_manager"]),
        report="apr",
        project_ids=[community.shelter.id, community.supportive.id],
        start=date(2025, 7, 1),
        end=date(2026, 6, 30),
    )
    run.state, run.started_at = "done", run.created_at
    run.save()
    assert of_grant().ran == run
    assert reverse("reports:run", args=[run.id]) in browser.get(DUE).content.decode()


def test_what_is_late_is_told_and_what_is_to_be_sent_first_stands_first(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_funder(community, community.shelter, 2, grant_id="CA0001", start_date=date(2024, 9, 1))

    def first_and_late(today: date) -> tuple[list[str], int]:
        monkeypatch.setattr("hearth.access.viewer.Viewer.today", today)
        page = browser.get(DUE)
        order = [line[0].identifier for line in page.context["lines"]]
        return [one for one in order if one.startswith("CA00")], page.content.decode().count(
            "Late: not run here"
        )

    order, late = first_and_late(date(2026, 9, 28))
    assert order == ["CA0044", "CA0001"]
    assert first_and_late(date(2026, 9, 29)) == (order, late + 1)


def test_late_means_not_run_here_and_is_told_as_such_where_something_is_late(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 9, 29))
    assert "sent from another system" in browser.get(DUE).content.decode()
    monkeypatch.setattr("hearth.screens.reports.due.due_of_grants", lambda _viewer: [])
    assert "sent from another system" not in browser.get(DUE).content.decode()


@pytest.mark.parametrize(
    ("today", "is_apart"), [(date(2026, 9, 28), False), (date(2026, 9, 29), True), (date(2026, 6, 30), False)]
)
def test_a_grant_that_ended_stands_apart_when_the_days_to_send_its_last_report_are_over(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch, today: date, is_apart: bool
) -> None:
    add_funder(
        community,
        community.shelter,
        2,
        grant_id="CA0033",
        start_date=date(2024, 7, 1),
        end_date=date(2026, 6, 30),
    )
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", today)
    answer = browser.get(DUE)
    ended = [line[0].identifier for line in answer.context["ended"]]
    assert ("CA0033" in ended, "PATH-7" in ended) == (is_apart, True)
    assert "CA0044" in [line[0].identifier for line in answer.context["lines"]]
    assert ("Sage, was due by 28 Sep 2026" in answer.content.decode()) is is_apart


def test_of_many_programs_those_of_a_funder_a_grant_or_a_coc_are_found_by_words(
    community: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("screens.choose_programs", "screens.reports.start"):
        monkeypatch.setattr(f"hearth.{place}.MANY", 1)
    address = reverse("reports:start", args=["apr"])

    def found(words: str) -> set[str]:
        form = browser.post(address, {"do": "narrow", "words": words}).context["form"]
        return set(form.matching)

    of_grant = {str(community.shelter.id), str(community.supportive.id)}
    assert found("ca0044") == of_grant
    assert found("joint component") == of_grant
    assert found("PATH-7") == {str(community.shelter.id)}
    assert found(COC_CODE) >= of_grant
    assert found("XX-999") == set()

    def ticked(do: str) -> set[str]:
        sent = {"do": do, "words": "joint component", "programs": [str(community.rapid.id)]}
        return set(browser.post(address, sent).context["form"]["programs"].value())

    assert ticked("tick") == {*of_grant, str(community.rapid.id)}
    assert ticked("clear") == set()


def test_a_grant_of_another_agency_does_not_exist(browser: Browser) -> None:
    assert "CA0099" not in browser.get(DUE).content.decode()
    assert browser.get(reverse("reports:start", args=["apr"]), {"grant": "CA0099"}).status_code == 404


def test_who_sees_the_community_is_told_what_it_owes_as_a_whole(
    community: Community, browser: Browser, browser_of: Callable[..., Browser]
) -> None:
    assert "HDX 2.0" not in browser.get(DUE).content.decode()
    assert "HDX 2.0" in browser_of(community.personas["hmis_lead"]).get(DUE).content.decode()


def test_without_a_grant_the_page_says_how_one_comes_here(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.screens.reports.due.due_of_grants", lambda _viewer: [])
    assert "No grant is on record" in browser.get(DUE).content.decode()
