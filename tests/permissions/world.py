"""The community that permission tests ask: own things, another agency's, another CoC's, and a browser for each persona.

Made once for a file of tests; each request is undone as soon as it is answered.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client as Browser
from django.test import override_settings
from django.urls import reverse

from hearth.access.consent_texts import Kind, text_in_force
from hearth.actions.attest_months import attest_months
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.actions.keep_care_team import add_to_care_team
from hearth.actions.keep_contact import COLUMNS, add_contact
from hearth.actions.keep_family import add_member
from hearth.actions.merge_clients import merge_clients
from hearth.actions.sign_release import Answer, Given, sign_release
from hearth.exchange.order import Order
from hearth.exchange.selection import Selection
from hearth.library.run_report import perform_report
from hearth.library.runs import report_run, start_report
from hearth.library.tables import tables
from hearth.records import clock
from hearth.records.models import (
    Account,
    Change,
    CoC,
    ExportRun,
    ImportRun,
    LogAlert,
    LoginSession,
    Notice,
    Organization,
    ProjectCoC,
    Source,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_household,
    add_release,
    build_community,
    viewer_for,
)
from tests.permissions.pieces import own_pieces_of, pieces_of
from tests.permissions.programs import described_by
from tests.permissions.table import PERSONAS, addresses

START, END = date(2025, 10, 1), date(2026, 9, 30)
Things = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The community, logged-in browsers' cookies, and what addresses are filled with.

    Things are named by parameter, or by "namespace:parameter" where a parameter means another thing elsewhere; a
    callable takes the persona who asks. `others` belong to another agency, `beyond` to one in another CoC.
    """

    made: Community
    people: dict[str, Account]
    cookies: dict[str, Any]
    own: Things
    others: Things
    beyond: Things


def answer(world: World, name: str, method: str, who: str, instead: Things) -> int:
    """Ask an address as somebody, with own things or `instead`, and undo whatever the request did."""
    things = {parameter: thing(world.own, name, who, parameter) for parameter in addresses()[name]}
    browser = Browser(raise_request_exception=False)
    if who in world.cookies:
        browser.cookies.load(world.cookies[who])
    with transaction.atomic():
        response = browser.generic(
            method,
            reverse(name, kwargs={**things, **instead}),
            content_type="application/x-www-form-urlencoded" if method == "POST" else "text/plain",
        )
        _close(response)
        transaction.set_rollback(True)
    return int(response.status_code)


def _close(response: Any) -> None:
    """Let a file's answer go, without Django taking the connection of the test away at the request's end."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def thing(things: Things, address: str, who: str, parameter: str) -> Any:
    """Give what fills a parameter of an address. Raises KeyError where there is no such thing."""
    value = things.get(named(things, address, parameter), things.get(parameter))
    if value is None:
        raise KeyError(
            f"{address} has a parameter {parameter}: give it a thing in tests/permissions/world.py"
        )
    return value(who) if callable(value) else value


def named(things: Things, address: str, parameter: str) -> str:
    """Give the name of the thing for a parameter of an address: the nearer one where there are two."""
    near = f"{address.partition(':')[0]}:{parameter}"
    return near if near in things else parameter


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, stored for the tests of one file and taken away after them."""
    folder: Path = tmp_path_factory.mktemp("world")
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=folder, MEDIA_ROOT=folder / "files"),
    ):
        try:
            yield _build()
        finally:
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


def _build() -> World:
    made = build_community()
    neighbour_agency, neighbour_program = _neighbour(made)
    people = made.personas | _outsiders(made, neighbour_agency)
    rosa = add_client(made, "Rosa", "Example", dob=date(1990, 3, 12))
    noor = add_client(made, "Noor", "Elsewhere", dob=date(1985, 2, 2))
    yara = add_client(made, "Yara", "Beyond", dob=date(1979, 7, 7))
    enrolled = add_household(made, [rosa], made.shelter, date(2026, 1, 5))
    add_enrollment(made, rosa, made.transitional, date(2025, 11, 1))
    elsewhere = add_enrollment(made, noor, made.other_program, date(2025, 12, 1))
    beyond = add_enrollment(made, yara, neighbour_program, date(2025, 12, 1), enrollment_coc="XX-502")
    acts = {who: _act_of(made, people[who], rosa) for who in PERSONAS}
    reports = [
        _finished(made, project) for project in (made.transitional, made.other_program, neighbour_program)
    ]
    vendor = Source.objects.create(name="Example vendor")
    import_run = ImportRun.objects.create(source=vendor, file_name="example.zip")
    exports = [_export(None), _export(people["stranger"]), _export(people["other_coc_lead"])]
    cell = next(
        (page.code, cell.row, cell.column)
        for page in tables(reports[0])
        for line in page.rows
        for cell in line.cells
        if cell.is_count and cell.value
    )
    own = {
        "client_id": rosa.pk,
        "enrollment_id": enrolled[0].pk,
        # For another network than this one: it lets nobody see anything here.
        "release_id": add_release(made, rosa, made.own_agency, networks=["cie"]).pk,
        "signing_id": _signing(made, people["intake_worker"], rosa),
        "text_key": "hearth-1",
        "asked_id": uuid.uuid4(),
        "member_id": _member(made, people["intake_worker"], rosa),
        "contact_id": _contact(people["intake_worker"], rosa),
        "team_member_id": _team_member(people["intake_worker"], rosa),
        "project_id": made.supportive.pk,
        **dict.fromkeys(("shelter:project_id", "kiosk:project_id"), made.shelter.pk),
        "record_kind": "client",
        "record_id": rosa.pk,
        "coc_code": made.coc.code,
        "number": "4.02",
        "change_id": lambda who: acts.get(who, uuid.uuid4()),
        "homelessness:change_id": _attested(made, people["intake_worker"], rosa),
        "reports:run_id": reports[0].pk,
        "exchange:run_id": import_run.pk,
        "export:run_id": exports[0].pk,
        "source_id": vendor.pk,
        # Of an import: a refused row and a likely match that there are not.
        "row_id": 0,
        "match_id": 0,
        # Things that there are not: nobody was given them.
        "notice_id": uuid.uuid4(),
        "check_id": uuid.uuid4(),
        "schedule_id": uuid.uuid4(),
        "session_id": uuid.uuid4(),
        "account_id": people["intake_worker"].pk,
        "act": "close",
        "alert_id": _alert(people["intake_worker"], made.own_agency).pk,
        "role_set": "sacramento_faq",
        "report": "apr",
        "kind": "whole",
        "table": cell[0],
        "row": cell[1],
        "column": cell[2],
        "stage": "update",
        "settings:key": "release_term_days",
        **own_pieces_of(people, rosa),
        # Of the login pages: keys that nobody gave out.
        "key": "unknown",
        "uidb36": "0",
        "pk": 1,
    }
    others = {
        "client_id": noor.pk,
        "enrollment_id": elsewhere.pk,
        "release_id": add_release(made, noor, made.other_agency, networks=["cie"]).pk,
        "signing_id": _signing(made, people["stranger"], noor),
        "member_id": _member(made, people["stranger"], noor),
        "contact_id": _contact(people["stranger"], noor),
        "team_member_id": _team_member(people["stranger"], noor),
        "project_id": made.other_program.pk,
        "record_id": noor.pk,
        "change_id": elsewhere.change_id,
        "reports:run_id": reports[1].pk,
        "export:run_id": exports[1].pk,
        "account_id": people["stranger"].pk,
        "notice_id": _notice(people["stranger"]).pk,
        "session_id": _session(people["stranger"]).pk,
        "alert_id": _alert(people["stranger"], made.other_agency).pk,
        **pieces_of(people["stranger"], noor),
    }
    others_beyond = {
        "client_id": yara.pk,
        "enrollment_id": beyond.pk,
        "release_id": add_release(made, yara, neighbour_agency, networks=["cie"]).pk,
        "signing_id": _signing(made, people["other_coc_lead"], yara),
        "member_id": _member(made, people["other_coc_lead"], yara),
        "contact_id": _contact(people["other_coc_lead"], yara),
        "team_member_id": _team_member(people["other_coc_lead"], yara),
        "project_id": neighbour_program.pk,
        "record_id": yara.pk,
        "change_id": beyond.change_id,
        "reports:run_id": reports[2].pk,
        "export:run_id": exports[2].pk,
        "account_id": people["other_coc_lead"].pk,
        "notice_id": _notice(people["other_coc_lead"]).pk,
        "session_id": _session(people["other_coc_lead"]).pk,
        "alert_id": _alert(people["other_coc_lead"], neighbour_agency).pk,
        **pieces_of(people["other_coc_lead"], yara),
    }
    programs = (made.rapid, made.other_program, neighbour_program)
    stays = (enrolled[0], elsewhere, beyond)
    keepers = [people[who] for who in ("intake_worker", "stranger", "other_coc_lead")]
    for things, *about in zip((own, others, others_beyond), programs, stays, keepers, strict=True):
        things.update(_twice(made, about[0]) | described_by(made, *about))
    cookies = {who: _cookies_of(account) for who, account in people.items()}
    return World(made, people, cookies, own, others, others_beyond)


def _signing(made: Community, account: Account, client: Any) -> uuid.UUID:
    """Let a client have said no to another network, and signed it: it lets nobody see anything here."""
    viewer = viewer_for(account)
    text = text_in_force(Kind.RELEASE, made.coc.code, viewer.today)
    given = Given(text, "en", "typed", "Rosa Example", {"cie": Answer(False)}, viewer.today)
    return sign_release(viewer=viewer, client=client, given=given).pk


def _neighbour(made: Community) -> tuple[Organization, Any]:
    """Store a second CoC with an agency and a program that work there only."""
    CoC.objects.create(code="XX-502", name="Neighbour County CoC", time_zone="America/Los_Angeles")
    stamp = {"source": made.source, "user": None, "date_created": clock.now(), "date_updated": clock.now()}
    with change(by=None, action="build_neighbour") as signed:
        agency = Organization.objects.create(
            organization_name="Neighbour House (example)",
            victim_service_provider=0,
            hud_id=uuid.uuid4().hex,
            change=signed,
            **stamp,
        )
        program = type(made.shelter).objects.create(
            organization=agency,
            project_name="Neighbour Homes",
            project_type=3,
            operating_start_date=date(2020, 1, 1),
            continuum_project=1,
            hud_id=uuid.uuid4().hex,
            change=signed,
            **stamp,
        )
        ProjectCoC.objects.create(
            project=program,
            coc_code="XX-502",
            geocode="069999",
            hud_id=uuid.uuid4().hex,
            change=signed,
            **stamp,
        )
    return agency, program


def _outsiders(made: Community, neighbour_agency: Organization) -> dict[str, Account]:
    """Give the personas that the small community does not have of itself."""
    beyond = CoC.objects.get(code="XX-502")
    return {
        "services_only": add_account("services_only", made.own_agency, "sacramento_2021_services_only"),
        "stranger": made.stranger,
        "other_coc_lead": add_account("other_coc_lead", neighbour_agency, "coc_lead", coc=beyond),
        "no_agency": Account.objects.create(
            username="no_agency", email="no_agency@example.org", name="No Agency"
        ),
    }


def _twice(made: Community, project: Any) -> Things:
    """Let a program have enrolled two people twice: one pair waits, the other was merged."""
    lead = viewer_for(made.personas["hmis_lead"])
    twice = [add_client(made, "Ines", "Twice", dob=date(1980, 1, 1)).pk for _time in range(4)]
    for client_id in twice:
        add_enrollment(made, lead.clients.get(pk=client_id), project, date(2026, 2, 1))
    pair = flag_same_person(viewer=lead, client_id=twice[0], other_id=twice[1])
    merge = merge_clients(viewer=lead, kept_id=twice[2], merged_id=twice[3])
    return {"pair_id": pair.pk, "merge_id": merge.pk}


def _cookies_of(account: Account) -> dict[str, str]:
    browser = Browser()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def _act_of(made: Community, account: Account, client: Any) -> uuid.UUID:
    """Let a persona have enrolled the client, so that there is something of their own to take back."""
    enrollment = add_enrollment(made, client, made.rapid, date(2026, 1, 6))
    Change.objects.filter(pk=enrollment.change_id).update(account=account)
    return enrollment.change_id  # type: ignore[no-any-return]


def _attested(made: Community, account: Account, client: Any) -> uuid.UUID:
    """Let a month of homelessness have been added, so that there is one to take back."""
    month = date(2025, 6, 1)
    added = attest_months(
        viewer=viewer_for(account),
        client_id=client.pk,
        first=month,
        last=month,
        kind="letter",
        said_by="A pastor",
    )
    return added[0].change_id  # type: ignore[no-any-return]


def _member(made: Community, account: Account, client: Any) -> uuid.UUID:
    """Let a persona have added a child to the client's family, and give the child's row."""
    viewer = viewer_for(account)
    child = add_client(made, "Leo", "Example", organization=viewer.organization)
    return add_member(viewer=viewer, client_id=client.pk, person_id=child.pk).pk


def _contact(account: Account, client: Any) -> uuid.UUID:
    said: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    said |= {"kind": "own", "phone": "555-0100", "may_leave_message": None, "is_safe_to_call": None}
    said |= {"is_private": None, "is_active": True}
    return add_contact(viewer=viewer_for(account), client_id=client.pk, said=said).pk


def _team_member(account: Account, client: Any) -> uuid.UUID:
    return add_to_care_team(
        viewer=viewer_for(account), client_id=client.pk, account_id=account.pk, starts_on=START
    ).pk


def _finished(made: Community, project: Any) -> Any:
    lead = viewer_for(made.personas["hmis_lead"])
    run = start_report(lead, report="apr", project_ids=[project.pk], start=START, end=END)
    perform_report(run.pk)
    return report_run(lead, run.pk)


def _export(account: Account | None) -> ExportRun:
    asked = Order(Selection()).as_json()
    return ExportRun.objects.create(asked=asked, recipient="Example State", purpose="A test", account=account)


def _notice(account: Account) -> Notice:
    return Notice.objects.create(account=account, event="account_paused")


def _alert(account: Account, agency: Organization) -> LogAlert:
    return LogAlert.objects.create(
        kind=LogAlert.Kind.NIGHT_EXPORT,
        account=account,
        organization=agency,
        day=date(2026, 3, 10),
        facts={"exports": 1},
    )


def _session(account: Account) -> LoginSession:
    return LoginSession.objects.create(account=account, started_at=(now := clock.instant()), active_at=now)
