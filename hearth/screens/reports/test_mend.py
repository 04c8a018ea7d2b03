"""A number of data quality leads each person to the form and the field that mends it, for who may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.may_edit_profile import editable_profiles, may_edit_profile
from hearth.access.viewer import Viewer
from hearth.actions.collect import Answers, collect
from hearth.library import run_report, runs
from hearth.library.mending import Finding, findings, mendings
from hearth.records.models import Source
from hearth.records.write import change
from hearth.screens.mend import address_of
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    build_community,
    viewer_for,
)

START, END = date(2025, 10, 1), date(2026, 9, 30)
BEGAN = date(2025, 11, 1)
# Who may run reports, with all kinds of rights beside that.
READERS = ("agency_manager", "hmis_lead", "coc_lead", "reporting_only")


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """A mother and a child in supportive housing, and a man who has left it."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    people = [
        add_client(community, "Rosa", "Delgado", dob=date(1985, 1, 1)),
        add_client(community, "Mateo", "Delgado", dob=date(2015, 1, 1)),
    ]
    add_household(community, people, community.supportive, BEGAN)
    leaver = add_client(community, "Ada", "Okafor", dob=date(1970, 1, 1))
    add_exit(community, add_enrollment(community, leaver, community.supportive, BEGAN), date(2026, 1, 5))
    with change(by=None, action="test"):
        viewer_for(community.personas["agency_manager"]).enrollments.update(enrollment_coc=None)
    return community


def stay_of(made: Community, first_name: str) -> Any:
    rows = viewer_for(made.personas["hmis_lead"]).enrollments
    return rows.select_related("client").get(client__first_name=first_name)


def stay_for(made: Community, finding: Finding) -> Any:
    """Give a stay with such a finding: of who has left, of a member of a household, or of a head."""
    if finding.form in ("exit", "reopen"):
        return stay_of(made, "Ada")
    return stay_of(made, "Mateo" if "relationship" in finding.field else "Rosa")


def way(made: Community, persona: str, finding: Finding, stay: Any) -> Any:
    found = mendings(viewer_for(made.personas[persona]), finding, {stay.client_id: stay.pk}, (START, END))
    return found[stay.client_id]


@pytest.mark.parametrize("finding", findings(), ids=lambda one: f"{one.table} {one.row or one.column}")
def test_each_finding_leads_to_a_page_with_the_field(
    made: Community, browser_of: Callable[..., Browser], finding: Finding
) -> None:
    one = way(made, "agency_manager", finding, stay_for(made, finding))
    assert one.who == ""
    address, _mark, field = address_of(one).partition("#")
    page = browser_of(made.personas["agency_manager"]).get(address)
    assert page.status_code == 200
    assert not field or f'id="{field}"' in page.content.decode()
    assert bool(field) is bool(finding.field)


@pytest.mark.parametrize("persona", READERS)
def test_a_link_is_shown_to_whom_its_page_opens_and_to_others_who_can(
    made: Community, browser_of: Callable[..., Browser], persona: str
) -> None:
    browser = browser_of(made.personas[persona])
    for finding in findings():
        one = way(made, persona, finding, stay_for(made, finding))
        if not one.who:
            assert browser.get(address_of(one)).status_code == 200, finding


def test_who_may_only_read_is_told_who_can(made: Community) -> None:
    finding = next(one for one in findings() if one.form == "start")
    one = way(made, "reporting_only", finding, stay_of(made, "Rosa"))
    assert (
        one.who
        == f"At {made.own_agency.organization_name}, who has the right: Enroll households into programs."
    )


def test_what_another_system_keeps_is_mended_there(made: Community) -> None:
    stay = stay_of(made, "Rosa")
    Source.objects.filter(pk=stay.source_id).update(is_own=False, name="Vendor", taken_over_at=None)
    for form in ("start", "profile"):
        finding = next(one for one in findings() if one.form == form)
        assert way(made, "agency_manager", finding, stay).who == "It is kept in Vendor and mended there."


def test_an_annual_assessment_of_the_reports_time_is_opened_on_its_day(made: Community) -> None:
    finding = next(one for one in findings() if one.form == "annual")
    stay = stay_of(made, "Rosa")
    assert "?" not in address_of(way(made, "agency_manager", finding, stay))
    viewer = viewer_for(made.personas["agency_manager"])
    collect(
        viewer=viewer,
        enrollment=stay,
        stage=5,
        on=date(2026, 9, 20),
        answers=[Answers("IncomeBenefits", {}, {"income_from_any_source": 1})],
        open_questions=0,
    )
    before = mendings(viewer, finding, {stay.client_id: stay.pk}, (START, date(2026, 9, 19)))
    assert before[stay.client_id].on is None
    address = address_of(way(made, "agency_manager", finding, stay))
    assert "?on=2026-09-20#id_IncomeBenefits_IncomeFromAnySource" in address


def test_a_stay_that_is_out_of_sight_leads_nowhere(made: Community) -> None:
    elsewhere = add_enrollment(made, add_client(made, "Noor", "Elsewhere"), made.other_program, BEGAN)
    for finding in findings():
        assert way(made, "agency_manager", finding, elsewhere).who == "The agency that recorded it can."


@pytest.mark.parametrize("persona", [*READERS, "intake_worker"])
def test_many_profiles_are_editable_as_each_of_them_is(made: Community, persona: str) -> None:
    add_enrollment(made, add_client(made, "Noor", "Elsewhere"), made.other_program, BEGAN)
    viewer = viewer_for(made.personas[persona])
    clients = list(viewer.clients)
    one_by_one = {client.pk for client in clients if may_edit_profile(viewer, client)}
    assert editable_profiles(viewer, [client.pk for client in clients]) == one_by_one


def cell_of(made: Community, report: str, code: str, row: int, column: int) -> str:
    viewer = viewer_for(made.personas["agency_manager"])
    run = runs.start_report(viewer, report=report, project_ids=[made.supportive.id], start=START, end=END)
    run_report.perform_report(run.id)
    return reverse("reports:cell", args=[run.id, code, row, column])


@pytest.mark.parametrize(("report", "code"), [("dq", "Q3"), ("apr", "Q6b")])
def test_an_opened_number_links_each_person_to_the_form(
    made: Community, browser_of: Callable[..., Browser], report: str, code: str
) -> None:
    browser = browser_of(made.personas["agency_manager"])
    page = browser.get(cell_of(made, report, code, 3, 3)).content.decode()
    rosa = stay_of(made, "Rosa")
    assert f'href="{reverse("enrollment:stay", args=[rosa.pk])}#id_stay-coc"' in page
    assert "Correct Enrollment CoC (3.16)" in page
    assert f'href="{reverse("enrollment:enrollment", args=[rosa.pk])}"' in page


def test_the_pages_of_a_client_lead_back_to_the_number_that_led_there_for_an_hour(
    made: Community, browser_of: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(made.personas["agency_manager"])
    number = cell_of(made, "apr", "Q6b", 3, 3)
    stay = reverse("enrollment:stay", args=[stay_of(made, "Rosa").pk])

    def leads_back(page: str = stay, came_from: str = "") -> bool:
        headers = {"Referer": f"http://{came_from}"} if came_from else {}
        return "Back to the number in Q6b" in browser.get(page, headers=headers).content.decode()

    assert not leads_back()
    assert not leads_back(came_from=f"elsewhere.example{number}")
    assert not leads_back(came_from=f"testserver{reverse('reports:list')}")
    assert leads_back(came_from=f"testserver{number}")
    assert leads_back()
    assert f'href="{number}"' in browser.get(stay).content.decode()
    assert not leads_back(reverse("home:home"))

    now = Viewer.instant
    monkeypatch.setattr(Viewer, "instant", lambda viewer: now(viewer) + timedelta(hours=2))
    assert not leads_back()


def test_other_numbers_have_no_such_column(made: Community, browser_of: Callable[..., Browser]) -> None:
    page = browser_of(made.personas["agency_manager"]).get(cell_of(made, "apr", "Q5a", 0, 0)).content.decode()
    assert "Rosa Delgado" in page
    assert "What to do" not in page


def test_forty_people_with_a_finding_cost_no_more_queries(
    made: Community, browser_of: Callable[..., Browser], django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        add_enrollment(made, add_client(made, "P", str(number)), made.supportive, BEGAN)
    browser = browser_of(made.personas["agency_manager"])
    address = cell_of(made, "dq", "Q4", 1, 1)
    with django_assert_max_num_queries(12):
        page = browser.get(address).content.decode()
    assert page.count("(4.02)") >= 40
