"""A service that is given to anybody: without an enrollment, the recorder's own, and read by others by release only."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_family import add_member
from hearth.actions.merge_clients import merge_clients
from hearth.actions.pieces import bring_back, delete_piece
from hearth.actions.record_local_service import GivenHere
from hearth.actions.record_service_without_enrollment import record_service_without_enrollment
from hearth.actions.refusal import NotDone
from hearth.actions.undo_merge import undo_merge
from hearth.records import clock, guard
from hearth.records.models import (
    Client,
    ClientMerge,
    Component,
    Level,
    LocalService,
    Service,
    ServiceOffered,
    SharingGroup,
    SharingRule,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_funder,
    add_release,
    viewer_for,
)
from tests.consent import set_columns

pytestmark = pytest.mark.django_db
START, RHY = date(2026, 1, 5), 22
QUERIES_AT_MOST = 12


@pytest.fixture
def rosa(community: Community) -> Client:
    """Somebody whom both agencies know: enrolled at the other one, entered by our own."""
    person = add_client(community, "Rosa", "Example", organization=community.own_agency)
    add_enrollment(community, person, community.other_program, START)
    return person


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def offer(community: Community, name: str = "Hot meal", **columns: Any) -> ServiceOffered:
    agency = columns.pop("organization", community.own_agency)
    known = {"category": "Pantry", "name": name, "to_anybody": True} | columns
    with change(by=None, action="offer_service") as signed:
        return ServiceOffered.objects.create(organization=agency, change=signed, **known)


def give(viewer: Viewer, client: Client, offered: ServiceOffered, on: date | None = None) -> LocalService:
    given = GivenHere(on or viewer.today)
    return record_service_without_enrollment(viewer=viewer, clients=[client], offered=offered, given=given)[0]


def refused(viewer: Viewer, client: Client, offered: ServiceOffered, on: date | None = None) -> str:
    with pytest.raises(NotDone) as refusal:
        give(viewer, client, offered, on)
    assert not guard.everything(LocalService, "test").exists()
    return str(refusal.value)


def share_services(community: Community) -> None:
    group, _made = SharingGroup.objects.get_or_create(is_everyone=True, defaults={"name": "Everybody"})
    SharingRule.objects.create(
        organization=community.own_agency, component=Component.SERVICES, level=Level.FULL, group=group
    )


def test_it_is_recorded_for_who_is_enrolled_elsewhere_and_makes_no_record_of_huds(
    community: Community, rosa: Client, worker: Viewer
) -> None:
    made = give(worker, rosa, offer(community))
    assert (made.enrollment_id, made.organization_id) == (None, community.own_agency.pk)
    assert not guard.everything(Service, "test").exists()


def test_it_is_recorded_on_the_page_of_services_and_taken_back_there(
    community: Community, rosa: Client, browser: Browser, worker: Viewer, django_assert_max_num_queries: Any
) -> None:
    page = reverse("client:services", args=[rosa.pk])
    form = reverse("services:anybody", args=[rosa.pk])
    assert form not in browser.get(page).content.decode()
    assert "gives nothing to anybody yet" in browser.get(form).content.decode()
    meal = offer(community, asks_place=True)
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert form in browser.get(page).content.decode()
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        shown = browser.get(form)
    assert "place" in shown.context["form"].fields, "the only one is chosen, and its details are asked"
    sent = {"service": f"own-{meal.pk}", "on": worker.today.isoformat()}
    assert browser.post(form, sent).context["form"].errors.keys() == {"place"}
    done = browser.post(form, sent | {"place": "Pier 4"}, follow=True).content.decode()
    for words in ("Recorded: Hot meal.", "Pantry: Hot meal", "Pier 4", "Without an enrollment"):
        assert words in done, words
    assert "No services yet" not in done
    row = guard.everything(LocalService, "test").get()
    correct = reverse("services:correct_own", args=[row.pk])
    assert correct in done
    tomorrow = (worker.today + timedelta(days=1)).isoformat()
    assert "in the future" in browser.post(correct, sent | {"on": tomorrow, "place": "A"}).content.decode()
    assert browser.post(correct, sent | {"place": "Pier 5"}).status_code == 302
    assert guard.everything(LocalService, "test").get().place == "Pier 5"
    browser.post(reverse("client:take_back", args=[rosa.pk, row.change_id]))
    assert not worker.rows(LocalService).exists()


@pytest.fixture
def family(community: Community, rosa: Client) -> list[Client]:
    """Rosa, her child Luz, and Max, whom the agency still lists as of the family."""
    luz = add_client(community, "Luz", "Example", organization=community.own_agency, dob=date(2019, 1, 1))
    max_ = add_client(community, "Max", "Example", organization=community.own_agency, dob=date(1990, 1, 1))
    viewer = viewer_for(community.personas["intake_worker"])
    for person in (luz, max_):
        add_member(viewer=viewer, client_id=rosa.pk, person_id=person.pk)
    return [rosa, luz, max_]


def test_it_is_recorded_for_a_whole_household_at_once_and_taken_back_at_once(
    community: Community,
    family: list[Client],
    browser: Browser,
    worker: Viewer,
    django_assert_max_num_queries: Any,
) -> None:
    meal, form = offer(community), reverse("services:anybody", args=[family[0].pk])
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        members = browser.get(form).context["form"]["members"]
    first, *others = [name for _key, name in members.field.choices]
    assert (first, set(others)) == ("Rosa Example", {"Luz Example", "Max Example"})
    assert members.value() == [str(family[0].pk)], "who is not there is not put down by a quick hand"
    sent = {"service": f"own-{meal.pk}", "on": worker.today.isoformat()}
    nobody = browser.post(form, sent).context["form"]
    assert nobody.errors["members"] == ["Tick at least one person."]
    both = [str(one.pk) for one in family[:2]]
    again = browser.post(form, sent | {"members": both, "do": "details"}).context["form"]
    assert again["members"].value() == both, "what was ticked stays ticked"
    done = browser.post(form, sent | {"members": both}, follow=True).content.decode()
    assert "Recorded for 2 people: Hot meal." in done
    rows: Any = worker.rows(LocalService)
    assert {row.client_id for row in rows} == {family[0].pk, family[1].pk}
    assert {row.enrollment_id for row in rows} == {None}
    browser.post(reverse("client:take_back", args=[family[0].pk, rows.first().change_id]))
    assert not worker.rows(LocalService).exists()


def test_who_is_not_with_the_client_is_not_reached_and_one_breach_stops_all(
    community: Community, family: list[Client], browser: Browser, worker: Viewer
) -> None:
    meal, form = offer(community), reverse("services:anybody", args=[family[0].pk])
    stranger = add_client(community, "Noor", "Example", organization=community.own_agency)
    sent = {"service": f"own-{meal.pk}", "on": worker.today.isoformat()}
    members = [str(family[0].pk), str(stranger.pk)]
    assert "members" in browser.post(form, sent | {"members": members}).context["form"].errors
    early = sent | {"on": "2018-01-01", "members": [str(one.pk) for one in family]}
    told = browser.post(form, early).content.decode()
    assert "Luz Example was not born on that day." in told
    assert not worker.rows(LocalService).exists()


def test_days_that_cannot_be_and_services_that_are_not_given_to_anybody_are_refused(
    community: Community, rosa: Client, worker: Viewer
) -> None:
    meal = offer(community, starts_on=date(2026, 1, 1))
    assert "in the future" in refused(worker, rosa, meal, worker.today + timedelta(days=1))
    assert "does not offer that service on that day" in refused(worker, rosa, meal, date(2025, 12, 31))
    closed = offer(community, "Storage", to_anybody=False)
    assert "does not offer that service on that day" in refused(worker, rosa, closed)


def test_who_is_enrolled_in_the_program_that_gives_it_gets_it_there(
    community: Community, worker: Viewer
) -> None:
    leo = add_client(community, "Leo", "Example", organization=community.own_agency)
    add_enrollment(community, leo, community.rapid, START)
    clinic = offer(community, "Clinic", project=community.rapid)
    assert "Leo Example is enrolled in Harbor Rapid on that day." in refused(worker, leo, clinic)
    before = START - timedelta(days=1)
    assert give(worker, leo, clinic, before).starts_on == before


def test_nobody_gives_another_agencys_service_nor_to_whom_they_do_not_see(
    community: Community, rosa: Client, worker: Viewer
) -> None:
    theirs = offer(community, organization=community.other_agency)
    with pytest.raises(NotVisible):
        give(worker, rosa, theirs)
    unknown = add_client(community, "Ada", "Example", organization=community.other_agency)
    with pytest.raises(NotVisible):
        give(worker, unknown, offer(community))
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        give(reader, rosa, offer(community, "Shower"))


def test_a_victim_service_provider_gives_nothing_here(
    community: Community, rosa: Client, worker: Viewer
) -> None:
    set_columns(community.own_agency, victim_service_provider=1)
    fresh = viewer_for(worker.account)
    assert "victim service provider" in refused(fresh, rosa, offer(community))


def test_another_agency_reads_it_by_release_alone_and_never_changes_it(
    community: Community, rosa: Client, worker: Viewer, browser_of: Callable[..., Browser]
) -> None:
    made = give(worker, rosa, offer(community))
    share_services(community)
    assert not viewer_for(community.stranger).rows(LocalService).exists()
    release = add_release(community, rosa, community.own_agency)
    assert viewer_for(community.stranger).rows(LocalService).count() == 1
    there = browser_of(community.stranger)
    listed = there.get(reverse("client:services", args=[rosa.pk])).content.decode()
    address = reverse("services:correct_own", args=[made.pk])
    assert "Harbor House (example)" in listed
    assert address not in listed
    assert there.get(address).status_code == 403
    set_columns(release, withdrawn_at=clock.instant())
    assert not viewer_for(community.stranger).rows(LocalService).exists()
    assert viewer_for(worker.account).rows(LocalService).count() == 1


@pytest.mark.parametrize("stricter", ["part 2", "runaway youth"])
def test_a_service_of_a_program_under_stricter_rules_stays_with_its_agency(
    community: Community, rosa: Client, worker: Viewer, stricter: str
) -> None:
    share_services(community)
    add_release(community, rosa, community.own_agency)
    give(worker, rosa, offer(community, "Acupuncture", project=community.rapid))
    assert viewer_for(community.stranger).rows(LocalService).count() == 1
    lead = add_account("outer_lead", community.other_agency, "hmis_lead")
    assert viewer_for(lead).rows(LocalService).count() == 1
    if stricter == "part 2":
        set_columns(community.rapid, is_part_2=True)
        assert not viewer_for(lead).rows(LocalService).exists(), "nor to who leads the community"
    else:
        add_funder(community, community.rapid, RHY)
    assert not viewer_for(community.stranger).rows(LocalService).exists()
    assert viewer_for(worker.account).rows(LocalService).count() == 1


def test_it_goes_along_with_a_merge_and_comes_back_with_its_undo(
    community: Community, rosa: Client, worker: Viewer
) -> None:
    twice = add_client(community, "Rosita", "Example", organization=community.own_agency)
    made = give(worker, twice, offer(community))
    lead = viewer_for(community.personas["hmis_lead"])
    merge_clients(viewer=lead, kept_id=rosa.pk, merged_id=twice.pk)
    rows: Any = guard.everything(LocalService, "test")
    assert rows.get(pk=made.pk).client_id == rosa.pk
    undo_merge(viewer=lead, merge_id=guard.everything(ClientMerge, "test").get().pk)
    assert rows.get(pk=made.pk).client_id == twice.pk


def test_it_is_deleted_softly_and_brought_back(community: Community, rosa: Client, worker: Viewer) -> None:
    made = give(worker, rosa, offer(community))
    delete_piece(viewer=worker, kind="local_service", piece_id=made.pk)
    assert not worker.rows(LocalService).exists()
    bring_back(viewer=worker, kind="local_service", piece_id=made.pk)
    assert worker.rows(LocalService).get().pk == made.pk


def test_a_service_of_the_agencys_own_is_opened_to_anybody_and_one_of_huds_is_not(
    community: Community, browser_of: Callable[..., Browser]
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    page = reverse("program_setup:services", args=[community.rapid.pk])
    sent = {
        "do": "local",
        "category": "Pantry",
        "name": "Groceries",
        "delivery": "single",
        "to_anybody": "on",
    }
    assert lead.post(page, sent).status_code == 302
    own = guard.everything(ServiceOffered, "test").get()
    assert own.to_anybody
    assert "To anybody" in lead.get(page).content.decode()
    change_it = reverse("program_setup:end_offer", args=[own.pk])
    lead.post(change_it, {"do": "enrolled"})
    assert not guard.everything(ServiceOffered, "test").get().to_anybody
    hud = offer(
        community, "Case", project=community.rapid, record_type=144, type_provided=1, to_anybody=False
    )
    told = lead.post(reverse("program_setup:end_offer", args=[hud.pk]), {"do": "anybody"}, follow=True)
    assert "recorded in an enrollment only" in told.content.decode()
    assert not guard.everything(ServiceOffered, "test").get(pk=hud.pk).to_anybody
