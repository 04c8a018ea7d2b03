"""The calendar as a page: what it tells and what it does not, how it is filled and where it leads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.access.client_calendar import Kind
from hearth.actions.reserve_bed import end_reservation, reserve_bed
from hearth.actions.set_goal import Aim, set_goal
from hearth.records import clock
from hearth.records.models import Account, LoginSession
from hearth.records.write import change
from hearth.screens.calendar.conftest import TODAY, days, due
from hearth.screens.calendar.month import days_of, month_named
from tests.beds import add_beds
from tests.caseload import add_service, own_stay, take
from tests.community import (
    Community,
    add_client,
    add_household,
    add_release,
    add_services,
    viewer_for,
)
from tests.identifiers import without_identifiers

pytestmark = pytest.mark.django_db


def shown(browser: Browser, asked: str = "") -> str:
    return " ".join(browser.get(reverse("calendar:month") + asked).content.decode().split())


def test_a_reserved_bed_stands_on_its_first_night_until_it_is_known_whether_they_came(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    [bed] = add_beds(community, community.shelter, 1)
    reservation = reserve_bed(
        viewer=viewer_for(worker),
        project=community.shelter,
        bed_id=bed.pk,
        client_id=stay.client_id,
        first_night=date(2026, 3, 20),
        nights=3,
        today=TODAY,
    )
    assert days(due(worker), Kind.BED) == [date(2026, 3, 20)]
    [item] = browser.get(reverse("calendar:month")).context["items"]
    # Neither the bed nor the place stands on it.
    assert item.words == "A bed is reserved from this night"
    assert browser.get(item.url).status_code == 200
    end_reservation(
        viewer=viewer_for(worker),
        project=community.shelter,
        reservation_id=reservation.pk,
        state="cancelled",
    )
    assert due(worker) == []


def test_what_is_private_is_told_without_its_words(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    colleague = viewer_for(community.personas["agency_manager"])
    aim = Aim("Leave him", stay.entry_date, target_on=date(2026, 3, 20), is_private=True)
    set_goal(viewer=colleague, enrollment=stay, aim=aim)
    add_service(community, stay, date(2026, 3, 20), is_private=True)
    for asked in ("?month=2026-03", "?on=2026-03-20"):
        page = shown(browser, asked)
        assert page.count("Private") == 2
        assert "Leave him" not in page
        assert "Storage" not in page


def test_each_kind_is_shown_to_who_may_do_it(
    community: Community, worker: Account, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9))
    add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))
    assert "Annual assessment: first day" in shown(browser)
    rights = {"find_client", "record_release"}
    monkeypatch.setattr(type(viewer_for(worker).role), "gives", lambda _role, right: right in rights)
    answer = browser.get(reverse("calendar:month"))
    assert [one[0] for one in answer.context["tabs"]] == ["", "releases", "adults"]
    assert {one.kind for one in answer.context["items"]} == {Kind.RELEASE}


def test_no_birth_date_stands_on_it(community: Community, worker: Account, browser: Browser) -> None:
    own_stay(community, worker, date(2026, 1, 5), dob=date(2008, 3, 20))
    page = shown(browser)
    assert "Turns 18" in page
    assert "2008" not in without_identifiers(page)


def test_a_day_with_more_than_fits_says_how_many_and_opens(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    for number in range(5):
        aim = Aim(f"Aim {number}", stay.entry_date, target_on=date(2026, 3, 20))
        set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    page = shown(browser)
    assert page.count("Goal: Aim") == 3
    assert "?on=2026-03-20" in page
    assert "2 more" in page
    assert shown(browser, "?on=2026-03-20").count("Goal: Aim") == 5


def test_each_thing_leads_to_a_page_that_opens(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9), dob=date(2008, 3, 20))
    aim = Aim("Find work", stay.entry_date, target_on=date(2026, 3, 20))
    set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    add_service(community, stay, date(2026, 3, 18))
    add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))
    [paid] = add_services(community, stay, [TODAY], record_type=152, type_provided=1)
    with change(by=None, action="test"):
        paid.fa_end_date = date(2026, 3, 28)
        paid.save(update_fields=["fa_end_date"])
    items = browser.get(reverse("calendar:month")).context["items"]
    assert {one.kind for one in items} == set(Kind) - {Kind.EXIT, Kind.BED}
    for one in items:
        assert browser.get(one.url).status_code == 200, one.url


@pytest.mark.parametrize(
    "asked",
    ["?month=2026-13", "?month=0001-01", "?month=0010-01", "?month=", "?on=2026-02-30", "?on=tomorrow"],
)
def test_an_address_that_names_no_month_shows_this_one_and_says_so(browser: Browser, asked: str) -> None:
    page = shown(browser, asked)
    assert "The address names no month" in page
    assert "Nothing is due in March 2026" in page


def test_today_is_marked_in_its_own_month_alone() -> None:
    today = date(2026, 3, 31)
    assert [one.on for one in days_of(month_named("2026-03"), [], today) if one.is_today] == [today]
    april = days_of(month_named("2026-04"), [], today)
    assert today in {one.on for one in april}
    assert not any(one.is_today for one in april)


def test_the_filter_keeps_to_its_kind_in_the_next_month_too(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9))
    add_service(community, stay, date(2026, 3, 18))
    page = shown(browser, "?month=2026-03&show=services")
    assert "Ends: Storage" in page
    assert "Annual assessment: first day" not in page
    assert "?month=2026-04&amp;show=services#month" in page


def test_it_asks_the_same_twelve_questions_at_most_however_long_the_caseload(
    community: Community, worker: Account, browser: Browser
) -> None:
    def queries() -> int:
        LoginSession.objects.update(active_at=clock.instant())
        with CaptureQueriesContext(connection) as asked:
            shown(browser)
        return len(asked)

    def one_more(number: int) -> None:
        stay = own_stay(community, worker, date(2025, 4, 9), f"Rosa {number}", dob=date(2008, 3, 2 + number))
        people = [add_client(community, f"{name} {number}", "Example") for name in ("Luz", "Mateo")]
        shelter = add_household(community, people, community.shelter, TODAY - timedelta(days=80))
        take(community, worker, *shelter)
        aim = Aim(f"Aim {number}", stay.entry_date, target_on=date(2026, 3, 20))
        set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
        add_service(community, stay, date(2026, 3, 10 + number))
        add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))

    one_more(0)
    shown(browser)
    first = queries()
    for number in range(1, 9):
        one_more(number)
    assert len(due(worker)) > 40
    assert queries() == first <= 12
