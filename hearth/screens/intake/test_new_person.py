"""Somebody without a record is added inside the form that enrolls the household: after a search, and nobody twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.viewer import Viewer
from hearth.records.models import ReleaseOfInformation, Setting
from tests.community import CHILD, HEAD, Community, add_client, viewer_for

# The household's page, the settings of the profile, and who looks alike.
QUERIES_AT_MOST = 15
LUZ = {
    "names": "1",
    "Client_FirstName": "Luz",
    "Client_LastName": "Example",
    "Client_DOB": "2017-09-09",
    "Client_RaceNone": "9",
    "Client_SSNDataQuality": "9",
}
START = "2026-02-03"


@pytest.fixture
def rosa(community: Community) -> Any:
    return add_client(community, "Rosa", "Example", dob=date(1985, 3, 12), organization=community.own_agency)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def address(community: Community, rosa: Any) -> str:
    return reverse("intake:household", args=[rosa.pk, community.rapid.pk])


def about(person: Any, **more: Any) -> dict[str, Any]:
    """Give what a browser sends about a household of one, its head, who starts on START."""
    own = {f"joins_{person.pk}": "on", f"relationship_{person.pk}": str(HEAD), f"start_{person.pk}": ""}
    return {"person": [str(person.pk)], "start": START, **own, **more}


def with_panel(person: Any, **more: Any) -> dict[str, Any]:
    return about(person, new="on", takes_alike="on", words="luz example", **{"do": "keep"} | more)


def test_the_way_to_a_new_person_is_there_after_a_search_and_only_then(
    rosa: Any, browser: Browser, address: str
) -> None:
    button = "Not among them: add a new person"
    assert button not in browser.get(address).content.decode()
    for words in ("luz example", "rosa example"):
        found = browser.post(address, about(rosa, do="search", words=words)).content.decode()
        assert button in found
    for do in ("new", "keep"):
        page = browser.post(address, about(rosa, do=do, words=" ", new="on"))
        assert page.context["new"] is None
        assert "Search first" in page.content.decode()


def test_the_form_begins_with_the_words_of_the_search_and_the_household_stays_as_typed(
    rosa: Any, browser: Browser, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = browser.post(address, about(rosa, do="new", words="luz example"))
    form = page.context["form"]
    assert 'value="Luz"' in page.content.decode()
    assert (form["start"].value(), form[f"relationship_{rosa.pk}"].value()) == (START, str(HEAD))
    assert not form.errors and not page.context["profile"].form.errors


def test_the_new_person_stands_in_the_list_ticked_and_is_enrolled_with_the_others(
    community: Community, rosa: Any, browser: Browser, viewer: Viewer, address: str
) -> None:
    added = browser.post(address, with_panel(rosa, **LUZ))
    luz = viewer.clients.get(first_name="Luz")
    form = added.context["form"]
    assert added.context["new"] is None
    assert [person.id for person in form.people] == [rosa.pk, luz.pk]
    assert form[f"joins_{luz.pk}"].value() is True
    assert form.fields[f"relationship_{luz.pk}"].widget.attrs["autofocus"]
    assert (form["start"].value(), form[f"relationship_{rosa.pk}"].value()) == (START, str(HEAD))
    assert "Added." in added.content.decode()
    both = about(rosa, do="ask") | {
        "person": [str(rosa.pk), str(luz.pk)],
        f"joins_{luz.pk}": "on",
        f"relationship_{luz.pk}": str(CHILD),
        f"start_{luz.pk}": "",
    }
    done = browser.post(address, both)
    stays = {one.client_id: one for one in viewer.enrollments}
    assert set(stays) == {rosa.pk, luz.pk}
    assert len({one.household_id for one in stays.values()}) == 1
    assert done["Location"] == reverse("collection:household", args=[stays[rosa.pk].pk, "start"])
    assert "Luz Example" in browser.get(done["Location"]).content.decode()


def test_somebody_comes_new_into_a_household_that_is_there(
    rosa: Any, browser: Browser, viewer: Viewer, address: str
) -> None:
    browser.post(address, about(rosa, do="save"))
    into = str(viewer.enrollments.get().pk)
    browser.post(address, with_panel(rosa, into=into, **LUZ))
    luz = viewer.clients.get(first_name="Luz")
    own = {"person": [str(luz.pk)], f"joins_{luz.pk}": "on", f"relationship_{luz.pk}": str(CHILD)}
    browser.post(address, {"start": START, f"start_{luz.pk}": "", "into": into, "do": "save"} | own)
    assert len(set(viewer.enrollments.values_list("household_id", flat=True))) == 1
    assert viewer.enrollments.count() == 2


def test_who_is_very_likely_on_file_stops_it_and_is_taken_instead_or_told_apart(
    community: Community, rosa: Any, browser: Browser, viewer: Viewer, address: str
) -> None:
    on_file = add_client(community, "Luz", "Example", dob=date(2017, 9, 9), organization=community.own_agency)
    stopped = browser.post(address, with_panel(rosa, **LUZ))
    page = stopped.content.decode()
    assert "Is it one of these?" in page and "It is the same person: take Luz Example" in page
    typing = browser.post(reverse("add_client:likely"), with_panel(rosa, **LUZ))
    assert f'name="add" value="{on_file.pk}"' in typing.content.decode()
    assert viewer.clients.count() == 2
    assert stopped.context["form"]["start"].value() == START
    taken = browser.post(address, with_panel(rosa, add=str(on_file.pk), do="", **LUZ))
    assert [person.id for person in taken.context["form"].people] == [rosa.pk, on_file.pk]
    assert (taken.context["new"], viewer.clients.count()) == (None, 2)
    apart = browser.post(address, with_panel(rosa, do="", different="relative", **LUZ))
    assert viewer.clients.count() == 3
    assert len(apart.context["form"].people) == 2


@pytest.mark.parametrize("do", ["keep", "save", "ask", "enter"])
def test_nobody_is_enrolled_as_long_as_the_new_person_is_not_added(
    rosa: Any, browser: Browser, viewer: Viewer, address: str, do: str
) -> None:
    nameless = LUZ | {"Client_FirstName": "", "Client_LastName": "", "Client_DOB": "yesterday"}
    page = browser.post(address, with_panel(rosa, do=do, **nameless))
    assert page.context["profile"].form.errors
    assert 'value="yesterday"' in page.content.decode()
    assert not viewer.enrollments.exists()
    assert viewer.clients.count() == 1


def test_back_without_adding_adds_nobody_and_keeps_the_household(
    rosa: Any, browser: Browser, viewer: Viewer, address: str
) -> None:
    page = browser.post(address, with_panel(rosa, do="drop", **LUZ))
    assert (page.context["new"], page.context["words"]) == (None, "luz example")
    assert page.context["form"]["start"].value() == START
    assert viewer.clients.count() == 1


def test_an_answer_about_sharing_that_is_required_is_asked_here_too(
    rosa: Any, browser: Browser, viewer: Viewer, address: str
) -> None:
    Setting.objects.create(key="release_required", value=True)
    assert "A no is an answer too." in browser.post(address, with_panel(rosa, **LUZ)).content.decode()
    assert viewer.clients.count() == 1
    browser.post(address, with_panel(rosa, permission="no", release_kind="verbal", **LUZ))
    luz = viewer.clients.get(first_name="Luz")
    assert viewer.rows(ReleaseOfInformation).get(client=luz).permission is False


def test_who_may_add_no_clients_is_not_offered_it_and_refused(
    rosa: Any, browser: Browser, viewer: Viewer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = Viewer.may
    monkeypatch.setattr(
        Viewer, "may", lambda self, right, *on: right != "create_client" and may(self, right, *on)
    )
    found = browser.post(address, about(rosa, do="search", words="luz")).content.decode()
    assert "add a new person" not in found
    assert browser.post(address, with_panel(rosa, **LUZ)).status_code == 403
    assert viewer.clients.count() == 1
