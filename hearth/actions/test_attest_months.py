"""A client's history of homelessness is made of what the viewer sees, and of nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hearth.access.homelessness import HomelessnessOfClient, homelessness_of
from hearth.actions.attest_months import attest_months, take_back_attested
from hearth.actions.refusal import NotDone
from hearth.records.models import AttestedMonth, Client, CurrentLivingSituation
from hearth.records.write import change
from hearth.rules.homelessness.at_project_start import Status
from hearth.rules.homelessness.chronic import Answer
from hearth.rules.homelessness.months_homeless import Proof
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_release,
    add_services,
    viewer_for,
)
from tests.consent import set_columns

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", TODAY)


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))


@pytest.fixture
def told(community: Community, rosa: Client) -> Callable[..., HomelessnessOfClient]:
    def look(account: Any = None, months: int = 36) -> HomelessnessOfClient:
        viewer = viewer_for(account or community.personas["intake_worker"])
        return homelessness_of(viewer, viewer.clients.get(pk=rosa.pk), months)

    return look


def proofs(found: HomelessnessOfClient) -> dict[str, Proof]:
    return {
        f"{month.first_day:%Y-%m}": month.proof
        for month in found.known.months
        if month.proof is not Proof.UNKNOWN
    }


def test_bed_nights_contacts_stays_and_answers_become_months(
    community: Community, rosa: Client, told: Callable[..., HomelessnessOfClient]
) -> None:
    shelter = add_enrollment(
        community, rosa, community.shelter, date(2026, 2, 10), date_to_street_essh=date(2025, 12, 20)
    )
    add_services(community, shelter, [date(2026, 2, 10), date(2026, 2, 11)])
    with change(by=None, action="collect") as signed:
        CurrentLivingSituation.objects.create(
            enrollment=shelter,
            client=rosa,
            information_date=date(2026, 3, 2),
            current_living_situation=116,
            source=community.source,
            hud_id="situation",
            change=signed,
            date_created=shelter.date_created,
            date_updated=shelter.date_created,
        )
    found = told()
    assert proofs(found) == {
        "2026-03": Proof.THIRD_PARTY,
        "2026-02": Proof.THIRD_PARTY,
        "2026-01": Proof.SELF_REPORT,
        "2025-12": Proof.SELF_REPORT,
    }
    kinds = {one.source.value for one in found.known.months[1].evidence}
    assert kinds == {"bed_night", "answer"}
    assert found.starts[0].status is Status.MISSING


def test_housing_counts_from_the_move_in_and_after_the_exit_to_housing(
    community: Community, rosa: Client, told: Callable[..., HomelessnessOfClient]
) -> None:
    community_stay = add_enrollment(community, rosa, community.shelter, date(2025, 10, 3))
    add_services(community, community_stay, [date(2025, 10, 3)])
    add_exit(community, community_stay, date(2025, 10, 4), destination=435)
    housed = add_enrollment(
        community, rosa, community.rapid, date(2025, 12, 1), move_in_date=date(2026, 1, 15)
    )
    assert housed.pk
    found = told()
    assert proofs(found)["2025-10"] is Proof.THIRD_PARTY
    assert proofs(found)["2025-12"] is Proof.ELSEWHERE
    assert found.chronic.answer is Answer.NO


def test_a_hospital_between_two_shelters_is_no_break(
    community: Community, rosa: Client, told: Callable[..., HomelessnessOfClient]
) -> None:
    first = add_enrollment(community, rosa, community.shelter, date(2025, 11, 28))
    add_services(community, first, [date(2025, 11, 28), date(2025, 11, 29)])
    add_exit(community, first, date(2025, 11, 30), destination=206)
    second = add_enrollment(community, rosa, community.shelter, date(2026, 2, 2))
    add_services(community, second, [date(2026, 2, 2)])
    found = told()
    assert proofs(found)["2025-12"] is Proof.THIRD_PARTY
    assert found.known.breaks == ()


def test_nothing_that_the_viewer_may_not_see_is_counted(
    community: Community, rosa: Client, told: Callable[..., HomelessnessOfClient]
) -> None:
    add_enrollment(community, rosa, community.other_program, date(2026, 1, 5))
    hidden = add_enrollment(community, rosa, community.shelter, date(2026, 2, 10))
    add_services(community, hidden, [date(2026, 2, 10)])
    attest(community, rosa)
    assert proofs(told(community.stranger)) == {}
    add_release(community, rosa, community.own_agency)
    assert set(proofs(told(community.stranger))) == {"2026-02", "2025-06", "2025-05"}
    set_columns(community.own_agency, is_confidential=True)
    assert proofs(told(community.stranger)) == {}


def attest(community: Community, rosa: Client, **given: Any) -> list[AttestedMonth]:
    usual = {
        "first": date(2025, 5, 1),
        "last": date(2025, 6, 1),
        "kind": "letter",
        "said_by": "Pastor Example",
    }
    viewer = viewer_for(community.personas["intake_worker"])
    return attest_months(viewer=viewer, client_id=rosa.pk, **{**usual, **given})


def test_a_letter_makes_months_that_a_third_party_proves_and_can_be_taken_back(
    community: Community, rosa: Client, told: Callable[..., HomelessnessOfClient]
) -> None:
    add_enrollment(community, rosa, community.rapid, date(2026, 2, 10))
    rows = attest(community, rosa)
    attest(community, rosa, kind="statement", said_by="The client, to Anna", last=date(2025, 7, 1))
    assert proofs(told()) == {
        "2025-07": Proof.SELF_REPORT,
        "2025-06": Proof.THIRD_PARTY,
        "2025-05": Proof.THIRD_PARTY,
    }
    viewer = viewer_for(community.personas["intake_worker"])
    take_back_attested(viewer=viewer, client_id=rosa.pk, change_id=rows[0].change_id)
    assert set(proofs(told()).values()) == {Proof.SELF_REPORT}


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"first": date(2025, 7, 1)}, "attested/order"),
        ({"last": date(2026, 4, 1)}, "attested/future"),
        ({"first": date(1990, 2, 1), "last": date(1990, 4, 1)}, "attested/born"),
        ({"first": date(2010, 1, 1)}, "attested/too_many"),
        ({"said_by": "  "}, "attested/said_by"),
    ],
)
def test_impossible_months_are_refused(
    community: Community, rosa: Client, given: dict[str, Any], rule: str
) -> None:
    add_enrollment(community, rosa, community.rapid, date(2026, 2, 10))
    with pytest.raises(NotDone) as refusal:
        attest(community, rosa, **given)
    assert [problem.rule for problem in refusal.value.problems] == [rule]


def test_the_same_letter_twice_is_refused_and_a_longer_one_adds_what_is_new(
    community: Community, rosa: Client
) -> None:
    add_enrollment(community, rosa, community.rapid, date(2026, 2, 10))
    attest(community, rosa)
    with pytest.raises(NotDone):
        attest(community, rosa)
    assert [row.month for row in attest(community, rosa, last=date(2025, 7, 1))] == [date(2025, 7, 1)]
