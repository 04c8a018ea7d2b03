"""The pages about roles: the table, choosing a set, why a person may do something, people and their roles."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from hearth.access.role_set import role_set_in_use
from hearth.access.viewer import viewer_of
from hearth.actions.enroll_household import Member, enroll_household
from hearth.records.models import Account, AgencyRole, CoC, SignedAgreement
from tests.community import Community, add_account, add_client

pytestmark = pytest.mark.django_db

Browsers = Callable[[Account], Browser]


@pytest.fixture
def lead(community: Community, browser_of: Browsers) -> Browser:
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def neighbour(community: Community) -> Account:
    yolo = CoC.objects.create(code="XX-502", name="Neighbour CoC", time_zone="America/Los_Angeles")
    return add_account("neighbour", community.other_agency, "coc_lead", coc=yolo)


def why(browser: Browser, account: Account, right: str, **place: object) -> str:
    asked: dict[str, Any] = {"account": account.pk, "right": right, **place}
    return browser.get(reverse("roles:why"), asked).content.decode()


def test_the_table_shows_each_role_of_the_set_in_use_with_its_rights(lead: Browser) -> None:
    page = lead.get(reverse("roles:roles")).content.decode()
    assert "Intake worker" in page
    assert "Direct Service Staff" not in page
    assert "Enroll households into programs" in page
    other = lead.get(reverse("roles:roles"), {"set": "sacramento_2021"}).content.decode()
    assert "Agency Staff – Assessor Only" in other
    assert "further agency only" in other


def test_what_everybody_would_gain_and_lose_is_shown_before_a_set_is_chosen(lead: Browser) -> None:
    address = reverse("roles:choose", args=["sacramento_faq"])
    page = lead.get(address).content.decode()
    assert "Agency Manager Persona" in page
    assert "Save own analyses for others" in page
    assert role_set_in_use().key == "starter"


def test_the_lead_chooses_a_set_and_everybody_has_a_role_of_it(lead: Browser) -> None:
    moves = {
        "move_intake_worker": "sacramento_faq_direct_service",
        "move_agency_manager": "sacramento_faq_administrative",
        "move_reporting_only": "sacramento_faq_reporting",
    }
    address = reverse("roles:choose", args=["sacramento_faq"])
    lead.post(address, {**moves, "do": "look"})
    assert role_set_in_use().key == "starter"
    assert lead.post(address, {**moves, "do": "choose"}).status_code == 302
    assert role_set_in_use().key == "sacramento_faq"
    assert not AgencyRole.objects.filter(role="intake_worker").exists()


def test_why_a_person_may_do_something_is_said_in_words(community: Community, lead: Browser) -> None:
    own = community.own_agency.pk
    worker = community.personas["intake_worker"]
    page = why(lead, worker, "enroll_household", organization=own, project=community.shelter.pk)
    for step in (
        "The account is active.",
        "The agreement is signed",
        "works at Harbor House (example) as Intake worker",
        "The role Intake worker gives this right.",
        "The role reaches the program Harbor Night Shelter.",
    ):
        assert step in page
    assert "notice-success" in page


@pytest.mark.parametrize(
    ("spoil", "missing"),
    [
        ("role", "The role Intake worker does not give this right."),
        ("agency", "The person has no role at Hillside Services (example)."),
        ("program", "The role does not reach the program Hillside Homes."),
        ("agreement", "The agreement that holds now is not signed."),
        ("old agreement", "The signature of the agreement ended on"),
        ("closed", "The account was deactivated."),
        ("pending", "Hearth has no such feature yet"),
    ],
)
def test_what_is_missing_is_named(community: Community, lead: Browser, spoil: str, missing: str) -> None:
    worker = community.personas["intake_worker"]
    asked: dict[str, object] = {"organization": community.own_agency.pk}
    right = {"role": "import_data", "pending": "see_assessments"}.get(spoil, "enroll_household")
    match spoil:
        case "agency":
            asked["organization"] = community.other_agency.pk
        case "program":
            asked["project"] = community.other_program.pk
        case "agreement":
            SignedAgreement.objects.filter(account=worker).delete()
        case "old agreement":
            long_ago = timezone.now() - timedelta(days=800)
            SignedAgreement.objects.filter(account=worker).update(signed_at=long_ago)
        case "closed":
            Account.objects.filter(pk=worker.pk).update(is_active=False)
    page = why(lead, worker, right, **asked)
    assert missing in page
    assert "notice-success" not in page


def test_a_manager_asks_about_their_own_agency_only(community: Community, browser_of: Browsers) -> None:
    manager = browser_of(community.personas["agency_manager"])
    page = manager.get(reverse("roles:why")).content.decode()
    assert "Intake Worker Persona" in page
    assert "Stranger Persona" not in page
    answer = why(manager, community.stranger, "find_client", organization=community.own_agency.pk)
    assert "Stranger Persona" not in answer


def test_the_list_of_people_is_saved_with_roles_last_logins_and_agreements(
    community: Community, lead: Browser
) -> None:
    rows = list(csv.DictReader(io.StringIO(lead.get(reverse("roles:people_csv")).content.decode())))
    worker = next(row for row in rows if row["User name"] == "intake_worker")
    assert (worker["Agency"], worker["Role"]) == ("Harbor House (example)", "Intake worker")
    assert worker["Agreement"]
    assert worker["Signed"]
    assert next(row for row in rows if row["User name"] == "hmis_lead")["Last login"]


def test_the_list_holds_an_agencys_people_for_its_manager_and_a_cocs_for_its_lead(
    community: Community, neighbour: Account, browser_of: Browsers
) -> None:
    def names(account: Account) -> set[str]:
        answer = browser_of(account).get(reverse("roles:people_csv")).content.decode()
        return {row["User name"] for row in csv.DictReader(io.StringIO(answer))}

    assert "stranger" not in names(community.personas["agency_manager"])
    assert {"intake_worker", "stranger"} <= names(community.personas["coc_lead"])
    # Works for Hillside, and leads a CoC in which nobody else has a program.
    assert names(neighbour) == {"neighbour", "stranger"}
    assert names(community.personas["hmis_lead"]) >= {"neighbour", "stranger", "intake_worker"}


def test_a_name_that_a_spreadsheet_would_compute_stays_text(community: Community, lead: Browser) -> None:
    Account.objects.filter(pk=community.stranger.pk).update(name="=1+1")
    assert "'=1+1" in lead.get(reverse("roles:people_csv")).content.decode()


def test_a_role_is_given_and_taken_away_on_the_page_of_a_person(community: Community, lead: Browser) -> None:
    worker = community.personas["intake_worker"]
    address = reverse("roles:person", args=[worker.pk])
    sent = {"organization": community.other_agency.pk, "role": "reporting_only", "coc": ""}
    assert lead.post(address, sent).status_code == 302
    assert "Hillside Services (example)" in lead.get(address).content.decode()
    lead.post(reverse("roles:take_away", args=[worker.pk]), {"organization": community.other_agency.pk})
    assert [row.organization_id for row in AgencyRole.objects.filter(account=worker)] == [
        community.own_agency.pk
    ]


def test_a_role_that_is_refused_says_why_in_one_line(community: Community, lead: Browser) -> None:
    address = reverse("roles:person", args=[community.stranger.pk])
    sent = {"organization": community.own_agency.pk, "role": "coc_lead", "coc": ""}
    answer = lead.post(address, sent)
    assert answer.status_code == 200
    assert "Say which CoC this role leads." in answer.content.decode()


def test_a_neighbours_lead_finds_nobody_of_this_coc(
    community: Community, neighbour: Account, browser_of: Browsers
) -> None:
    browser = browser_of(neighbour)
    worker = community.personas["intake_worker"]
    assert browser.get(reverse("roles:person", args=[worker.pk])).status_code == 404
    sent = {"organization": community.own_agency.pk}
    assert browser.post(reverse("roles:take_away", args=[worker.pk]), sent).status_code == 404
    assert viewer_of(worker) is not None


def test_what_is_entered_is_stamped_with_the_agency_one_is_switched_into(
    community: Community, lead: Browser, browser_of: Browsers
) -> None:
    worker = community.personas["intake_worker"]
    sent = {"organization": community.other_agency.pk, "role": "intake_worker", "coc": ""}
    assert lead.post(reverse("roles:person", args=[worker.pk]), sent).status_code == 302
    role = AgencyRole.objects.get(account=worker, organization=community.other_agency)
    noor = add_client(community, "Noor", "Elsewhere", organization=community.other_agency)
    browser = browser_of(worker)
    address = reverse("intake:household", args=[noor.pk, community.other_program.pk])
    assert browser.get(address).status_code == 404
    browser.post(reverse("account:switch_agency"), {"agency": role.pk})
    assert browser.get(address).status_code == 200
    viewer = viewer_of(worker, role.pk)
    assert viewer is not None
    (stay,) = enroll_household(
        viewer=viewer, project=community.other_program, members=[Member(noor, 1, date(2026, 1, 5))]
    )
    assert stay.user_id == role.hud_user_id
