"""A site has an address, and one that must stay secret does not leave its agency."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.sites import sites_of
from hearth.records import guard
from hearth.records.models import Account, Opening, Organization, Project, Site, Unit
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import Community, add_account, viewer_for

STREET, CITY, ZIP, GEOCODE = "77 Quiet Lane", "Hidden Falls", "95899", "069067"
QUERIES_AT_MOST = 12


@pytest.fixture
def site(community: Community) -> Site:
    add_beds(community, community.shelter, 2)
    with change(by=None, action="set_up"):
        found = guard.everything(Site, "test").get()
        found.name, found.address, found.city, found.state = "North house", STREET, CITY, "CA"
        found.zip_code, found.geocode = ZIP, GEOCODE
        found.save()
    return found


@pytest.fixture
def manager(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


@pytest.fixture
def lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    """Give a lead of another agency, who reaches all of them."""
    return browser_of(add_account("outer_lead", community.other_agency, "hmis_lead"))


def answers(**changed: Any) -> dict[str, Any]:
    known = {"name": "North house", "address": STREET, "city": CITY, "state": "ca", "zip_code": ZIP}
    return known | {"geocode": GEOCODE} | changed


def make_secret(community: Community, site: Site, how: str) -> None:
    with change(by=None, action="set_up"):
        if how == "site":
            site.is_confidential = True
            site.save()
        rows: Any = guard.everything(Organization, "test").filter(pk=site.organization_id)
        if how == "agency":
            rows.update(is_confidential=True)
        if how == "victim services":
            rows.update(victim_service_provider=1)
        if how == "survivors":
            guard.everything(Project, "test").filter(pk=community.shelter.pk).update(target_population=1)


def pages_of(community: Community, site: Site) -> list[str]:
    return [
        reverse("program_setup:sites", args=[site.organization_id]),
        reverse("program_setup:units", args=[community.shelter.pk]),
    ]


def test_the_list_and_the_units_tell_where_a_site_lies(
    community: Community, lead: Browser, site: Site, django_assert_max_num_queries: Any
) -> None:
    for address in pages_of(community, site):
        with django_assert_max_num_queries(QUERIES_AT_MOST):
            shown = lead.get(address).content.decode()
        for words in ("North house", f"{STREET}, {CITY}, CA {ZIP}"):
            assert words in shown, (address, words)
    listed = lead.get(pages_of(community, site)[0]).content.decode()
    assert GEOCODE in listed
    assert "data-print" in listed


@pytest.mark.parametrize("how", ["site", "agency", "victim services", "survivors"])
def test_a_secret_address_is_read_in_the_agency_and_by_nobody_else(
    community: Community, lead: Browser, manager: Browser, site: Site, how: str
) -> None:
    make_secret(community, site, how)
    own = viewer_for(community.personas["agency_manager"])
    assert [one.address for one in sites_of(own, site.organization_id)] == [f"{STREET}, {CITY}, CA {ZIP}"]
    [hidden] = sites_of(viewer_for(Account.objects.get(username="outer_lead")), site.organization_id)
    assert (hidden.hides_place, hidden.address, hidden.geocode) == (True, "", "")
    for address in pages_of(community, site):
        shown = lead.get(address).content.decode()
        assert "North house" in shown
        for secret in (STREET, CITY, ZIP, GEOCODE):
            assert secret not in shown, (address, secret)
    form = reverse("program_setup:change_site", args=[site.pk])
    assert lead.get(form).status_code == 404
    assert lead.post(form, answers(is_confidential="")).status_code == 404
    assert guard.everything(Site, "test").get().is_confidential == (how == "site")


def test_a_lead_who_makes_an_address_secret_reads_it_no_more(lead: Browser, site: Site) -> None:
    form = reverse("program_setup:change_site", args=[site.pk])
    lead_saves = lead.post(form, answers(address="1 Example Street", is_confidential="on"))
    assert lead_saves.status_code == 302
    kept = guard.everything(Site, "test").get()
    assert (kept.address, kept.state, kept.is_confidential) == ("1 Example Street", "CA", True)
    assert lead.get(form).status_code == 404


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(lead: Browser, site: Site) -> None:
    form = reverse("program_setup:change_site", args=[site.pk])
    sent = answers(address="9 Other Road", state="C1", zip_code="9581", geocode="69067")
    answer = lead.post(form, sent)
    assert answer.context["form"].errors.keys() == {"state", "zip_code", "geocode"}
    assert "9 Other Road" in answer.content.decode()
    assert guard.everything(Site, "test").get().address == STREET


def test_two_sites_of_an_agency_have_two_names(community: Community, lead: Browser, site: Site) -> None:
    add_beds(community, community.supportive, 1)
    other = guard.everything(Site, "test").exclude(pk=site.pk).get()
    answer = lead.post(reverse("program_setup:change_site", args=[other.pk]), answers())
    assert answer.context["form"].errors["name"] == ["The agency has a site North house already."]


def test_an_opening_at_a_secret_site_tells_no_place_outside(
    community: Community, lead: Browser, manager: Browser, site: Site
) -> None:
    make_secret(community, site, "site")
    with change(by=None, action="set_up") as signed:
        unit = guard.everything(Unit, "test").get()
        unit.name = "Quiet 3"
        unit.save()
        Opening.objects.create(
            project=community.shelter, unit=unit, places=1, starts_on="2026-12-01", change=signed
        )
    address = reverse("openings:program", args=[community.shelter.pk])
    assert "Quiet 3" in manager.get(address).content.decode()
    shown = lead.get(address).content.decode()
    assert "Quiet 3" not in shown
    assert "The place is kept secret" in shown
