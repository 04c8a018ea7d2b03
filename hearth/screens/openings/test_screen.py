"""A program's openings are posted, kept and taken back; who matches finds those of the CoC, and no secret place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.openings_here import Offered
from hearth.actions.post_opening import post_opening
from hearth.records import guard
from hearth.records.models import Account, Building, Notice, Opening, Project, ProjectCoC, Site, Unit
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment, viewer_for

FAMILIES, SINGLES = 3, 1
# Six of them ask who it is and whether they may: session, account, role, login, settings, inbox.
QUERIES_AT_MOST = 12


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def matcher(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["coc_lead"])


def posted(community: Community, project: Project | None = None, **offered: Any) -> Opening:
    known: dict[str, Any] = {"places": 1, "starts_on": date(2026, 12, 1)}
    project = project or community.supportive
    who = community.stranger if project == community.other_program else community.personas["intake_worker"]
    return post_opening(
        viewer=viewer_for(who),
        project_id=project.pk,
        offered=Offered(**known | offered),
        address_of=lambda made: reverse("openings:opening", args=[made.pk]),
    )


def page(browser: Browser, name: str, *things: Any, **asked: Any) -> str:
    answer = browser.get(reverse(name, args=things), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(browser: Browser, **asked: Any) -> set[Any]:
    answer = browser.get(reverse("openings:list"), asked)
    assert answer.status_code == 200
    return {one.pk for one in answer.context["page"].object_list}


def in_secret(community: Community, how: str) -> None:
    """Let the program's place be one that must stay secret, and have an address and a unit."""
    with change(by=None, action="set_up") as signed:
        if how == "agency":
            community.own_agency.is_confidential = True
            community.own_agency.save()
        if how == "survivors":
            community.supportive.target_population = 1
            community.supportive.save()
        rows = guard.everything(ProjectCoC, "test").filter(project=community.supportive)
        rows.update(city="Hidden Falls", address1="77 Quiet Lane", zip="95899")
        guard.everything(Unit, "test").update(name="77 Quiet Lane 3")
        guard.everything(Building, "test").update(name="Quiet house")
        guard.everything(Site, "test").update(name="Quiet site", address="77 Quiet Lane")
        if how == "survivors beside it":
            community.shelter.target_population = 1
            community.shelter.save()
            building = guard.everything(Building, "test").get()
            Unit.objects.create(building=building, project=community.shelter, name="Quiet, 2", change=signed)


SECRETS = ("Hidden Falls", "Quiet", "95899")


def test_a_worker_posts_an_opening_and_undoes_it(community: Community, worker: Browser) -> None:
    assert "No openings yet" in page(worker, "openings:program", community.supportive.pk)
    form = reverse("openings:post", args=[community.supportive.pk])
    answer = worker.post(
        form,
        {
            "places": "2",
            "starts_on": "2026-12-01",
            "household_type": str(FAMILIES),
            "most_people": "4",
            "eligibility": "A voucher",
        },
        follow=True,
    )
    shown = answer.content.decode()
    for words in ("The opening is posted", "2 of 2", "at least one adult and one child", "up to 4 people"):
        assert words in shown, words
    [made] = guard.everything(Opening, "test")
    notice = Notice.objects.get(event="opening_posted", account=community.personas["coc_lead"])
    assert notice.address == reverse("openings:opening", args=[made.pk])
    undo = reverse("openings:withdraw", args=[made.pk])
    assert undo in shown
    assert "Withdrawn" in worker.post(undo, follow=True).content.decode()


def test_what_cannot_be_posted_is_said_at_its_field_and_keeps_what_was_typed(
    community: Community, worker: Browser
) -> None:
    form = reverse("openings:post", args=[community.supportive.pk])
    sent = {"places": "1", "starts_on": "2026-12-02", "ends_on": "2026-12-01", "note": "Two stairs"}
    answer = worker.post(form, sent)
    assert answer.context["form"].errors["ends_on"] == ["The last day is before the first."]
    assert "Two stairs" in answer.content.decode()
    assert worker.post(form, {"places": "none"}).context["form"].errors.keys() == {"places", "starts_on"}
    assert not guard.everything(Opening, "test").exists()


def test_a_unit_is_chosen_where_the_program_has_units_by_name(community: Community, worker: Browser) -> None:
    form = reverse("openings:post", args=[community.supportive.pk])
    assert "unit_id" not in worker.get(form).content.decode()
    unit = add_beds(community, community.supportive, 1)[0].unit
    sent = {"unit_id": str(unit.pk), "places": "1", "starts_on": "2026-12-01"}
    assert worker.post(form, sent).status_code == 302
    assert "unit Dormitory" in page(worker, "openings:program", community.supportive.pk)
    [words] = worker.post(form, sent).context["form"].errors["unit_id"]
    assert "offered already" in words


def test_an_opening_is_changed_withdrawn_with_a_reason_and_offered_again(
    community: Community, worker: Browser
) -> None:
    made = posted(community, household_type=SINGLES, note="Stairs")
    change_it = reverse("openings:change", args=[made.pk])
    assert "Stairs" in worker.get(change_it).content.decode()
    sent = {"places": "5", "starts_on": "2026-12-01", "household_type": "", "note": "A lift now"}
    shown = worker.post(change_it, sent, follow=True).content.decode()
    assert "5 of 5" in shown and "A lift now" in shown and "Any household" in shown
    withdraw = reverse("openings:withdraw", args=[made.pk])
    assert "Choose why" in worker.post(withdraw, {"reason": ""}, follow=True).content.decode()
    shown = worker.post(withdraw, {"reason": "not_ready"}, follow=True).content.decode()
    again = reverse("openings:offer_again", args=[made.pk])
    assert "The unit is not ready" in shown and again in shown
    assert "offered again" in worker.post(again, follow=True).content.decode()


def test_an_enrolled_household_fills_an_opening_and_one_click_takes_it_back(
    community: Community, worker: Browser
) -> None:
    made = posted(community)
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    head = add_enrollment(community, rosa, community.supportive, date(2026, 11, 20))
    assert "Rosa Example" in page(worker, "openings:opening", made.pk)
    fill = reverse("openings:fill", args=[made.pk])
    assert "Choose the household" in worker.post(fill, {}, follow=True).content.decode()
    shown = worker.post(fill, {"enrollment": str(head.pk)}, follow=True).content.decode()
    undo = reverse("openings:empty", args=[made.pk, head.pk])
    assert "Filled" in shown and undo in shown
    assert "1 of 1" in worker.post(undo, follow=True).content.decode()


def test_who_matches_finds_openings_of_every_agency_and_narrows_them(
    community: Community, matcher: Browser
) -> None:
    any_, families = posted(community), posted(community, household_type=FAMILIES, most_people=3)
    elsewhere = posted(community, community.other_program, starts_on=date(2027, 2, 1))
    rapid = posted(community, community.rapid, household_type=SINGLES)
    both, all_ = {any_.pk, families.pk}, {any_.pk, families.pk, elsewhere.pk, rapid.pk}
    assert listed(matcher) == all_
    assert listed(matcher, household=FAMILIES) == {*both, elsewhere.pk}
    assert listed(matcher, people=4) == all_ - {families.pk}
    assert listed(matcher, by="2026-12-31") == all_ - {elsewhere.pk}
    assert listed(matcher, kind=13) == {rapid.pk}
    matcher.post(reverse("openings:withdraw", args=[any_.pk]), {"reason": "changed"})
    assert listed(matcher) == all_ - {any_.pk}
    assert listed(matcher, closed="on") == all_
    assert "No opening fits" in page(matcher, "openings:list", kind=4)
    # What cannot be read narrows nothing, and is said.
    assert listed(matcher, people="many") == all_ - {any_.pk}


def test_an_agency_finds_its_own_openings_alone_and_who_neither_posts_nor_matches_none(
    community: Community, worker: Browser, browser_of: Callable[[Account], Browser]
) -> None:
    own = posted(community)
    posted(community, community.other_program)
    assert listed(worker) == {own.pk}
    assert "Openings" in worker.get("/").content.decode()
    reader = browser_of(community.personas["reporting_only"])
    assert reader.get(reverse("openings:list")).status_code == 403
    assert "Withdraw" not in page(reader, "openings:opening", own.pk)


@pytest.mark.parametrize("how", ["agency", "survivors", "survivors beside it"])
def test_a_place_that_must_stay_secret_is_shown_to_its_own_agency_alone(
    community: Community,
    worker: Browser,
    matcher: Browser,
    browser_of: Callable[[Account], Browser],
    how: str,
) -> None:
    unit = add_beds(community, community.supportive, 1)[0].unit
    in_secret(community, how)
    made = posted(community, unit_id=unit.pk)
    # The lead of the tests works for that very agency: one who works elsewhere asks.
    outside = viewer_for(community.stranger).agency_role
    outside.role, outside.coc = "coc_lead", community.coc
    outside.save()
    other = browser_of(community.stranger)
    for shown in (
        page(other, "openings:list"),
        page(other, "openings:opening", made.pk),
        page(other, "openings:program", community.supportive.pk),
    ):
        assert "The place is kept secret" in shown
        assert [words for words in SECRETS if words in shown] == []
    for form in ("openings:change", "openings:post"):
        shown = page(other, form, made.pk if form == "openings:change" else community.supportive.pk)
        assert [words for words in SECRETS if words in shown] == []
    sent = {"places": "1", "starts_on": "2026-12-01", "note": "A lift"}
    assert other.post(reverse("openings:change", args=[made.pk]), sent).status_code == 302
    kept = guard.everything(Opening, "test").get()
    assert (kept.unit_id, kept.note) == (unit.pk, "A lift"), "who was shown no unit takes none out"
    assert "Hidden Falls" in page(worker, "openings:opening", made.pk)


def test_of_a_place_that_is_no_secret_the_city_is_shown_and_no_street(
    community: Community, matcher: Browser
) -> None:
    unit = add_beds(community, community.supportive, 1)[0].unit
    in_secret(community, "not at all")
    made = posted(community, unit_id=unit.pk)
    with change(by=None, action="rename"):
        guard.everything(Unit, "test").update(name="3")
    shown = page(matcher, "openings:opening", made.pk) + page(matcher, "openings:list")
    assert "Hidden Falls, unit 3" in shown
    assert [words for words in ("Quiet Lane", "95899") if words in shown] == []


def test_many_openings_cost_no_more_queries_than_few_and_are_paged(
    community: Community, matcher: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        posted(community, note="x" * 500, eligibility="y" * 500, places=number + 1)
    for address in (
        reverse("openings:list"),
        reverse("openings:program", args=[community.supportive.pk]),
    ):
        with django_assert_max_num_queries(QUERIES_AT_MOST):
            shown = matcher.get(address).content.decode()
        assert "Showing 25 of 30" in shown
    narrowed = matcher.get(reverse("openings:list"), {"people": "2", "page": "2"}).content.decode()
    assert "people=2" in narrowed and "Showing 5 of 30" in narrowed
