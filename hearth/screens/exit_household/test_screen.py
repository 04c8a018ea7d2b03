from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.rules.exit.destination_is_complete import destinations
from hearth.screens.exit_household.destinations import grouped
from tests.community import Community, add_client, add_exit, add_household, viewer_for

START, DAY = date(2025, 3, 1), date(2025, 6, 1)
RENTAL, SUBSIDIZED, OTHER, FAMILY_FOR_GOOD = "410", "435", "17", "422"


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


def address(enrollment: Any) -> str:
    return reverse("exit_household:exit", args=[enrollment.id])


def sent(household: list[Any], destination: str = RENTAL, **more: str) -> dict[str, str]:
    ticks = {f"leaves_{member.id}": "on" for member in household}
    return {"exit_date": DAY.isoformat(), "destination_all": destination, "do": "save"} | ticks | more


def test_one_form_exits_everybody_to_the_same_destination(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    assert browser.post(address(household[0]), sent(household)).status_code == 302
    exits = list(viewer.exits.all())
    assert {one.enrollment_id for one in exits} == {member.id for member in household}
    assert {(one.exit_date, one.destination) for one in exits} == {(DAY, 410)}
    assert len({one.change_id for one in exits}) == 1


def test_somebody_may_go_elsewhere(household: list[Any], browser: Browser, viewer: Viewer) -> None:
    own = {f"destination_{household[1].id}": FAMILY_FOR_GOOD}
    browser.post(address(household[0]), sent(household, **own))
    assert dict(viewer.exits.values_list("enrollment_id", "destination")) == {
        household[0].id: 410,
        household[1].id: 422,
        household[2].id: 410,
    }


def test_a_subsidized_rental_is_asked_for_its_subsidy(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    form = browser.post(address(household[0]), sent(household, SUBSIDIZED)).context["form"]
    assert "Choose the kind of rental subsidy." in form.errors["subsidy_all"][0]
    assert (
        browser.post(address(household[0]), sent(household, SUBSIDIZED, subsidy_all="431")).status_code == 302
    )
    assert {one.destination_subsidy_type for one in viewer.exits.all()} == {431}


def test_another_destination_is_told_in_words(household: list[Any], browser: Browser, viewer: Viewer) -> None:
    own = {f"destination_{household[2].id}": OTHER}
    form = browser.post(address(household[0]), sent(household, **own)).context["form"]
    assert "Say in words" in form.errors[f"other_{household[2].id}"][0]
    own |= {f"other_{household[2].id}": "On a boat"}
    browser.post(address(household[0]), sent(household, **own))
    assert (
        dict(viewer.exits.values_list("enrollment_id", "other_destination"))[household[2].id] == "On a boat"
    )


def test_choosing_a_destination_asks_for_its_details_and_keeps_what_was_typed(
    household: list[Any], browser: Browser
) -> None:
    typed = sent(household[:2], SUBSIDIZED) | {"do": "details"}
    form = browser.post(address(household[0]), typed).context["form"]
    assert [field.name for field in form.everybody()["details"]] == ["subsidy_all"]
    assert form["exit_date"].value() == DAY.isoformat()
    assert [bool(form[f"leaves_{member.id}"].value()) for member in household] == [True, True, False]
    assert not form.errors


def test_who_stays_is_asked_for_no_details(household: list[Any], browser: Browser, viewer: Viewer) -> None:
    staying = {f"destination_{household[2].id}": SUBSIDIZED}
    assert browser.post(address(household[0]), sent(household[:2], **staying)).status_code == 200
    assert (
        "Confirm or choose who is head"
        in browser.post(address(household[0]), sent(household[:2], **staying)).content.decode()
    )
    assert browser.post(address(household[0]), sent(household[1:2], **staying)).status_code == 302
    assert viewer.exits.get().enrollment_id == household[1].id


def test_when_everybody_goes_elsewhere_the_common_destination_may_stay_blank(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    own = {f"destination_{member.id}": FAMILY_FOR_GOOD for member in household}
    assert browser.post(address(household[0]), sent(household, "", **own)).status_code == 302
    assert viewer.exits.count() == 3


def test_when_the_head_leaves_the_others_are_asked_for_a_new_head(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    first = browser.post(address(household[0]), sent(household[:1]))
    form = first.context["form"]
    assert "Confirm or choose who is head from now on" in form.errors["new_head"][0]
    # Somebody is proposed; nothing is stored before it is confirmed.
    proposed = form["new_head"].value()
    assert proposed in {str(one.pk) for one in household[1:]}
    assert not viewer.exits.exists()
    sent_again = sent(household[:1]) | {"new_head": str(household[1].pk)}
    assert browser.post(address(household[0]), sent_again).status_code == 302
    assert viewer.exits.get().enrollment_id == household[0].pk
    heads = viewer.enrollments.filter(household_id=household[0].household_id, relationship_to_hoh=1)
    assert [one.pk for one in heads] == [household[1].pk]


def test_an_undo_gives_the_household_its_first_head_back(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    browser.post(address(household[0]), sent(household[:1]) | {"new_head": str(household[1].pk)})
    undo = reverse("client:take_back", args=[household[0].client_id, viewer.exits.get().change_id])
    browser.post(undo)
    assert not viewer.exits.exists()
    now = {one.pk: one.relationship_to_hoh for one in viewer.enrollments.all()}
    assert now == {one.pk: one.relationship_to_hoh for one in household}


def test_after_the_exit_come_its_questions(household: list[Any], browser: Browser) -> None:
    answer = browser.post(address(household[0]), sent(household))
    assert answer["Location"] == reverse("collection:household", args=[household[0].pk, "exit"])
    assert browser.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"destination_all": ""}, "destination_all", "Choose where they went."),
        ({"exit_date": "2025-02-01"}, "exit_date", "started on 1 Mar 2025"),
        ({"exit_date": "2031-01-01"}, "exit_date", "in the future"),
        ({"destination_all": "37"}, "destination_all", "Choose one of the answers shown."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    household: list[Any], browser: Browser, viewer: Viewer, change: dict[str, str], field: str, words: str
) -> None:
    form = browser.post(address(household[0]), sent(household) | change).context["form"]
    assert words in form.errors[field][0]
    assert not viewer.exits.exists()


def test_a_person_alone_is_asked_for_one_destination(
    community: Community, browser: Browser, viewer: Viewer
) -> None:
    [enrollment] = add_household(
        community, [add_client(community, "Rosa", "Example")], community.rapid, START
    )
    form = browser.get(address(enrollment)).context["form"]
    assert form.people() == []
    assert browser.post(address(enrollment), sent([])).status_code == 302
    assert viewer.exits.get().destination == 410


def test_who_left_before_is_named_and_not_asked(
    community: Community, household: list[Any], browser: Browser
) -> None:
    add_exit(community, household[2], date(2025, 4, 2))
    response = browser.get(address(household[0]))
    assert "Luz Example already left on 2 Apr 2025." in response.content.decode()
    assert f"leaves_{household[2].id}" not in response.context["form"].fields


def test_a_household_that_has_left_has_nothing_to_exit(
    community: Community, household: list[Any], browser: Browser
) -> None:
    for member in household:
        add_exit(community, member, DAY)
    assert "Everybody of this household has left" in browser.get(address(household[0])).content.decode()


def test_every_destination_that_hud_offers_stands_in_one_group() -> None:
    shown = [code for _, choices in grouped() for code, _ in choices]
    assert sorted(shown) == sorted(str(code) for code in destinations())


def test_an_enrollment_of_another_agency_does_not_exist(community: Community, browser: Browser) -> None:
    hidden = add_client(community, "Hidden", "Stranger")
    [enrollment] = add_household(community, [hidden], community.other_program, START)
    assert browser.get(address(enrollment)).status_code == 404
    assert browser.post(address(enrollment), sent([enrollment])).status_code == 404
