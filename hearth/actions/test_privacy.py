"""Acts of consent and privacy, and what they refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer, viewer_of
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.exit_household import Leaving, exit_household
from hearth.actions.make_private import make_client_private, make_piece_private
from hearth.actions.record_release import Said, record_release
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.actions.refuse_consent import refuse_consent, stop_if_identity_is_locked
from hearth.actions.take_back import take_back
from hearth.actions.withdraw_release import withdraw_release
from hearth.records import guard
from hearth.records.models import (
    Account,
    Client,
    Enrollment,
    HMISParticipation,
    Notice,
    Organization,
    ReleaseOfInformation,
    Source,
)
from hearth.records.models.coc import Setting
from hearth.records.write import change
from tests.community import (
    HEAD,
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_release,
    add_services,
    viewer_for,
)

START = date(2026, 1, 5)
BED_NIGHT = 200


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)


def said(**columns: Any) -> Said:
    usual: dict[str, Any] = {"kind": "signature", "permission": True, "starts_on": START}
    return Said(**usual | columns)


def rule_of(act: Callable[[], Any]) -> str:
    with pytest.raises(NotDone) as refusal:
        act()
    return str(refusal.value.problems[0].rule)


def test_a_release_ends_after_the_agencys_usual_term_unless_it_says_otherwise(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    assert record_release(viewer=worker, client=rosa, said=said()).ends_on == START + timedelta(days=365)
    Setting.objects.create(key="release_term_days", value=90, organization=community.own_agency)
    assert record_release(viewer=worker, client=rosa, said=said()).ends_on == START + timedelta(days=90)
    told = record_release(viewer=worker, client=rosa, said=said(ends_on=date(2026, 2, 1)))
    assert told.ends_on == date(2026, 2, 1)


def test_a_no_takes_back_what_let_the_record_be_seen_and_another_agencys_own_release_stays(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    whole = add_release(community, rosa, community.other_agency)
    theirs = add_release(community, rosa, community.other_agency, scope="agency")
    no = said(kind="verbal", permission=False, scope="agency", starts_on=worker.today)
    record_release(viewer=worker, client=rosa, said=no)
    rows = guard.everything(ReleaseOfInformation, "test").filter(permission=True, withdrawn_at=None)
    assert list(rows) == [theirs]
    assert whole not in rows


@pytest.mark.parametrize(
    ("born", "columns", "rule"),
    [
        (date(2010, 1, 1), {}, "consent/minor_needs_guardian"),
        (None, {"kind": "household"}, "consent/minor_has_age"),
        (date(1990, 1, 1), {"kind": "household"}, "consent/adult_gives_own"),
        (date(1990, 1, 1), {"ends_on": date(2026, 1, 4)}, "consent/ends_after_start"),
        (date(1990, 1, 1), {"permission": False, "starts_on": date(2999, 1, 1)}, "consent/no_holds_at_once"),
    ],
)
def test_an_answer_that_cannot_hold_is_refused(
    community: Community, worker: Viewer, born: date | None, columns: Any, rule: str
) -> None:
    client = add_client(community, "Sam", "Example", dob=born, organization=community.own_agency)
    assert rule_of(lambda: record_release(viewer=worker, client=client, said=said(**columns))) == rule


def test_a_minors_release_follows_a_guardians_that_is_in_force(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1), organization=community.own_agency)
    over = add_release(community, rosa, community.own_agency, ends_on=date(2026, 1, 3))
    told = said(kind="household", follows=over)
    assert (
        rule_of(lambda: record_release(viewer=worker, client=leo, said=told))
        == "consent/guardian_has_release"
    )
    held = add_release(community, rosa, community.own_agency)
    recorded = record_release(viewer=worker, client=leo, said=said(kind="household", follows=held))
    assert recorded.follows == held


def test_a_release_is_taken_back_once_and_the_agency_that_recorded_it_is_told(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    release = add_release(community, rosa, community.own_agency)
    add_enrollment(community, rosa, community.other_program, START)
    stranger = viewer_for(community.stranger)
    taken = withdraw_release(viewer=stranger, release_id=release.pk, why="The client asked")
    assert (taken.withdrawn_by, taken.withdrawn_why) == (community.stranger, "The client asked")
    told = Notice.objects.filter(event="release_withdrawn").values_list("account", flat=True)
    assert worker.account.pk in set(told)
    assert rule_of(lambda: withdraw_release(viewer=worker, release_id=release.pk)) == "consent/withdrawn_once"


def test_who_has_no_right_records_nothing_and_a_hidden_client_is_not_there(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    reader = viewer_for(community.personas["reporting_only"])
    stranger = viewer_for(community.stranger)
    release = add_release(community, rosa, community.own_agency, networks=["cie"])
    for act in (
        lambda: record_release(viewer=reader, client=rosa, said=said()),
        lambda: withdraw_release(viewer=reader, release_id=release.pk),
        lambda: make_client_private(viewer=reader, client_id=rosa.pk, private=True),
        lambda: refuse_consent(viewer=reader, client_id=rosa.pk),
    ):
        with pytest.raises(PermissionDenied):
            act()
    for act in (
        lambda: record_release(viewer=stranger, client=rosa, said=said()),
        lambda: withdraw_release(viewer=stranger, release_id=release.pk),
        lambda: make_client_private(viewer=stranger, client_id=rosa.pk, private=True),
        lambda: refuse_consent(viewer=stranger, client_id=rosa.pk),
    ):
        with pytest.raises(NotVisible):
            act()


def test_an_agency_that_only_sees_a_client_by_a_release_changes_nothing_of_them(
    community: Community, rosa: Client
) -> None:
    stay = add_enrollment(community, rosa, community.shelter, START)
    (night,) = add_services(community, stay, [START])
    add_release(community, rosa, community.own_agency)
    stranger = viewer_for(community.stranger)
    shared = stranger.enrollments.get()
    for act in (
        lambda: record_service(
            viewer=stranger, enrollments=[shared], record_type=BED_NIGHT, type_provided=BED_NIGHT, on=START
        ),
        lambda: exit_household(viewer=stranger, leaving=[Leaving(shared, START, 410)]),
        lambda: make_piece_private(viewer=stranger, piece="service", piece_id=night.pk, private=True),
        lambda: make_client_private(viewer=stranger, client_id=rosa.pk, private=True),
        lambda: refuse_consent(viewer=stranger, client_id=rosa.pk),
        lambda: enroll_household(
            viewer=stranger, project=community.shelter, members=[Member(rosa, HEAD, START)]
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert [row.pk for row in viewer_for(community.personas["intake_worker"]).enrollments] == [stay.pk]


def test_an_act_at_one_agency_is_not_taken_back_from_another(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    (stay,) = enroll_household(
        viewer=worker, project=community.shelter, members=[Member(rosa, HEAD, worker.today)]
    )
    add_release(community, rosa, community.own_agency)
    add_account(worker.account.username, community.other_agency, "intake_worker", is_primary=False)
    elsewhere = viewer_of(worker.account, worker.account.agency_roles.get(is_primary=False).id)
    assert elsewhere is not None
    assert elsewhere.enrollments.filter(pk=stay.pk).exists()
    with pytest.raises(PermissionDenied):
        take_back(viewer=elsewhere, change_id=stay.change_id)


def test_a_service_is_made_private_afterwards_and_shared_again(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    (night,) = add_services(community, add_enrollment(community, rosa, community.shelter, START), [START])
    add_release(community, rosa, community.own_agency)
    stranger = viewer_for(community.stranger)
    make_piece_private(viewer=worker, piece="service", piece_id=night.pk, private=True)
    assert not stranger.services.exists()
    make_piece_private(viewer=worker, piece="service", piece_id=night.pk, private=False)
    assert stranger.services.exists()


def test_a_name_that_another_system_would_bring_back_is_not_taken_out_here(
    worker: Viewer, rosa: Client
) -> None:
    with change(by=None, action="test"):
        guard.everything(Client, "test").update(source=Source.objects.create(name="Vendor (example)"))
    assert rule_of(lambda: refuse_consent(viewer=worker, client_id=rosa.pk)) == "source/kept_elsewhere"


def test_who_refused_to_be_named_is_named_again_only_by_who_keeps_such_records(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    client = refuse_consent(viewer=worker, client_id=rosa.pk)
    assert rule_of(lambda: stop_if_identity_is_locked(worker, client)) == "consent/identity_is_locked"
    stop_if_identity_is_locked(viewer_for(community.personas["agency_manager"]), client)


@pytest.mark.parametrize(
    ("mode", "kind", "is_done"),
    [
        ("inferred", None, True),
        ("oral", None, False),
        ("oral", "verbal", True),
        ("written", "verbal", False),
        ("written", "signature", True),
        ("misspelt", None, False),
    ],
)
def test_an_intake_needs_the_consent_that_the_program_asks_for(
    community: Community, worker: Viewer, rosa: Client, mode: str, kind: str | None, is_done: bool
) -> None:
    Setting.objects.create(key="consent_mode", value=mode, coc=community.coc)
    if kind:
        add_release(community, rosa, community.own_agency, kind=kind)

    def act() -> list[Enrollment]:
        return enroll_household(
            viewer=worker, project=community.shelter, members=[Member(rosa, HEAD, worker.today)]
        )

    if is_done:
        assert len(act()) == 1
    else:
        assert rule_of(act) == "consent/mode_is_satisfied"


@pytest.mark.parametrize("mode", ["inferred", "oral", "written"])
def test_who_said_no_to_sharing_is_enrolled_under_every_mode_and_stays_unshared(
    community: Community, worker: Viewer, rosa: Client, mode: str
) -> None:
    Setting.objects.create(key="consent_mode", value=mode, coc=community.coc)
    add_release(community, rosa, community.own_agency, permission=False)
    assert enroll_household(
        viewer=worker, project=community.shelter, members=[Member(rosa, HEAD, worker.today)]
    )
    assert not viewer_for(community.stranger).clients.exists()


def _victim_service_provider(community: Community) -> None:
    with change(by=None, action="test"):
        guard.everything(Organization, "test").update(victim_service_provider=1)


def _comparable_database(community: Community) -> None:
    with change(by=None, action="test") as signed:
        HMISParticipation.objects.create(
            project=community.shelter,
            hmis_participation_type=2,
            hmis_participation_status_start_date=date(2020, 1, 1),
            source=community.source,
            hud_id="comparable",
            change=signed,
            date_created="2026-01-02T00:00:00",
            date_updated="2026-01-02T00:00:00",
        )


@pytest.mark.parametrize("kept_out", [_victim_service_provider, _comparable_database])
@pytest.mark.parametrize("route", ["enroll", "service", "exit"])
def test_victim_service_providers_and_comparable_databases_hold_no_client_rows_by_any_act(
    community: Community, rosa: Client, kept_out: Callable[[Community], None], route: str
) -> None:
    stay = add_enrollment(community, rosa, community.shelter, START)
    sam = add_client(community, "Sam", "Example", organization=community.own_agency)
    kept_out(community)
    worker = viewer_for(_fresh(community.personas["intake_worker"]))
    stay = worker.enrollments.get(pk=stay.pk)
    shelter = worker.projects.get(pk=community.shelter.pk)
    acts: dict[str, Callable[[], Any]] = {
        "enroll": lambda: enroll_household(
            viewer=worker, project=shelter, members=[Member(sam, HEAD, worker.today)]
        ),
        "service": lambda: record_service(
            viewer=worker, enrollments=[stay], record_type=BED_NIGHT, type_provided=BED_NIGHT, on=START
        ),
        "exit": lambda: exit_household(viewer=worker, leaving=[Leaving(stay, worker.today, 410)]),
    }
    assert rule_of(acts[route]) == "project/holds_clients"


def _fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)
