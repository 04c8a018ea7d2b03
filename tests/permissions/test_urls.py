"""Every address answers each persona as urls.csv says, and an agency never meets another agency's records."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.roles import roles
from hearth.exchange.order import Order
from hearth.exchange.selection import Selection
from hearth.library.run_report import perform_report
from hearth.library.runs import report_run, start_report
from hearth.library.tables import tables
from hearth.records.models import Account, Change, CoC, ExportRun, ImportRun, Source
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_household,
    build_community,
    viewer_for,
)
from tests.permissions.table import EVERYBODY, METHODS, PERSONAS, Row, addresses, rows

pytestmark = pytest.mark.django_db(transaction=True)

START, END = date(2025, 10, 1), date(2026, 9, 30)
Things = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The community, logged-in browsers' cookies, and what addresses are filled with: own things and others'."""

    made: Community
    cookies: dict[str, dict[str, str]]
    own: Things
    others: Things


def test_the_table_has_a_row_for_every_address_and_no_row_for_any_other() -> None:
    listed = {(row.name, row.method) for row in rows()}
    existing = {(name, method) for name in addresses() for method in METHODS}
    assert sorted(existing - listed) == [], "give them a row in tests/permissions/urls.csv"
    assert sorted(listed - existing) == [], "these addresses are gone: take out their rows"


@pytest.mark.slow
def test_every_address_answers_each_persona_as_the_table_says(world: World) -> None:
    wrong = []
    for row in rows():
        for who in EVERYBODY:
            status = answer(world, row, who, {})
            if status != row.expected[who]:
                wrong.append(f"{row.method} {row.name} {who}: {status}, not {row.expected[who]}")
    assert wrong == []


@pytest.mark.slow
def test_another_agencys_records_do_not_exist_for_an_agency_at_any_address(world: World) -> None:
    wrong, tried = [], 0
    parameters = addresses()
    for row in rows():
        for parameter in set(parameters[row.name]) & set(world.others):
            for who in PERSONAS:
                if roles()[who].sees != "agency":
                    continue
                # Who may not do this at all, or not by this method, may be told that instead.
                allowed = {404, row.expected[who]} & {403, 404, 405}
                status = answer(world, row, who, {parameter: thing(world.others, row.name, who, parameter)})
                tried += 1
                if status not in allowed:
                    wrong.append(f"{row.method} {row.name} {who} other {parameter}: {status}, not 404")
    assert wrong == []
    assert tried > 0


def answer(world: World, row: Row, who: str, instead: Things) -> int:
    """Ask an address as somebody, with own things or others' instead, and undo whatever the request did."""
    things = {name: thing(world.own, row.name, who, name) for name in addresses()[row.name]}
    browser = Browser(raise_request_exception=False)
    if who in world.cookies:
        browser.cookies.load(world.cookies[who])
    with transaction.atomic():
        response = browser.generic(
            row.method,
            reverse(row.name, kwargs={**things, **instead}),
            content_type="application/x-www-form-urlencoded" if row.method == "POST" else "text/plain",
        )
        response.close()
        transaction.set_rollback(True)
    return int(response.status_code)


def thing(things: Things, address: str, who: str, parameter: str) -> Any:
    """Give what fills a parameter; some depend on who asks or on the address."""
    value = things[parameter]
    return value(address, who) if callable(value) else value


@pytest.fixture
def world(tmp_path: Any, settings: Any) -> World:
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ACCOUNT_RATE_LIMITS = False
    made = build_community()
    rosa = add_client(made, "Rosa", "Example", dob=date(1990, 3, 12))
    noor = add_client(made, "Noor", "Elsewhere", dob=date(1985, 2, 2))
    enrolled = add_household(made, [rosa], made.shelter, date(2026, 1, 5))
    add_enrollment(made, rosa, made.transitional, date(2025, 11, 1))
    elsewhere = add_enrollment(made, noor, made.other_program, date(2025, 12, 1))
    people = made.personas | outsiders(made)
    acts = {who: act_of(made, people[who], rosa) for who in PERSONAS}
    own_run, other_run = finished(made, made.transitional), finished(made, made.other_program)
    vendor = Source.objects.create(name="Example vendor")
    import_run = ImportRun.objects.create(source=vendor, file_name="example.zip")
    export_run = ExportRun.objects.create(
        asked=Order(Selection()).as_json(), recipient="Example State", purpose="A test"
    )
    cell = next(
        (page.code, cell.row, cell.column)
        for page in tables(own_run)
        for line in page.rows
        for cell in line.cells
        if cell.is_count and cell.value
    )
    own = {
        "client_id": rosa.pk,
        "enrollment_id": enrolled[0].pk,
        "project_id": made.supportive.pk,
        "coc_code": made.coc.code,
        "number": "4.02",
        "change_id": lambda address, who: acts.get(who, uuid.uuid4()),
        "run_id": run_for(own_run.pk, import_run.pk, export_run.pk),
        "source_id": vendor.pk,
        # Of an import: a refused row and a likely match that there are not.
        "row_id": 0,
        "match_id": 0,
        # A notice that nobody was given.
        "notice_id": uuid.uuid4(),
        "report": "apr",
        "kind": "whole",
        "table": cell[0],
        "row": cell[1],
        "column": cell[2],
        # Of the login pages: keys that nobody gave out.
        "key": "unknown",
        "uidb36": "0",
        "pk": 1,
    }
    others = {
        "client_id": noor.pk,
        "enrollment_id": elsewhere.pk,
        "project_id": made.other_program.pk,
        "change_id": elsewhere.change_id,
        "run_id": run_for(other_run.pk, import_run.pk, export_run.pk),
    }
    return World(made, {who: cookies_of(account) for who, account in people.items()}, own, others)


def run_for(report: uuid.UUID, imported: uuid.UUID, exported: uuid.UUID) -> Callable[[str, str], uuid.UUID]:
    runs = {"exchange": imported, "export": exported}
    return lambda address, who: runs.get(address.partition(":")[0], report)


def cookies_of(account: Account) -> dict[str, str]:
    browser = Browser()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def act_of(made: Community, account: Account, client: Any) -> uuid.UUID:
    """Let a persona have enrolled the client, so that there is something of their own to take back."""
    enrollment = add_enrollment(made, client, made.rapid, date(2026, 1, 6))
    Change.objects.filter(pk=enrollment.change_id).update(account=account)
    return enrollment.change_id  # type: ignore[no-any-return]


def outsiders(made: Community) -> dict[str, Account]:
    """Give the personas that the small community does not have of itself."""
    beyond = CoC.objects.create(code="XX-502", name="Neighbour County CoC", time_zone="America/Los_Angeles")
    nobody = Account.objects.create(username="no_agency", email="no_agency@example.org", name="No Agency")
    services_only = add_account("services_only", made.own_agency, "sacramento_2021_services_only")
    neighbour = add_account("other_coc_lead", made.other_agency, "coc_lead", coc=beyond)
    return {
        "services_only": services_only,
        "stranger": made.stranger,
        "other_coc_lead": neighbour,
        "no_agency": nobody,
    }


def finished(made: Community, project: Any) -> Any:
    lead = viewer_for(made.personas["hmis_lead"])
    run = start_report(lead, report="apr", project_ids=[project.pk], start=START, end=END)
    perform_report(run.pk)
    return report_run(lead, run.pk)
