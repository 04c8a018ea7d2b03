"""What nobody answered of a worker's own caseload: named in plain words, led to its form."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.answers import START as INTAKE
from hearth.access.answers import UPDATE
from hearth.access.viewer import Viewer
from hearth.actions.collect import collect
from hearth.records.models import Account, AssignedStaff
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for

COMPLETE: dict[str, Any] = {
    "name_data_quality": 1,
    "ssn_data_quality": 9,
    "dob": date(1990, 3, 12),
    "dob_data_quality": 1,
    "race_none": 8,
    "veteran_status": 0,
}
STAY: dict[str, Any] = {"disabling_condition": 0, "living_situation": 116}


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def mine(community: Community, *, person: Any = (), stay: Any = (), name: str = "Rosa") -> Any:
    client = add_client(
        community, name, "Example", **{**COMPLETE, **dict(person), "organization": community.own_agency}
    )
    worker = community.personas["intake_worker"]
    start = viewer_for(worker).today - timedelta(days=10)
    one = add_enrollment(community, client, community.rapid, start, **{**STAY, **dict(stay)})
    with change(by=None, action="test") as signed:
        AssignedStaff.objects.create(
            enrollment=one, organization=community.own_agency, account=worker, change=signed
        )
    return one


def ask(viewer: Viewer, stay: Any, stage: int, left: int) -> None:
    collect(viewer=viewer, enrollment=stay, stage=stage, on=viewer.today, answers=[], open_questions=left)


def shown(browser: Browser) -> str:
    return " ".join(browser.get(reverse("to_do:list") + "?show=missing").content.decode().split())


def waits(browser: Browser) -> bool:
    return "show=missing" in browser.get(reverse("to_do:counts")).content.decode()


def test_nothing_is_missing_where_the_client_does_not_know_or_prefers_not_to_say(
    community: Community, browser: Browser
) -> None:
    mine(community)
    assert "Nothing is missing" in shown(browser)
    assert not waits(browser)


@pytest.mark.parametrize(
    ("column", "words", "field"),
    [
        ("name_data_quality", "Name", "#id_Client_FirstName"),
        ("ssn_data_quality", "Social Security Number", "#id_Client_SSN"),
        ("dob_data_quality", "Date of Birth", "#id_Client_DOB"),
        ("race_none", "Race and Ethnicity", "#id_Client_AmIndAKNative"),
        ("veteran_status", "Veteran Status", "#id_Client_VeteranStatus"),
    ],
)
@pytest.mark.parametrize("value", [None, 99])
def test_a_blank_of_the_profile_is_named_and_led_to_its_field(
    community: Community, browser: Browser, column: str, words: str, field: str, value: int | None
) -> None:
    stay = mine(community, person={column: value})
    page = shown(browser)
    assert reverse("profile:edit", args=[stay.client_id]) + field in page
    assert words in page
    assert waits(browser)


def test_a_childs_veteran_status_is_not_missing(community: Community, browser: Browser) -> None:
    mine(community, person={"veteran_status": None, "dob": date(2018, 1, 1)})
    assert not waits(browser)


def test_a_blank_of_the_intake_is_missing_once_the_intake_is_done(
    community: Community, browser: Browser, worker: Viewer
) -> None:
    stay = mine(community, stay={"disabling_condition": None, "living_situation": 99})
    assert not waits(browser)
    ask(worker, stay, INTAKE, 0)
    page = shown(browser)
    form = reverse("collection:collect", args=[stay.pk, "start"])
    assert f"{form}#id_Enrollment_DisablingCondition" in page
    assert f"{form}#id_Enrollment_LivingSituation" in page


def test_the_coc_of_a_household_is_missing_of_its_head(community: Community, browser: Browser) -> None:
    stay = mine(community, stay={"enrollment_coc": None})
    assert reverse("enrollment:stay", args=[stay.pk]) + "#id_stay-coc" in shown(browser)


def test_open_questions_of_an_update_are_counted_and_led_to_the_day_of_the_update(
    community: Community, browser: Browser, worker: Viewer
) -> None:
    stay = mine(community)
    ask(worker, stay, UPDATE, 3)
    page = shown(browser)
    form = reverse("collection:collect", args=[stay.pk, "update"])
    assert f"{form}?on={worker.today.isoformat()}" in page
    assert "3 questions open" in page
    ask(worker, stay, UPDATE, 0)
    assert not waits(browser)


def test_open_questions_of_an_intake_stand_on_the_list_of_intakes(
    community: Community, browser: Browser, worker: Viewer
) -> None:
    ask(worker, mine(community), INTAKE, 3)
    assert not waits(browser)


def test_the_caseload_of_a_colleague_is_not_mine(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    mine(community, person={"veteran_status": None})
    assert not waits(browser_of(community.personas["agency_manager"]))


def test_a_page_asks_no_more_for_more_people(
    community: Community, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    for name in ("Rosa", "Mateo", "Luz"):
        mine(community, person={"veteran_status": None}, name=name)
    shown(browser)
    with django_assert_max_num_queries(12):
        assert shown(browser).count("Veteran Status") == 3
