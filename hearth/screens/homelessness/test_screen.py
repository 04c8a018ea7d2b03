"""The history of homelessness on the page: months, what proves them, the answer, and months added and taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.actions.keep_file import keep
from tests.community import Community, add_client, add_enrollment, add_services, viewer_for

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", TODAY)


@pytest.fixture
def rosa(community: Community) -> Any:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    stay = add_enrollment(
        community,
        rosa,
        community.shelter,
        date(2026, 2, 10),
        date_to_street_essh=date(2025, 12, 20),
        disabling_condition=1,
        times_homeless_past_three_years=4,
        months_homeless_past_three_years=113,
    )
    add_services(community, stay, [date(2026, 2, 10), date(2026, 2, 12), date(2026, 3, 1)])
    return rosa


@pytest.fixture
def worker(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def test_each_month_says_what_is_known_and_what_proves_it(
    worker: Browser, rosa: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        page = worker.get(f"/clients/{rosa.pk}/homelessness/").content.decode()
    assert "2 bed nights at Harbor Night Shelter, 10 Feb 2026 to 12 Feb 2026" in page
    assert "Said at the start of Harbor Night Shelter: homeless since 20 Dec 2025" in page
    assert "Feb 2026: Homeless, proved" in page
    assert "4 of 36" in page
    assert "Nothing on record" in page
    assert "Evidence at agencies that you may not see is not counted." in page


def test_the_answer_of_the_day_and_those_at_project_start_stand_side_by_side(
    worker: Browser, rosa: Any
) -> None:
    page = worker.get(f"/clients/{rosa.pk}/homelessness/")
    assert page.context["answer"]["words"] == "Not known"
    assert "A disabling condition is on record." in page.context["answer"]["why"]
    assert [status for _stay, status in page.context["starts"]] == ["Yes"]


def test_a_client_of_whom_nothing_is_known_has_an_empty_page_that_says_what_fills_it(
    community: Community, worker: Browser
) -> None:
    noor = add_client(community, "Noor", "Example", organization=community.own_agency)
    page = worker.get(f"/clients/{noor.pk}/homelessness/")
    assert page.context["is_empty"]
    assert b"Nothing is on record yet" in page.content


def given(**more: Any) -> dict[str, Any]:
    usual = {"first": "2025-10-01", "last": "2025-11-01", "kind": "letter", "said_by": "Pastor Example"}
    return usual | more


def test_months_are_added_by_a_letter_and_taken_back_in_one_click(worker: Browser, rosa: Any) -> None:
    answered = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(note="Church lot"), follow=True)
    page = answered.content.decode()
    assert "Added: Oct 2025 – Nov 2025." in page
    assert "Letter of a third party: Pastor Example" in page
    assert "6 of 36" in page
    undo = f"/clients/{rosa.pk}/homelessness/take-back/{answered.context['attested'][0]['change'].pk}/"
    assert undo in page
    page = worker.post(undo, follow=True).content.decode()
    assert "4 of 36" in page
    assert "No months were added" in page


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_stored(worker: Browser, rosa: Any) -> None:
    page = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(first="2025-12-01", said_by=""))
    assert page.status_code == 200
    assert "said_by" in page.context["form"].errors
    page = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(first="2025-12-01"))
    assert page.context["form"].errors["last"] == ["The first month is after the last."]
    assert b"Pastor Example" in page.content


def test_another_agency_neither_sees_nor_takes_back_what_was_added(
    community: Community, worker: Browser, browser_of: Callable[..., Browser], rosa: Any
) -> None:
    add_enrollment(community, rosa, community.other_program, date(2026, 3, 1))
    worker.post(f"/clients/{rosa.pk}/homelessness/add/", given())
    stranger = browser_of(community.stranger)
    page = stranger.get(f"/clients/{rosa.pk}/homelessness/").content.decode()
    assert "Pastor Example" not in page
    assert "0 of 36" in page
    with_viewer = worker.get(f"/clients/{rosa.pk}/homelessness/").context["attested"]
    change = with_viewer[0]["change"].pk
    assert stranger.post(f"/clients/{rosa.pk}/homelessness/take-back/{change}/").status_code == 404


def test_a_longer_time_is_shown_on_demand(worker: Browser, rosa: Any) -> None:
    page = worker.get(f"/clients/{rosa.pk}/homelessness/?months=120")
    assert page.context["span"] == 120
    assert worker.get(f"/clients/{rosa.pk}/homelessness/?months=9").context["span"] == 36


def test_the_history_tells_who_added_and_who_took_back_the_months(worker: Browser, rosa: Any) -> None:
    page = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(), follow=True)
    change = page.context["attested"][0]["change"].pk
    worker.post(f"/clients/{rosa.pk}/homelessness/take-back/{change}/")
    acts = worker.get(f"/clients/{rosa.pk}/history/").context["acts"]
    assert [act.title for act in acts[:2]] == [
        "Took back months of homelessness",
        "Added months of homelessness",
    ]
    assert acts[1].made[0] == "Month of homelessness: Oct 2025, said by Pastor Example"


def test_the_letter_is_named_among_the_files_of_this_client_alone(
    community: Community, worker: Browser, rosa: Any
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    letter = keep(viewer, rosa, b"%PDF-1.7 a letter", "letter.pdf")
    noor = add_client(community, "Noor", "Example", organization=community.own_agency)
    other = keep(viewer, noor, b"%PDF-1.7 another", "other.pdf")
    page = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(letter=str(other.pk)))
    assert "letter" in page.context["form"].errors
    page = worker.post(f"/clients/{rosa.pk}/homelessness/add/", given(letter=str(letter.pk)), follow=True)
    assert b"letter.pdf" in page.content
