"""What a program offers no longer on the service's day is neither shown nor recorded; own services go everywhere."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.services_offered import services_offered
from hearth.access.viewer import Viewer
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.records import guard
from hearth.records.models import LocalService, ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client, add_funder, add_household, add_services, viewer_for

START, ENDED = date(2026, 1, 5), date(2026, 1, 31)
SSVF = 33
CASE_MANAGEMENT, OUTREACH = "144-2", "144-1"
NOT_OFFERED = "This program does not offer that service on that day."
QUERIES_AT_MOST, SAVE_AT_MOST = 12, 30


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo", "Luz")]
    return add_household(community, people, community.rapid, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def offer(community: Community, name: str, **columns: Any) -> ServiceOffered:
    with change(by=None, action="offer_services") as signed:
        return ServiceOffered.objects.create(
            organization=community.own_agency, category="Stability", name=name, change=signed, **columns
        )


def end(offered: ServiceOffered) -> None:
    with change(by=None, action="end_offer"):
        offered.ends_on = ENDED
        offered.save()


def end_of(offered: ServiceOffered) -> date | None:
    rows = guard.everything(ServiceOffered, "what a test reads")
    return rows.get(pk=offered.pk).ends_on


@pytest.fixture
def case_management(community: Community, household: list[Any]) -> ServiceOffered:
    """Case management of SSVF, offered until the end of January."""
    add_funder(community, community.rapid, SSVF)
    codes = {"record_type": 144, "type_provided": 2}
    return offer(community, "Case management", project=community.rapid, ends_on=ENDED, **codes)


def form_on(browser: Browser, address: str, stay: Any, on: date, service: str = CASE_MANAGEMENT) -> Any:
    sent = {"members": [str(stay.pk)], "service": service, "on": on.isoformat(), "do": "details"}
    return browser.post(address, sent).context["form"]


def keys(form: Any) -> set[str]:
    return {key for _kind, group in form.fields["service"].choices[1:] for key, _label in group}


@pytest.mark.usefixtures("case_management")
def test_what_was_ended_is_shown_on_its_last_day_and_on_no_later_one(
    household: list[Any], browser: Browser
) -> None:
    address = reverse("services:record", args=[household[0].pk])
    today = keys(browser.get(address).context["form"])
    assert (OUTREACH in today, CASE_MANAGEMENT in today) == (True, False)
    last = form_on(browser, address, household[0], ENDED)
    assert CASE_MANAGEMENT in keys(last) and not last.is_ended
    later = form_on(browser, address, household[0], ENDED + timedelta(days=1))
    assert CASE_MANAGEMENT not in keys(later) and later.is_ended


@pytest.mark.usefixtures("case_management")
@pytest.mark.parametrize(("on", "is_kept"), [(ENDED, True), (ENDED + timedelta(days=1), False)])
def test_what_was_ended_is_recorded_for_its_last_day_and_refused_in_one_line_after_it(
    household: list[Any], browser: Browser, viewer: Viewer, on: date, is_kept: bool
) -> None:
    for address in (
        reverse("services:record", args=[household[0].pk]),
        reverse("services:program", args=[household[0].project_id]),
    ):
        sent = {"members": [str(household[0].pk)], "service": CASE_MANAGEMENT, "on": on.isoformat()}
        answer = browser.post(address, sent)
        assert answer.status_code == (302 if is_kept else 200)
        if not is_kept:
            assert answer.context["form"].errors["service"] == [NOT_OFFERED]
    assert viewer.services.exists() == is_kept


@pytest.mark.usefixtures("case_management")
def test_the_action_refuses_it_whatever_form_it_came_from(household: list[Any], viewer: Viewer) -> None:
    given: dict[str, Any] = {"record_type": 144, "type_provided": 2}
    with pytest.raises(NotDone, match=NOT_OFFERED):
        record_service(viewer=viewer, enrollments=household, on=ENDED + timedelta(days=1), **given)
    assert record_service(viewer=viewer, enrollments=household, on=ENDED, **given)


@pytest.mark.usefixtures("case_management")
def test_what_was_given_later_all_the_same_is_corrected_on_its_day_and_not_moved(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    day = ENDED + timedelta(days=9)
    [came] = add_services(community, household[0], [day], record_type=144, type_provided=2)
    address = reverse("services:correct", args=[came.pk])
    assert CASE_MANAGEMENT in keys(browser.get(address).context["form"])
    sent = {"service": CASE_MANAGEMENT, "on": day.isoformat()}
    assert browser.post(address, sent).status_code == 302
    moved = browser.post(address, sent | {"on": (day + timedelta(days=1)).isoformat()})
    assert moved.context["form"].errors["service"] == [NOT_OFFERED]
    assert viewer.services.get().date_provided == day


def test_a_list_whose_every_service_was_ended_is_not_shown(
    community: Community, case_management: ServiceOffered, viewer: Viewer
) -> None:
    others = [one for one in services_offered(viewer, community.rapid, ENDED).hud if one.record_type == 144]
    for code in others[0].code_list.labels:
        if int(code) != case_management.type_provided:
            codes = {"record_type": 144, "type_provided": int(code)}
            offer(community, f"Number {code}", project=community.rapid, ends_on=ENDED, **codes)
    after = services_offered(viewer, community.rapid, ENDED + timedelta(days=1))
    assert [one.record_type for one in after.hud] == [152]


def test_an_offer_of_another_program_ends_nothing_here(
    community: Community, household: list[Any], viewer: Viewer
) -> None:
    for program in (community.rapid, community.transitional):
        add_funder(community, program, SSVF)
    codes = {"record_type": 144, "type_provided": 2}
    offer(community, "Case management", project=community.transitional, ends_on=ENDED, **codes)
    assert "2" in services_offered(viewer, community.rapid, viewer.today).hud[0].code_list.labels
    assert "2" not in services_offered(viewer, community.transitional, viewer.today).hud[0].code_list.labels


def test_an_end_is_taken_back_where_it_was_set_and_bed_nights_have_none(
    community: Community, case_management: ServiceOffered, browser_of: Callable[..., Browser]
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    address = reverse("program_setup:end_offer", args=[case_management.pk])
    page = reverse("program_setup:services", args=[community.rapid.pk])
    assert "Offer again" in lead.get(page).content.decode()
    lead.post(address, {"do": "again"})
    assert end_of(case_management) is None
    nights = offer(community, "Bed night", project=community.shelter, record_type=200, type_provided=200)
    shelter = reverse("program_setup:services", args=[community.shelter.pk])
    assert "End today" not in lead.get(shelter).content.decode()
    answer = lead.post(reverse("program_setup:end_offer", args=[nights.pk]), follow=True)
    assert "records its bed nights" in answer.content.decode()
    assert end_of(nights) is None


def test_a_service_of_the_agencys_own_that_ended_is_refused_at_its_field(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    storage = offer(community, "Storage", ends_on=ENDED)
    address = reverse("services:record", args=[household[0].pk])
    sent = {"members": [str(household[0].pk)], "service": f"own-{storage.pk}", "on": "2026-02-01"}
    assert browser.post(address, sent).context["form"].errors["service"] == [NOT_OFFERED]
    assert browser.post(address, sent | {"on": ENDED.isoformat()}).status_code == 302
    row: Any = viewer.rows(LocalService).get()
    moved = browser.post(reverse("services:correct_own", args=[row.pk]), {"on": "2026-02-01"})
    assert NOT_OFFERED in moved.content.decode()


def test_the_last_service_of_the_agencys_own_is_offered_again_without_its_days(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    coaching = offer(community, "Coaching", asks_minutes=True, delivery="long")
    for_two = [str(one.pk) for one in household[:2]]
    address = reverse("services:record", args=[household[2].pk])
    told = {"on": "2026-02-01", "until": "2026-02-08", "minutes": "45", "remark": "Weekly"}
    browser.post(address, {"members": for_two, "service": f"own-{coaching.pk}", **told})
    [(lately, words)] = browser.get(address).context["lately"]
    assert words == "Coaching"
    form = browser.post(address, {"again": str(lately.row.pk)}).context["form"]
    assert (form["service"].value(), form["minutes"].value()) == (f"own-{coaching.pk}", 45)
    assert set(form["members"].value()) == set(for_two)
    assert (form["on"].value(), form["until"].value(), form["remark"].value()) == (viewer.today, None, None)
    end(coaching)
    assert browser.get(address).context["lately"] == []


def test_a_service_of_the_agencys_own_is_recorded_for_many_and_taken_back(
    community: Community,
    household: list[Any],
    browser: Browser,
    viewer: Viewer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    coaching = offer(community, "Coaching", asks_minutes=True)
    address = reverse("services:program", args=[community.rapid.pk])
    sent = {"service": f"own-{coaching.pk}", "on": "2026-02-03", "minutes": "30"}
    asked: list[int] = []
    acts: list[Any] = []

    def rows() -> Any:
        return viewer.rows(LocalService)

    for chosen in (household[:1], household):
        with django_assert_max_num_queries(30) as saved:
            answer = browser.post(address, sent | {"members": [str(one.pk) for one in chosen]})
        assert answer.status_code == 302
        asked.append(len(saved))
        latest = rows().exclude(change__in=acts)
        assert {row.enrollment_id for row in latest} == {one.pk for one in chosen}
        acts.append(latest[0].change_id)
    assert asked[0] == asked[1]
    browser.post(reverse("services:take_back", args=[community.rapid.pk, acts[1]]))
    assert rows().count() == 1
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        browser.get(address)


def test_the_button_is_there_where_a_program_has_only_services_of_its_own(
    community: Community,
    household: list[Any],
    browser: Browser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse("client:client", args=[household[0].client_id])
    button = reverse("services:record", args=[household[0].pk])
    assert f'href="{button}"' not in browser.get(address).content.decode()
    coaching = offer(community, "Coaching")
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = browser.get(address).content.decode()
    assert f'href="{button}"' in page
    end(coaching)
    assert f'href="{button}"' not in browser.get(address).content.decode()


def test_who_may_not_add_a_service_is_told_who_does(
    household: list[Any], browser_of: Callable[..., Browser], community: Community
) -> None:
    page = reverse("program_setup:services", args=[household[0].project_id])
    told = {
        name: browser_of(community.personas[name]).get(page).content.decode()
        for name in ("agency_manager", "hmis_lead")
    }
    assert "are added below" in told["hmis_lead"]
    assert "Add a service of the agency" in told["hmis_lead"]
    assert "are added below" not in told["agency_manager"]
    assert "Who sets up the programs of your agency adds them" in told["agency_manager"]
