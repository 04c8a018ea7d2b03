"""Who sees a client sees their other names; the legal one only with the right; gender and orientation stay at home."""

from datetime import date
from typing import Any

import pytest

from hearth.records import guard
from hearth.records.models import Client, ClientAlias, LocalAnswer
from hearth.records.names import plain
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for

START = date(2026, 1, 5)


@pytest.fixture
def rosa(community: Community) -> Client:
    rosa = add_client(community, "Rosa", "Example")
    add_enrollment(community, rosa, community.shelter, START)
    return rosa


def add_alias(community: Community, client: Client, kind: str, first: str, last: str = "") -> ClientAlias:
    with change(by=None, action="edit_client") as signed:
        made: ClientAlias = ClientAlias.objects.create(
            client=client,
            kind=kind,
            first_name=first,
            last_name=last,
            first_name_plain=plain(first),
            last_name_plain=plain(last),
            organization=community.own_agency,
            change=signed,
        )
    return made


def add_answer(community: Community, client: Client, element: str, **columns: Any) -> LocalAnswer:
    with change(by=None, action="edit_client") as signed:
        made: LocalAnswer = LocalAnswer.objects.create(
            client=client,
            element=element,
            column="Answer",
            value=1,
            organization=community.own_agency,
            change=signed,
            **columns,
        )
    return made


def test_an_alias_is_seen_with_its_client_and_by_nobody_else(community: Community, rosa: Client) -> None:
    bear = add_alias(community, rosa, "alias", "Bear")
    own, other = viewer_for(community.personas["intake_worker"]), viewer_for(community.stranger)
    assert list(own.rows(ClientAlias)) == [bear]
    assert list(other.rows(ClientAlias)) == []


def test_a_legal_name_is_seen_with_the_right_only(community: Community, rosa: Client) -> None:
    legal = add_alias(community, rosa, "legal", "Ross", "Example")
    worker = viewer_for(community.personas["intake_worker"])
    manager = viewer_for(community.personas["agency_manager"])
    assert list(worker.rows(ClientAlias)) == []
    assert list(manager.rows(ClientAlias)) == [legal]


def test_the_names_of_who_refused_to_be_named_are_seen_by_nobody(community: Community, rosa: Client) -> None:
    add_alias(community, rosa, "alias", "Bear")
    with change(by=None, action="refuse_consent"):
        guard.everything(Client, "test").filter(pk=rosa.pk).update(is_consent_refused=True)
    assert list(viewer_for(community.personas["hmis_lead"]).rows(ClientAlias)) == []


def test_an_answer_about_gender_stays_at_the_agency_that_asked(community: Community, rosa: Client) -> None:
    add_enrollment(community, rosa, community.other_program, START)
    gender = add_answer(community, rosa, "identity.gender")
    animals = add_answer(community, rosa, "example.1")
    own, other = viewer_for(community.personas["intake_worker"]), viewer_for(community.stranger)
    assert set(own.rows(LocalAnswer)) == {gender, animals}
    assert set(other.rows(LocalAnswer)) == {animals}


def test_a_local_answer_of_a_stay_goes_with_the_stay(community: Community, rosa: Client) -> None:
    theirs = add_enrollment(community, rosa, community.other_program, START)
    stay = viewer_for(community.personas["intake_worker"]).enrollments.get()
    answer = add_answer(community, rosa, "example.1", enrollment=stay, information_date=START)
    own, other = viewer_for(community.personas["intake_worker"]), viewer_for(community.stranger)
    assert theirs in other.enrollments
    assert list(own.rows(LocalAnswer)) == [answer]
    assert list(other.rows(LocalAnswer)) == []
