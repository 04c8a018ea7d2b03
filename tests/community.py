"""A small community for tests: two agencies with programs, an account per role, and records as plain as can be.

    community = build_community()
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))

Every name here is invented. As a pytest plugin (`pytest_plugins = ["tests.community"]`) it gives the fixtures
`community` and `browser_of`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client as Browser

from hearth.access.account_agreement import Agreement, agreement_for
from hearth.access.roles import role_sets
from hearth.access.viewer import Viewer, viewer_of
from hearth.actions.stamp import own_source
from hearth.records import clock
from hearth.records import ssn as ssns
from hearth.records.encryption import current_key
from hearth.records.models import (
    Account,
    AgencyRole,
    Change,
    Client,
    CoC,
    Enrollment,
    Exit,
    Funder,
    HUDUser,
    Organization,
    Project,
    ProjectCoC,
    ReleaseOfInformation,
    Service,
    Setting,
    SignedAgreement,
    Source,
)
from hearth.records.names import plain, unique_identifier
from hearth.records.write import change

COC_CODE = "XX-501"
PASSWORD = "an invented password for tests"
ENTERED = datetime(2026, 1, 2, 8, 30)
HEAD, CHILD, SPOUSE = 1, 2, 3

EMERGENCY_SHELTER_NIGHT_BY_NIGHT, TRANSITIONAL, SUPPORTIVE, RAPID_REHOUSING = 1, 2, 3, 13


@dataclass(frozen=True)
class Community:
    """What `build_community` made. `personas` are keyed by role; `stranger` is an intake worker elsewhere."""

    source: Source
    coc: CoC
    own_agency: Organization
    other_agency: Organization
    shelter: Project
    transitional: Project
    supportive: Project
    rapid: Project
    other_program: Project
    stranger: Account
    personas: dict[str, Account] = field(default_factory=dict)


def build_community() -> Community:
    """Store a CoC, two agencies, their programs and one account for each role at the first agency.

    Every table is written once: more than a thousand tests begin here.
    """
    source = own_source()
    coc = CoC.objects.create(code=COC_CODE, name="Example County CoC", time_zone="America/Los_Angeles")
    # What is tested elsewhere must not begin with setting up an authenticator app.
    Setting.objects.create(key="second_factor_required", value=False)
    with change(by=None, action="build_test_community") as signed:
        own, other = Organization.objects.bulk_create(
            Organization(organization_name=name, victim_service_provider=0, **born(source, signed))
            for name in ("Harbor House (example)", "Hillside Services (example)")
        )
        shelter, transitional, supportive, rapid, other_program = _programs(
            signed,
            (own, "Harbor Night Shelter", EMERGENCY_SHELTER_NIGHT_BY_NIGHT),
            (own, "Harbor Bridge", TRANSITIONAL),
            (own, "Harbor Homes", SUPPORTIVE),
            (own, "Harbor Rapid", RAPID_REHOUSING),
            (other, "Hillside Homes", SUPPORTIVE),
        )
        roles = role_sets()["starter"].roles.values()
        stranger, *personas = _accounts(
            signed,
            ("stranger", other, "intake_worker", None),
            *((role.key, own, role.key, coc if role.sees == "coc" else None) for role in roles),
        )
    return Community(
        source=source,
        coc=coc,
        own_agency=own,
        other_agency=other,
        shelter=shelter,
        transitional=transitional,
        supportive=supportive,
        rapid=rapid,
        other_program=other_program,
        stranger=stranger,
        personas={account.username: account for account in personas},
    )


def add_account(
    username: str, agency: Organization, role: str, *, is_primary: bool = True, coc: CoC | None = None
) -> Account:
    """Store an account with a role at an agency (password: PASSWORD), or give an existing one a further role."""
    with change(by=None, action="add_account") as signed:
        account = Account.objects.filter(username=username).first()
        if account is None:
            (account,) = _accounts(signed, (username, agency, role, coc), is_primary=is_primary)
        else:
            _give_roles(signed, (account, agency, role, coc), is_primary=is_primary)
    return account


def _accounts(
    signed: Change, *wanted: tuple[str, Organization, str, CoC | None], is_primary: bool = True
) -> list[Account]:
    """Store accounts with a role each, who signed the agreement that holds for the first of them."""
    password = make_password(PASSWORD)
    accounts = Account.objects.bulk_create(
        Account(
            username=username,
            email=f"{username}@example.org",
            name=f"{username.replace('_', ' ').title()} Persona",
            password=password,
        )
        for username, *_ in wanted
    )
    _give_roles(
        signed,
        *(
            (account, agency, role, coc)
            for account, (_, agency, role, coc) in zip(accounts, wanted, strict=True)
        ),
        is_primary=is_primary,
    )
    agreement = agreement_for(accounts[0])
    SignedAgreement.objects.bulk_create(_signature(account, agreement) for account in accounts)
    return accounts


def _give_roles(
    signed: Change, *wanted: tuple[Account, Organization, str, CoC | None], is_primary: bool
) -> None:
    hud_users = HUDUser.objects.bulk_create(
        HUDUser(
            user_first_name=account.username[:50],
            user_last_name="Persona",
            user_email=account.email,
            **_without_user(born(agency.source, signed)),
        )
        for account, agency, *_ in wanted
    )
    AgencyRole.objects.bulk_create(
        AgencyRole(
            account=account, organization=agency, role=role, is_primary=is_primary, hud_user=hud_user, coc=coc
        )
        for hud_user, (account, agency, role, coc) in zip(hud_users, wanted, strict=True)
    )


def sign_agreement_of(account: Account) -> SignedAgreement:
    """Let an account have signed the agreement that holds now."""
    signature = _signature(account, agreement_for(account))
    signature.save()
    return signature


def _signature(account: Account, agreement: Agreement) -> SignedAgreement:
    return SignedAgreement(
        account=account,
        version=agreement.version,
        text_digest=agreement.digest,
        signed_name=account.name,
        signed_at=clock.instant(),
    )


def viewer_for(account: Account) -> Viewer:
    """Give the account's viewer at its primary agency."""
    viewer = viewer_of(account)
    assert viewer is not None
    return viewer


def add_client(
    community: Community, first_name: str, last_name: str, *, ssn: str = "", **columns: Any
) -> Client:
    """Store a client whom no agency entered: seen through enrollments, unless `organization` is given."""
    columns = {"name_data_quality": 1, "dob_data_quality": 1, "ssn_data_quality": 1 if ssn else 99} | columns
    identity = uuid.uuid4()
    with change(by=None, action="add_client") as signed:
        client = Client(
            id=identity,
            unique_identifier=unique_identifier(identity),
            first_name=first_name,
            last_name=last_name,
            first_name_plain=plain(first_name),
            last_name_plain=plain(last_name),
            **ssns.stored(ssn, current_key(None)).columns(),
            **columns,
            **born(community.source, signed),
        )
        client.save()
    return client


def add_enrollment(
    community: Community,
    client: Client,
    project: Project,
    start: date,
    *,
    household_id: str | None = None,
    relationship_to_hoh: int = HEAD,
    **columns: Any,
) -> Enrollment:
    """Store an enrollment; members of one household are given the same `household_id`."""
    with change(by=None, action="enroll_household") as signed:
        enrollment = Enrollment(
            client=client,
            project=project,
            entry_date=start,
            household_id=household_id or uuid.uuid4().hex,
            relationship_to_hoh=relationship_to_hoh,
            **({"enrollment_coc": COC_CODE if relationship_to_hoh == HEAD else None} | columns),
            **born(community.source, signed),
        )
        enrollment.save()
    return enrollment


def add_household(
    community: Community, clients: list[Client], project: Project, start: date
) -> list[Enrollment]:
    """Enroll clients as one household: the first is the head, the others are children."""
    household_id = uuid.uuid4().hex
    return [
        add_enrollment(
            community,
            client,
            project,
            start,
            household_id=household_id,
            relationship_to_hoh=CHILD if position else HEAD,
        )
        for position, client in enumerate(clients)
    ]


def add_exit(community: Community, enrollment: Enrollment, on: date, destination: int = 410) -> Exit:
    """Store the exit of an enrollment; 410 is a rental without subsidy."""
    with change(by=None, action="exit_household") as signed:
        ending = Exit(
            enrollment=enrollment,
            client=enrollment.client,
            exit_date=on,
            destination=destination,
            **born(community.source, signed),
        )
        ending.save()
    return ending


def add_services(
    community: Community,
    enrollment: Enrollment,
    days: list[date],
    *,
    record_type: int = 200,
    type_provided: int = 200,
) -> list[Service]:
    """Store one service per day; bed nights unless told otherwise."""
    with change(by=None, action="record_service") as signed:
        return Service.objects.bulk_create(
            Service(
                enrollment=enrollment,
                client=enrollment.client,
                date_provided=day,
                record_type=record_type,
                type_provided=type_provided,
                **born(community.source, signed),
            )
            for day in days
        )


def add_funder(community: Community, project: Project, code: int, **grant: Any) -> Funder:
    """Let a program be paid for by a further funder (codes of 2.06.1); `grant` are its number and its days."""
    known = {"grant_id": f"invented grant {code}", "start_date": date(2020, 1, 1)}
    with change(by=None, action="add_funder") as signed:
        return Funder.objects.create(
            project=project,
            funder=code,
            **(known | grant),
            **born(community.source, signed),
        )


def add_release(
    community: Community, client: Client, agency: Organization, **columns: Any
) -> ReleaseOfInformation:
    """Store a signed release of a client for what any agency recorded, in force without an end unless told so."""
    usual = {"kind": "signature", "permission": True, "scope": "community", "starts_on": date(2026, 1, 2)}
    with change(by=None, action="record_release") as signed:
        return ReleaseOfInformation.objects.create(
            client=client, organization=agency, coc=community.coc, change=signed, **{**usual, **columns}
        )


def _programs(signed: Change, *wanted: tuple[Organization, str, int]) -> list[Project]:
    projects = Project.objects.bulk_create(
        Project(
            organization=agency,
            project_name=name,
            project_type=project_type,
            operating_start_date=date(2020, 1, 1),
            continuum_project=1,
            housing_type=1,
            target_population=4,
            **born(agency.source, signed),
        )
        for agency, name, project_type in wanted
    )
    ProjectCoC.objects.bulk_create(
        ProjectCoC(
            project=project,
            coc_code=COC_CODE,
            geocode="069999",
            geography_type=1,
            **born(project.source, signed),
        )
        for project in projects
    )
    Funder.objects.bulk_create(
        Funder(
            project=project,
            funder=2 if project.project_type == SUPPORTIVE else 8,
            grant_id="EXAMPLE-1",
            start_date=date(2020, 1, 1),
            **born(project.source, signed),
        )
        for project in projects
    )
    return projects


def born(source: Source, signed: Change) -> dict[str, Any]:
    stamp = {"source": source, "hud_id": uuid.uuid4().hex, "change": signed, "user": None}
    return stamp | {"date_created": ENTERED, "date_updated": ENTERED}


def _without_user(stamp: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stamp.items() if name != "user"}


@pytest.fixture
def community(db: None) -> Community:
    return build_community()


@pytest.fixture
def anna(community: Community) -> Account:
    """The intake worker of the own agency."""
    return community.personas["intake_worker"]


@pytest.fixture
def browser_of(db: None) -> Callable[[Account], Browser]:
    """Give a logged-in browser for an account."""

    def logged_in(account: Account) -> Browser:
        browser = Browser()
        browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return logged_in
