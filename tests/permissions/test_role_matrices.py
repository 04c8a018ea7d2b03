"""What each role of both Sacramento sets can really do over HTTP is what the communities' own tables say (1a, 1b)."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.role_set import KEY
from hearth.access.roles import pending_rights, rights, role_sets, roles
from hearth.records.models import Account, AgencyRole, Enrollment
from hearth.records.models.coc import Setting
from hearth.site.environment import CHECKOUT, PACKAGE
from tests.community import Community, add_account, add_client, add_enrollment, viewer_for

HERE = Path(__file__).parent
PRODUCT = CHECKOUT.parent / "shared" / "PRODUCT.md"
MATRICES: dict[str, Any] = tomllib.loads((HERE / "matrices.toml").read_text("utf-8"))
PENDING: dict[str, Any] = tomllib.loads((HERE / "pending.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Desk:
    """A persona's browser, and what it is tried on."""

    browser: Browser
    enrollment: Enrollment

    def opens(self, name: str, *things: Any) -> bool:
        """Say whether a page answers; anything but 200 and 403 is a fault of the test."""
        address = reverse(name, args=things)
        statuses = {self.browser.get(address).status_code}
        assert statuses <= {200, 403}, f"{address}: {statuses}"
        return statuses == {200}


def _views(desk: Desk) -> bool:
    page = desk.browser.get(reverse("client:client", args=[desk.enrollment.client_id]))
    return page.status_code == 200 and b"Rosa" in page.content


def _enrolls_and_exits(desk: Desk) -> bool:
    enrolls = desk.opens("intake:household", desk.enrollment.client_id, desk.enrollment.project_id)
    exits = desk.opens("exit_household:exit", desk.enrollment.pk)
    edits = desk.opens("enrollment:stay", desk.enrollment.pk)
    assert enrolls == exits == edits
    return enrolls


def _adds_and_edits_clients(desk: Desk) -> bool:
    adds = desk.opens("add_client:unnamed")
    edits = desk.opens("profile:edit", desk.enrollment.client_id)
    assert adds == edits
    return adds


def _adds_clients_and_enrolls(desk: Desk) -> bool:
    adds, enrolls = _adds_and_edits_clients(desk), _enrolls_and_exits(desk)
    assert adds == enrolls
    return adds


def _records_services(desk: Desk) -> bool:
    return desk.opens("services:record", desk.enrollment.pk)


def _records_assessments(desk: Desk) -> bool:
    address = reverse("collection:collect", args=[desk.enrollment.pk, "update"])
    page = desk.browser.get(address)
    assert page.status_code in {200, 403}
    may_save = page.status_code == 200 and page.context["may_save"]
    assert (desk.browser.post(address, {}).status_code == 302) == may_save
    return bool(may_save)


def _keeps_contacts_and_locations(desk: Desk) -> bool:
    contacts = desk.opens("contacts:add", desk.enrollment.client_id)
    assert contacts == desk.opens("locations:client", desk.enrollment.client_id)
    return contacts


def _keeps_contacts_locations_and_files(desk: Desk) -> bool:
    keeps = _keeps_contacts_and_locations(desk)
    assert keeps == _opens_files(desk)
    return keeps


def _opens_files(desk: Desk) -> bool:
    return desk.opens("files:client", desk.enrollment.client_id) and b'id="add"' in _page(
        desk, "files:client"
    )


def _writes_notes(desk: Desk) -> bool:
    return desk.opens("notes:client", desk.enrollment.client_id) and b"<textarea" in _page(
        desk, "notes:client"
    )


def _raises_alerts(desk: Desk) -> bool:
    return desk.opens("alerts:client", desk.enrollment.client_id)


def _writes_notes_and_raises_alerts(desk: Desk) -> bool:
    writes = _writes_notes(desk)
    assert writes == _raises_alerts(desk)
    return writes


def _deletes(desk: Desk) -> bool:
    return desk.opens("deleted:client", desk.enrollment.client_id)


def _page(desk: Desk, name: str) -> bytes:
    return desk.browser.get(reverse(name, args=[desk.enrollment.client_id])).content


def _runs_reports(desk: Desk) -> bool:
    return desk.opens("reports:list") and desk.opens("reports:start", "apr")


def _runs_staff_activity(desk: Desk) -> bool:
    return desk.opens("reports:start", "staff_activity")


# How a row whose feature exists is tried.
PROBES: dict[str, dict[str, Callable[[Desk], bool]]] = {
    "sacramento_2021": {
        "View client data": _views,
        "Create/edit client record": _adds_and_edits_clients,
        "Enroll / edit / exit enrollments": _enrolls_and_exits,
        "Record services": _records_services,
        "Contacts, locations": _keeps_contacts_and_locations,
        "Files": _opens_files,
        "Notes": _writes_notes,
        "Public alerts": _raises_alerts,
        "Delete": _deletes,
        "Report library": _runs_reports,
    },
    "sacramento_faq": {
        "View": _views,
        "Create/edit clients, enrollments": _adds_clients_and_enrolls,
        "Services": _records_services,
        "Assessments": _records_assessments,
        "Contacts, locations, files": _keeps_contacts_locations_and_files,
        "Notes, public alerts": _writes_notes_and_raises_alerts,
        "Delete": _deletes,
        "Canned reports": _runs_reports,
        "Staff-activity monitoring reports": _runs_staff_activity,
    },
}
BOTH = pytest.mark.parametrize("role_set", MATRICES)


@BOTH
def test_our_copy_of_a_matrix_says_what_the_communitys_page_says(role_set: str) -> None:
    if not PRODUCT.is_file():
        pytest.skip("NO PRODUCT.md beside the checkout: our copy of the matrices was not compared with it")
    matrix = MATRICES[role_set]
    theirs = dict(_table(PRODUCT.read_text("utf-8"), matrix["title"]))
    assert len(theirs["Capability"]) == len(matrix["roles"])
    facts = {"Capability", "Seats per agency", "As primary / additional agency role", "Required training"}
    said = {row: "".join(map(_mark, cells)) for row, cells in theirs.items() if row not in facts}
    assert said == matrix["rows"]
    if "seats" in matrix:
        ours = {role: matrix["seats"].get(role, "unlimited") for role in matrix["roles"]}
        assert [_seats(cell) for cell in theirs["Seats per agency"]] == list(ours.values())
        held = [matrix["held_as"].get(role, "both") for role in matrix["roles"]]
        assert [_held_as(cell) for cell in theirs["As primary / additional agency role"]] == held
        wanted = [_trainings(cell) for cell in theirs["Required training"]]
        manager = matrix["roles"].index("agency_manager")
        wanted[manager] = wanted[manager - 1]  # "same as PM"
        assert wanted == [matrix["training"][role] for role in matrix["roles"]]


@BOTH
def test_every_row_of_a_matrix_is_tried_or_pending_and_never_both(role_set: str) -> None:
    tried, pending = set(PROBES[role_set]), set(PENDING[role_set])
    assert tried & pending == set()
    assert tried | pending == set(MATRICES[role_set]["rows"])


@pytest.mark.django_db
@pytest.mark.slow
@BOTH
def test_each_role_can_do_over_http_what_its_matrix_says_and_nothing_more(
    community: Community, browser_of: Callable[[Account], Browser], role_set: str
) -> None:
    Setting.objects.create(key=KEY, value=role_set)
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    enrollment = add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    wrong = []
    for position, role in enumerate(MATRICES[role_set]["roles"]):
        account = add_account(f"a_{role}"[:25], community.own_agency, f"{role_set}_{role}")
        desk = Desk(browser_of(account), enrollment)
        for row, probe in PROBES[role_set].items():
            mark = MATRICES[role_set]["rows"][row][position]
            can = probe(desk)
            if can != (mark == "Y"):
                wrong.append(f"{role}: {row} is {mark}, and over HTTP {'yes' if can else 'no'}")
    assert wrong == []


@pytest.mark.django_db
@BOTH
def test_a_pending_row_is_closed_to_every_role_and_no_code_asks_for_its_right(
    community: Community, role_set: str
) -> None:
    for row, waiting in PENDING[role_set].items():
        assert set(waiting) <= pending_rights(), (
            f"{row} has come: take it out of pending.toml and give it a probe"
        )
    account = add_account("everything", community.other_agency, "hmis_lead")
    viewer = viewer_for(account)
    assert viewer.role.rights == frozenset(rights())
    assert [right for right in pending_rights() if viewer.may(right)] == []
    assert [
        f"{path}: {right}" for path, text in _source() for right in pending_rights() if f'"{right}"' in text
    ] == []


def test_a_right_that_is_not_pending_is_asked_for_somewhere() -> None:
    source = "\n".join(text for _path, text in _source())
    assert [right for right in rights() if right not in pending_rights() and f'"{right}"' not in source] == []


@BOTH
def test_the_roles_hold_the_rights_of_pending_rows_already_as_the_matrix_has_them(role_set: str) -> None:
    wrong = []
    for row, waiting in PENDING[role_set].items():
        for role, mark in zip(MATRICES[role_set]["roles"], MATRICES[role_set]["rows"][row], strict=True):
            has = roles()[f"{role_set}_{role}"].rights
            if (set(waiting) & has) != (set(waiting) if mark == "Y" else set()):
                wrong.append(f"{role}: {row} is {mark}")
    assert wrong == []


@BOTH
def test_a_set_has_the_roles_of_its_matrix_and_the_leads(role_set: str) -> None:
    agency = [key for key, role in role_sets()[role_set].roles.items() if role.sees == "agency"]
    assert agency == [f"{role_set}_{role}" for role in MATRICES[role_set]["roles"]]


@pytest.mark.parametrize("role", MATRICES["sacramento_2021"]["roles"])
def test_a_role_asks_for_the_training_of_its_matrix(role: str) -> None:
    assert list(roles()[f"sacramento_2021_{role}"].training) == MATRICES["sacramento_2021"]["training"][role]


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("role", MATRICES["sacramento_2021"]["roles"])
def test_seats_and_main_or_further_agency_over_http_are_as_the_matrix_says(
    community: Community, browser_of: Callable[[Account], Browser], role: str
) -> None:
    Setting.objects.create(key=KEY, value="sacramento_2021")
    matrix = MATRICES["sacramento_2021"]
    lead = browser_of(community.personas["hmis_lead"])
    key = f"sacramento_2021_{role}"

    def gives(account: Account, *, main: bool) -> bool:
        place = community.other_agency if main else community.own_agency
        sent = {"organization": place.pk, "role": key, "coc": "", **({"is_primary": "on"} if main else {})}
        lead.post(reverse("roles:person", args=[account.pk]), sent)
        return AgencyRole.objects.filter(account=account, organization=place, role=key).exists()

    # Hillside has one program, so that "one" and "as many as programs" both end after the first.
    first, second = (
        add_account(name, community.other_agency, "intake_worker") for name in ("first", "second")
    )
    held_as = matrix["held_as"].get(role, "both")
    assert gives(first, main=False) == (held_as != "primary")
    assert gives(first, main=True) == (held_as != "additional")
    seats = matrix["seats"].get(role, "unlimited")
    assert gives(second, main=True) == (held_as != "additional" and seats == "unlimited")


def _table(page: str, title: str) -> Iterator[tuple[str, list[str]]]:
    """Read a table of the page: each row's first cell, and the others."""
    after = page.split(f"### {title}", 1)[1]
    for line in after.split("\n### ", 1)[0].splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            first, *cells = (cell.strip().replace("**", "") for cell in line.strip().strip("|").split("|"))
            yield first, cells


def _mark(cell: str) -> str:
    if cell[:1] in ("Y", "y"):
        return "Y"
    return "v" if cell[:1] == "v" else "-"


def _seats(cell: str) -> str:
    return {"no limit": "unlimited", "1": "one", "≤ number of programs": "programs"}[cell]


def _held_as(cell: str) -> str:
    if "both" in cell:
        return "both"
    return "additional" if "additional" in cell else "primary"


def _trainings(cell: str) -> list[str]:
    named = {"New User": "new_user", "Services-Only": "services_only", "VI-SPDAT": "vi_spdat"}
    return [key for words, key in named.items() if re.search(words, cell)]


def _source() -> list[tuple[str, str]]:
    """Give our source that may ask for rights: all but tests and translations."""
    found = [path for path in PACKAGE.rglob("*.py") if not path.name.startswith("test_")]
    return [(str(path.relative_to(CHECKOUT)), path.read_text("utf-8")) for path in found]
