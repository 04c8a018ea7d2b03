"""The explorer shows a situation's form, each question with its reasons, and what is left out. It stores nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.keep_local_rules import keep_local_rules
from hearth.forms.local_rules import versions
from hearth.hud.golden import FIXTURES
from hearth.records.models import Account, AgencyRole, Change
from tests.community import COC_CODE, Community

EXPLORER = reverse("form_explorer:explorer")
INTAKE = {
    "stage": "start",
    "type": 3,
    "funders": [2],
    "relationship": 1,
    "age": 35,
    "on": "2026-02-01",
    "coc": [COC_CODE],
}
SACRAMENTO = (FIXTURES / "sacramento.toml").read_text("utf-8").replace("CA-503", COC_CODE)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["hmis_lead"])


def intake(**changes: Any) -> dict[str, Any]:
    return {**INTAKE, **changes}


def page(browser: Browser, **query: Any) -> str:
    response = browser.get(EXPLORER, intake(**query))
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_question_the_explorer_says_how_to_begin(browser: Browser) -> None:
    assert "No form chosen yet" in browser.get(EXPLORER).content.decode()


def test_the_form_has_a_reason_at_each_question(browser: Browser) -> None:
    response = browser.get(EXPLORER, intake())
    text, count = response.content.decode(), response.context["count"]
    assert text.count("data-question=") == count
    assert text.count('<span lang="en">because ') == count
    assert "because funder HUD: CoC – Permanent Supportive Housing (2) and project type PSH (3)" in text
    assert "Asked if “Do you earn money from wages or a job?” is Yes." in text
    assert reverse("form_explorer:element", args=["4.02"]) in text


def test_the_list_names_the_column_and_whether_an_answer_is_needed(browser: Browser) -> None:
    text = page(browser, view="list")
    assert "IncomeBenefits.\u200bTotalMonthlyIncome" in text
    assert "Computed" in text
    assert "Asked and computed" in text


def test_what_is_left_out_is_found_by_number_and_by_word(browser: Browser) -> None:
    child = {"view": "left_out", "age": 8, "relationship": 2}
    assert "It is asked about head and adults; this is another member aged 8." in page(
        browser, why="4.02", **child
    )
    assert "4.03" not in page(browser, why="4.02", **child)
    assert "R1 Referral Source" in page(browser, why="referral source", **child)
    assert "The form asks for it" in page(browser, view="left_out", why="4.02")
    assert "Write the number as HUD does" in page(browser, view="left_out", why="nonsense")


def test_a_form_that_asks_nothing_says_so(browser: Browser) -> None:
    assert "This form asks nothing here" in page(browser, stage="bed_night")


def test_a_wrong_question_is_told_at_its_field(browser: Browser) -> None:
    response = browser.get(EXPLORER, intake(age="old", on="soon"))
    assert set(response.context["asked_for"].errors) == {"age", "on"}
    assert "situation" not in response.context


def test_answers_can_be_tried_and_nothing_is_stored(browser: Browser) -> None:
    before = Change.objects.count()
    address = f"{EXPLORER}?stage=start&type=3&funders=2&relationship=1&age=35&on=2026-02-01"
    answers = {
        "IncomeBenefits_IncomeFromAnySource": "0",
        "IncomeBenefits_EarnedAmount": "300",
        "Enrollment_EntryDate": "2026-02-01",
    }
    text = browser.post(address, answers).content.decode()
    assert "Tried out; nothing was stored" in text
    assert "Left out, because other answers say that this is not asked." in text
    assert "TotalMonthlyIncome" in text
    wrong = browser.post(address, answers | {"Enrollment_EntryDate": "soon"})
    assert wrong.context["form"].errors["Enrollment_EntryDate"]
    assert Change.objects.count() == before


def test_a_program_opens_its_own_forms(community: Community, browser: Browser) -> None:
    address = reverse("form_explorer:program", args=[community.supportive.pk])
    assert (
        address in browser.get(reverse("programs:program", args=[community.supportive.pk])).content.decode()
    )
    response = browser.get(address, follow=True)
    project = response.context["situation"].project
    assert (project.type, project.funders) == (3, (2,))
    other = reverse("form_explorer:program", args=[community.other_program.pk])
    assert browser.get(other).status_code == 404


def test_an_element_says_what_it_is_where_it_is_asked_and_whether_here(browser: Browser) -> None:
    address = reverse("form_explorer:element", args=["4.02"])
    text = browser.get(address).content.decode()
    assert "if the funder is HUD: CoC, and the project type is not CE" in text
    assert "On the form" not in text
    assert "Asked</span>" in browser.get(address, intake()).content.decode()
    assert "Not asked</span>" in browser.get(address, intake(age=8, relationship=2)).content.decode()
    assert browser.get(reverse("form_explorer:element", args=["9.99"])).status_code == 404


def test_what_is_uncertain_or_retired_is_said(browser: Browser) -> None:
    assert "No longer asked" in browser.get(reverse("form_explorer:element", args=["R3"])).content.decode()


def test_local_rules_show_in_the_form_as_local(community: Community, browser: Browser) -> None:
    keep_local_rules(by=None, coc_code=COC_CODE, text=SACRAMENTO)
    text = page(browser)
    assert "Do animals come with you?" in text
    assert "local rule of Sacramento" in text
    assert "Do animals come with you?" not in page(browser, coc=[])
    contact = page(browser, stage="current_living_situation", type=6, funders=[46])
    assert contact.count("Local</span>") == contact.count("data-question=")
    element = browser.get(reverse("form_explorer:element", args=["4.12"])).content.decode()
    assert "Sacramento</span> if the project type is ES-EE, ES-NbN, SO or SSO" in " ".join(element.split())
    assert browser.get(reverse("form_explorer:element", args=["sacramento.1"])).status_code == 200


# The CoC's own rules -------------------------------------------------------------------------------


def test_the_lead_keeps_rules_and_everybody_reads_them(
    community: Community, lead: Browser, browser: Browser
) -> None:
    address = reverse("form_explorer:rules_of_coc", args=[COC_CODE])
    assert "No local rules" in browser.get(address).content.decode()
    assert lead.post(address, {"text": SACRAMENTO}).status_code == 302
    assert versions(COC_CODE)[-1].text == SACRAMENTO.strip()
    text = browser.get(address).content.decode()
    assert "asks the current living situation" in text
    assert "<textarea" not in text
    assert "kept by Hmis Lead Persona" in browser.get(reverse("form_explorer:rules")).content.decode()


def test_rules_may_come_as_a_file_and_faults_come_back_with_the_text(
    community: Community, lead: Browser
) -> None:
    address = reverse("form_explorer:rules_of_coc", args=[COC_CODE])
    wrong = SimpleUploadedFile("rules.toml", SACRAMENTO.replace("4.12", "9.99").encode() + b'offers = "x"\n')
    response = lead.post(address, {"text": "", "file": wrong})
    assert len(response.context["form"].errors["text"]) == 2
    assert "9.99" in response.context["form"]["text"].value()
    assert versions(COC_CODE) == []
    right = SimpleUploadedFile("rules.toml", b"\xef\xbb\xbf" + SACRAMENTO.encode())
    assert lead.post(address, {"text": "", "file": right}).status_code == 302
    binary = SimpleUploadedFile("rules.toml", b"\xff\xfe")
    assert "not text in UTF-8" in lead.post(address, {"file": binary}).content.decode()


def test_who_may_not_keep_rules_is_refused_and_an_unknown_coc_is_not_found(
    community: Community, browser: Browser, lead: Browser
) -> None:
    address = reverse("form_explorer:rules_of_coc", args=[COC_CODE])
    assert browser.post(address, {"text": SACRAMENTO}).status_code == 403
    assert lead.get(reverse("form_explorer:rules_of_coc", args=["XX-999"])).status_code == 404


def test_who_works_for_no_agency_sees_no_forms(community: Community, browser: Browser) -> None:
    AgencyRole.objects.filter(account=community.personas["intake_worker"]).delete()
    assert "You work for no agency yet" in browser.get(EXPLORER).content.decode()
