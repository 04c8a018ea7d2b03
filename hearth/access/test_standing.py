"""A condition that is kept says for everybody what the rule says for them, wherever it stands in a query."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.access.standing import Standing, standing_of
from hearth.access.viewer import Viewer
from hearth.records import clock, guard
from hearth.records.kept_condition import KeptCondition, keep
from hearth.records.models import (
    Client,
    ClientAlert,
    Component,
    EmergencyOpening,
    Enrollment,
    Exit,
    Level,
    Organization,
    Project,
    ReleaseOfInformation,
    Service,
    SharingGroup,
    SharingRule,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_release,
    add_services,
    viewer_for,
)
from tests.consent import START, fund, lead_elsewhere, set_columns, third_agency

NOW = datetime(2026, 3, 8, 20, 30, tzinfo=UTC)
TODAY = date(2026, 3, 8)
MODELS = (Client, Enrollment, Service, Exit, ClientAlert, ReleaseOfInformation, Project, Organization)
PERHAPS = st.sampled_from([None, True, False])
OFTEN = st.sampled_from([True, True, False])
DAYS = st.sampled_from(
    [TODAY - timedelta(days=30), TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
)
RELEASE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["signature", "verbal", "paper", "household"]),
        "scope": st.sampled_from(["community", "agency", "coc"]),
        "permission": OFTEN,
        "starts_on": DAYS,
        "ends_on": st.none() | DAYS,
        "withdrawn_at": st.sampled_from([None, None, NOW - timedelta(days=2), NOW]),
        "keeps_shared": st.booleans(),
        "covers_part_2": st.booleans(),
        "covers_sensitive": st.booleans(),
        "minor_agreed": st.booleans(),
    }
)
CLIENT = st.fixed_dictionaries(
    {
        "dob": st.sampled_from([date(1990, 3, 12), date(2008, 3, 8), date(2008, 3, 9), date(2018, 1, 1)]),
        "is_private": PERHAPS,
        "entered_here": st.booleans(),
        "stay_is_private": PERHAPS,
        "stays_elsewhere": st.booleans(),
        "opened_until": st.sampled_from([None, None, NOW, NOW + timedelta(seconds=1)]),
        "releases": st.lists(RELEASE, max_size=2),
    }
)
WORLD = st.fixed_dictionaries(
    {
        "clients": st.lists(CLIENT, min_size=1, max_size=3),
        "confidential": st.booleans(),
        "part_2": st.sampled_from([False, False, True]),
        "funder": st.sampled_from([2, 2, 22, 13]),
        "given": st.sampled_from([None, Level.NOT, Level.BASIC, Level.FULL]),
        "who": st.sampled_from(
            ["stranger", "third", "lead_elsewhere", "intake_worker", "hmis_lead", "coc_lead", "it_admin"]
        ),
    }
)


def by_rule(viewer: Viewer, model: Any) -> Any:
    kept: Any = guard._visibility[model]
    # A viewer has all that a standing has, with nothing left open: so nothing is kept of this condition.
    return guard.everything(model, "test").filter(kept.rule(viewer))


def keys(rows: Any) -> set[Any]:
    return set(rows.values_list("pk", flat=True))


@pytest.fixture
def accounts(community: Community, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(clock, "instant", lambda: NOW)
    third = third_agency(community).account
    return {
        **community.personas,
        "stranger": community.stranger,
        "third": third,
        "lead_elsewhere": lead_elsewhere(community),
    }


def build(community: Community, account: Any, world: dict[str, Any]) -> None:
    set_columns(community.own_agency, is_confidential=world["confidential"])
    set_columns(community.shelter, is_part_2=world["part_2"])
    fund(community.shelter, world["funder"])
    if world["given"] is not None:
        group, _made = SharingGroup.objects.get_or_create(is_everyone=True, defaults={"name": "Everybody"})
        SharingRule.objects.create(
            organization=community.own_agency, component=Component.SERVICES, level=world["given"], group=group
        )
    for one in world["clients"]:
        agency = community.own_agency if one["entered_here"] else None
        client = add_client(community, "Rosa", "Example", dob=one["dob"], organization=agency)
        set_columns(client, is_private=one["is_private"])
        stay = add_enrollment(community, client, community.shelter, START)
        set_columns(stay, is_private=one["stay_is_private"])
        add_services(community, stay, [START])
        add_exit(community, stay, TODAY)
        if one["stays_elsewhere"]:
            add_enrollment(community, client, community.other_program, START)
        for release in one["releases"]:
            add_release(community, client, community.own_agency, **release)
        with change(by=account, action="test") as signed:
            ClientAlert.objects.create(
                client=client,
                organization=community.own_agency,
                change=signed,
                text="Ask for the blue card",
                starts_on=START,
                ends_on=date(2099, 1, 1),
                raised_by=account,
            )
        if one["opened_until"] is not None:
            role = viewer_for(account).agency_role
            EmergencyOpening.objects.create(
                account=account,
                organization=role.organization,
                client=client,
                reason="test",
                ends_at=one["opened_until"],
            )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLD)
def test_a_viewer_sees_by_the_kept_condition_what_the_rule_says(
    community: Community, accounts: dict[str, Any], world: dict[str, Any]
) -> None:
    account = accounts.get(world["who"], community.stranger)
    with transaction.atomic():
        build(community, account, world)
        viewer = viewer_for(account)
        for model in MODELS:
            assert keys(viewer.rows(model)) == keys(by_rule(viewer, model)), model.__name__
        seen = keys(by_rule(viewer, Client))
        # The same, asked from outside: the row in hand goes by another name there.
        rows = guard.everything(Enrollment, "test")
        assert keys(rows.filter(Exists(viewer.clients.filter(pk=OuterRef("client"))))) == keys(
            rows.filter(client__in=seen)
        )
        stays = viewer.enrollments.filter(client__in=viewer.clients).select_related("client", "project")
        assert {one.pk for one in stays} == keys(by_rule(viewer, Enrollment).filter(client__in=seen))
        transaction.set_rollback(True)


def test_a_kept_condition_holds_in_unions_counts_negations_and_joins(
    community: Community, rosa: Client, stay: Enrollment, other: Viewer
) -> None:
    add_release(community, rosa, community.own_agency)
    theirs = add_enrollment(
        community, add_client(community, "Leo", "Example"), community.other_program, START
    )
    assert keys(other.enrollments) == {stay.pk, theirs.pk}
    assert set(other.clients.union(other.clients.filter(pk=rosa.pk))) == set(other.clients)
    of_rosa = other.enrollments.filter(project__organization=community.own_agency, client__first_name="Rosa")
    assert keys(of_rosa) == {stay.pk}
    assert keys(other.enrollments.exclude(project__project_name="Harbor Night Shelter")) == {theirs.pk}
    assert other.enrollments.filter(Q(pk=stay.pk) | Q(client__last_name="Nobody")).count() == 1
    by_project = other.enrollments.values("project").annotate(number=Count("pk")).order_by("number")
    assert [one["number"] for one in by_project] == [1, 1]
    twice = other.clients.filter(Exists(other.enrollments.filter(client=OuterRef("pk"))))
    assert twice.count() == 2


def test_two_accounts_of_one_standing_share_the_text_and_not_what_they_see(
    community: Community, rosa: Client, stay: Enrollment, other: Viewer
) -> None:
    second = viewer_for(add_account("second", community.other_agency, "intake_worker"))
    third = third_agency(community)
    add_enrollment(community, rosa, community.other_program, START)
    assert standing_of(other) == standing_of(second) == standing_of(third)
    assert [one.clients.count() for one in (other, second, third)] == [1, 1, 0]
    EmergencyOpening.objects.create(
        account=third.account,
        organization=third.organization,
        client=rosa,
        reason="test",
        ends_at=clock.instant() + timedelta(minutes=5),
    )
    assert third.clients.count() == 1


def test_who_is_given_more_or_leads_one_coc_stands_elsewhere(community: Community, other: Viewer) -> None:
    own = viewer_for(community.personas["intake_worker"])
    SharingRule.objects.create(
        organization=community.own_agency, component="services", level=0, receiver=community.other_agency
    )
    again = viewer_for(community.stranger)
    lead = viewer_for(community.personas["hmis_lead"])
    assert len({standing_of(one) for one in (own, other, again, lead)}) == 3


def test_a_rule_is_compiled_once_for_all_who_stand_alike(
    community: Community, rosa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert viewer_for(community.stranger).clients.count() == 0
    monkeypatch.setattr("hearth.access.standing.keep", lambda *_any: pytest.fail("compiled again"))
    assert viewer_for(community.stranger).clients.count() == 0


def test_a_kept_condition_asks_for_the_moment_when_it_is_sent(
    community: Community, rosa: Client, stay: Enrollment, other: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmergencyOpening.objects.create(
        account=other.account, organization=other.organization, client=rosa, reason="test", ends_at=NOW
    )
    rows = other.clients
    monkeypatch.setattr(clock, "instant", lambda: NOW - timedelta(seconds=1))
    assert rows.all().count() == 1
    monkeypatch.setattr(clock, "instant", lambda: NOW)
    assert rows.all().count() == 0


def test_no_condition_is_kept_that_reads_past_the_guard(community: Community, rosa: Client) -> None:
    with pytest.raises(guard.Refused):
        keep(Client, Q(Exists(Enrollment.objects.filter(client=OuterRef("pk")))))
    with pytest.raises(guard.Refused):
        keep(Client, Q(enrollments__relationship_to_hoh=1))
    with pytest.raises(guard.Refused), CaptureQueriesContext(connection) as asked:
        list(Client.objects.filter(KeptCondition(keep(Client, Q(date_deleted=None)), lambda _name: None)))
    assert not asked


def test_a_rule_about_places_is_told_of_no_day_and_of_nothing_shared(community: Community) -> None:
    standing = standing_of(viewer_for(community.stranger), of_places=True)
    assert isinstance(standing, Standing)
    with pytest.raises(AttributeError):
        standing.day_in(None)
    with pytest.raises(AttributeError):
        assert standing.received
