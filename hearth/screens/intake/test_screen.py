from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.keep_family import add_member
from hearth.screens.intake.form import HouseholdForm
from tests.community import (
    CHILD,
    COC_CODE,
    HEAD,
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    viewer_for,
)

BEFORE = date(2025, 3, 1)


@pytest.fixture
def family(community: Community) -> list[Any]:
    """Rosa, the head, with Mateo and Luz: they were in the supportive program and left it."""
    people = [
        add_client(community, "Rosa", "Example", dob=date(1985, 3, 12)),
        add_client(community, "Mateo", "Example", dob=date(2014, 6, 1)),
        add_client(community, "Luz", "Example", dob=date(2017, 9, 9)),
    ]
    for enrollment in add_household(community, people, community.supportive, BEFORE):
        add_exit(community, enrollment, BEFORE + timedelta(days=60))
    return people


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def address(client: Any, project: Any) -> str:
    return reverse("intake:household", args=[client.id, project.id])


def sent(people: list[Any], start: date, **more: Any) -> dict[str, Any]:
    """Give what a browser sends for a household whose first person is the head and the others are children."""
    answers: dict[str, Any] = {"person": [str(person.id) for person in people], "start": start.isoformat()}
    for position, person in enumerate(people):
        answers[f"joins_{person.id}"] = "on"
        answers[f"relationship_{person.id}"] = str(CHILD if position else HEAD)
        answers[f"start_{person.id}"] = ""
    return answers | {"do": "save"} | more


def test_the_open_programs_of_the_own_agency_are_offered(
    community: Community, family: list[Any], browser: Browser
) -> None:
    page = browser.get(reverse("intake:program", args=[family[0].id])).content.decode()
    assert "Harbor Bridge" in page
    assert "Hillside Homes" not in page


def test_a_program_of_another_agency_does_not_exist(
    community: Community, family: list[Any], browser: Browser
) -> None:
    assert browser.get(address(family[0], community.other_program)).status_code == 404
    assert browser.post(address(family[0], community.other_program), sent(family, BEFORE)).status_code == 404


def test_the_latest_household_is_offered_with_its_relationships(
    community: Community, family: list[Any], browser: Browser
) -> None:
    form = browser.get(address(family[0], community.rapid)).context["form"]
    assert [(person.name, person.joins, person.relationship) for person in form.people] == [
        ("Rosa Example", True, HEAD),
        ("Mateo Example", False, CHILD),
        ("Luz Example", False, CHILD),
    ]


def test_relationships_are_not_guessed_when_somebody_else_was_the_head(
    community: Community, family: list[Any], browser: Browser
) -> None:
    form = browser.get(address(family[1], community.rapid)).context["form"]
    assert [(person.name, person.relationship) for person in form.people][1:] == [
        ("Rosa Example", None),
        ("Luz Example", None),
    ]


def test_a_family_is_offered_with_its_head_as_head_and_nothing_else_passed_on(
    community: Community, family: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, mateo, luz = family
    grandmother = add_client(community, "Ines", "Example", organization=community.own_agency)
    for one in (rosa, mateo):
        add_member(viewer=viewer, client_id=grandmother.id, person_id=one.id, relationship="grandchild")
    form = browser.get(address(mateo, community.rapid)).context["form"]
    found = {person.name: (person.joins, person.relationship) for person in form.people}
    assert form.people[0].client == mateo
    assert found == {
        "Mateo Example": (True, None),
        "Ines Example": (True, HEAD),
        "Rosa Example": (False, None),
        "Luz Example": (False, None),
    }
    assert luz.pk in {person.id for person in form.people}


def test_one_save_enrolls_the_household_together(
    community: Community, family: list[Any], browser: Browser, viewer: Viewer
) -> None:
    response = browser.post(address(family[0], community.rapid), sent(family, viewer.today))
    assert response.status_code == 302
    rows = list(viewer.enrollments.filter(project=community.rapid))
    assert {row.client_id for row in rows} == {person.id for person in family}
    assert len({row.household_id for row in rows}) == len({row.change_id for row in rows}) == 1
    assert [row.enrollment_coc for row in rows if row.relationship_to_hoh == HEAD] == [COC_CODE]


def test_a_member_may_start_later_than_the_household(
    community: Community, family: list[Any], browser: Browser, viewer: Viewer
) -> None:
    start = viewer.today - timedelta(days=10)
    own = {f"start_{family[2].id}": viewer.today.isoformat()}
    assert browser.post(address(family[0], community.rapid), sent(family, start, **own)).status_code == 302
    starts = dict(viewer.enrollments.filter(project=community.rapid).values_list("client_id", "entry_date"))
    assert [starts[person.id] for person in family] == [start, start, viewer.today]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"relationship_1": "1"}, "relationship_1", "2 people are marked as head"),
        ({"relationship_0": "5"}, "relationship_0", "Choose who is the head"),
        ({"relationship_1": ""}, "relationship_1", "Choose how Mateo Example belongs"),
        ({"start_2": "2025-07-01"}, "start_2", "before the head of household"),
        ({"start": "2031-01-01"}, "start", "in the future"),
        ({"start": "2019-12-31"}, "start", "This program opened on 1 Jan 2020"),
        ({"start": "yesterday"}, "start", "Write a date"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    community: Community,
    family: list[Any],
    browser: Browser,
    viewer: Viewer,
    change: dict[str, str],
    field: str,
    words: str,
) -> None:
    def named(name: str) -> str:
        part, _, position = name.partition("_")
        return f"{part}_{family[int(position)].id}" if position else name

    data = sent(family, date(2025, 8, 1)) | {named(name): value for name, value in change.items()}
    response = browser.post(address(family[0], community.rapid), data)
    form = response.context["form"]
    assert words in form.errors[named(field)][0]
    assert all(form[name].value() for name in data if name.startswith("joins_"))
    assert form["start"].value() == data["start"]
    assert f"#{form[named(field)].auto_id}" in response.content.decode()
    assert not viewer.enrollments.filter(project=community.rapid).exists()


def test_a_wrong_day_of_the_household_is_said_once(
    community: Community, family: list[Any], browser: Browser
) -> None:
    form = browser.post(address(family[0], community.rapid), sent(family, date(2031, 1, 1))).context["form"]
    assert len(form.errors) == len(form.errors["start"]) == 1


def test_nobody_ticked_is_refused(community: Community, family: list[Any], browser: Browser) -> None:
    data = {name: value for name, value in sent(family, BEFORE).items() if not name.startswith("joins_")}
    form = browser.post(address(family[0], community.rapid), data).context["form"]
    assert form.non_field_errors() == ["Tick at least one person to enroll."]


def test_who_is_in_the_program_already_cannot_be_ticked(
    community: Community, family: list[Any], browser: Browser
) -> None:
    add_enrollment(community, family[1], community.rapid, date(2025, 9, 1))
    response = browser.get(address(family[0], community.rapid))
    assert "Already in this program since 1 Sep 2025" in response.content.decode()
    assert f"joins_{family[1].id}" not in response.context["form"].fields


def test_a_person_is_added_by_search_and_what_was_typed_stays(
    community: Community, family: list[Any], browser: Browser
) -> None:
    aunt = add_client(community, "Inés", "Sample", organization=community.own_agency)
    typed = sent(family, date(2025, 8, 1), words="ines sam")
    found = browser.post(address(family[0], community.rapid), typed | {"do": "search"})
    assert [name for _, name in found.context["found"]] == ["Inés Sample"]
    added = browser.post(address(family[0], community.rapid), typed | {"do": "", "add": str(aunt.id)})
    form = added.context["form"]
    assert form.people[-1].name == "Inés Sample"
    assert form[f"joins_{aunt.id}"].value() is True
    assert form[f"relationship_{family[1].id}"].value() == str(CHILD)
    assert form["start"].value() == "2025-08-01"
    assert not form.errors


def test_enter_in_the_search_box_searches_and_enter_elsewhere_saves(
    community: Community, family: list[Any], browser: Browser, viewer: Viewer
) -> None:
    data = sent(family, viewer.today, do="enter")
    searched = browser.post(address(family[0], community.rapid), data | {"words": "nobody of this name"})
    assert searched.context["finding"].clients == []
    assert browser.post(address(family[0], community.rapid), data).status_code == 302


def test_clients_of_another_agency_are_neither_found_nor_added(
    community: Community, family: list[Any], browser: Browser
) -> None:
    hidden = add_client(community, "Hidden", "Stranger")
    add_enrollment(community, hidden, community.other_program, BEFORE)
    data = sent(family, BEFORE)
    found = browser.post(address(family[0], community.rapid), data | {"do": "search", "words": "Hidden"})
    assert found.context["found"] == []
    added = browser.post(address(family[0], community.rapid), data | {"add": str(hidden.id)})
    assert hidden.id not in {person.id for person in added.context["form"].people}


def test_the_page_asks_few_questions_of_the_database(
    community: Community, family: list[Any], browser: Browser, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        browser.get(address(family[0], community.rapid))


def test_a_reader_of_reports_cannot_enroll(
    community: Community, family: list[Any], browser_of: Callable[..., Browser]
) -> None:
    browser = browser_of(community.personas["reporting_only"])
    assert browser.get(address(family[0], community.rapid)).status_code == 403


@pytest.mark.parametrize(("codes", "asked"), [([], False), (["XX-501"], False), (["XX-501", "XX-502"], True)])
def test_the_coc_is_asked_only_where_a_program_has_several(codes: list[str], asked: bool) -> None:
    form = HouseholdForm({"start": "2025-08-01"}, people=[], coc_codes=codes, today=BEFORE)
    assert ("coc" in form.errors) is asked


def test_an_agency_with_one_open_program_need_not_choose(
    community: Community, browser_of: Callable[..., Browser]
) -> None:
    person = add_client(community, "Ola", "Example", organization=community.other_agency)
    response = browser_of(community.stranger).get(reverse("intake:program", args=[person.id]))
    assert response.headers["Location"] == address(person, community.other_program)
