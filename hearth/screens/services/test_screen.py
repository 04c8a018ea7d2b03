from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.services_offered import ServicesOffered
from hearth.access.viewer import Viewer
from hearth.rules.service.offered import offered
from hearth.screens.services.form import ServiceForm
from tests.community import Community, add_client, add_exit, add_household, viewer_for

START = date(2025, 3, 1)


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo", "Luz")]
    return add_household(community, people, community.shelter, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def address(enrollment: Any) -> str:
    return reverse("services:record", args=[enrollment.id])


def test_a_bed_night_needs_no_choosing_and_everybody_present_is_ticked(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    form = browser.get(address(household[0])).context["form"]
    assert set(form["members"].value()) == {str(member.id) for member in household}
    assert form.fields["service"].choices == [("200-200", "Bed night")]
    sent = {"members": form["members"].value(), "service": "200-200", "on": viewer.today.isoformat()}
    assert browser.post(address(household[0]), sent).status_code == 302
    nights = viewer.services.filter(date_provided=viewer.today)
    assert {night.enrollment_id for night in nights} == {member.id for member in household}


def test_only_the_ticked_members_receive_the_service(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    sent = {
        "members": [str(member.id) for member in household[:2]],
        "service": "200-200",
        "on": viewer.today.isoformat(),
    }
    browser.post(address(household[0]), sent)
    assert {one.enrollment_id for one in viewer.services} == {member.id for member in household[:2]}


def test_who_has_left_is_named_with_the_day_and_not_ticked(
    community: Community, household: list[Any], browser: Browser
) -> None:
    add_exit(community, household[2], date(2025, 4, 2))
    form = browser.get(address(household[0])).context["form"]
    assert str(household[2].id) not in form["members"].value()
    assert "Luz Example (left 2 Apr 2025)" in dict(form.fields["members"].choices).values()


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"members": []}, "members", "Tick at least one person."),
        ({"on": "2025-02-01"}, "on", "started on 1 Mar 2025, after this date."),
        ({"on": ""}, "on", "Please answer this."),
        ({"service": "141-1"}, "service", "This program does not offer that service on that day."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    household: list[Any], browser: Browser, viewer: Viewer, sent: dict[str, Any], field: str, words: str
) -> None:
    usual = {"members": [str(household[0].id)], "service": "200-200", "on": viewer.today.isoformat()}
    form = browser.post(address(household[0]), usual | sent).context["form"]
    assert words in form.errors[field][0]
    assert not viewer.services.exists()


def test_a_program_without_hud_services_says_why(community: Community, browser: Browser) -> None:
    person = add_client(community, "Rosa", "Example")
    [enrollment] = add_household(community, [person], community.rapid, START)
    page = browser.get(address(enrollment)).content.decode()
    assert "This program records no services" in page
    assert "<form method" not in page.partition("<main")[2]


def test_an_enrollment_of_another_agency_does_not_exist(community: Community, browser: Browser) -> None:
    person = add_client(community, "Hidden", "Stranger")
    [enrollment] = add_household(community, [person], community.other_program, START)
    assert browser.get(address(enrollment)).status_code == 404


# SSVF (funder 33), PATH (21), HUD-VASH (20) and CoC supportive housing (2) ask for details with some services.
@pytest.mark.parametrize(
    ("project_type", "funder", "service", "asked"),
    [
        (13, 33, "144-2", []),
        (13, 33, "144-3", ["sub_type"]),
        (13, 33, "144-6", ["other_words"]),
        (13, 33, "152-1", ["amount", "covers_from", "covers_until"]),
        (4, 21, "161-1", ["referral_outcome"]),
        (3, 20, "210-12", ["other_words"]),
        (3, 2, "300-5", ["other_words"]),
    ],
)
def test_details_are_asked_only_where_hud_asks_for_them(
    project_type: int, funder: int, service: str, asked: list[str]
) -> None:
    form: Any = ServiceForm(
        recipients=(), offered=ServicesOffered(offered(project_type, [funder])), today=START, chosen=service
    )
    assert [field.name for field in form.details] == asked
    assert service in {key for _, group in form.fields["service"].choices[1:] for key, _ in group}


def test_choosing_a_service_asks_for_its_details_and_keeps_what_was_typed(
    community: Community, household: list[Any], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_ssvf = ServicesOffered(offered(13, [33]))
    monkeypatch.setattr("hearth.screens.services.screen.services_offered", lambda *_: of_ssvf)
    sent = {"members": [str(household[1].id)], "service": "144-4", "on": "2025-05-05", "do": "details"}
    form = browser.post(address(household[0]), sent).context["form"]
    assert [field.name for field in form.details] == ["sub_type"]
    assert form["members"].value() == [str(household[1].id)]
    assert form["on"].value() == "2025-05-05"
    assert not form.errors


def test_the_page_asks_few_questions_of_the_database(
    household: list[Any], browser: Browser, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        browser.get(address(household[0]))
