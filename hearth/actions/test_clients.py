"""A client is added once, with what was said and nothing invented; a profile is edited by who may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.client_profile import OtherName, Profile
from hearth.actions.create_client import create_client, create_unnamed_client
from hearth.actions.edit_client import edit_client
from hearth.actions.record_release import Said
from hearth.actions.refusal import NotDone
from hearth.actions.refuse_consent import refuse_consent
from hearth.records import guard
from hearth.records import ssn as ssns
from hearth.records.models import (
    Change,
    ClientAlias,
    LocalAnswer,
    Organization,
    ReleaseOfInformation,
    Setting,
)
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for

BORN = date(1990, 3, 12)
ANSWERS: dict[str, Any] = {
    "first_name": "Sandra",
    "last_name": "Clarke",
    "ssn": "219-09-9999".replace("-", ""),
    "dob": BORN,
    "hispanic_latinao": 1,
    "veteran_status": 0,
}
REFUSED = {
    "name_data_quality": 9,
    "ssn_data_quality": 9,
    "dob_data_quality": 9,
    "race_none": 9,
    "veteran_status": 9,
}


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def rules(act: Callable[[], Any]) -> set[str]:
    with pytest.raises(NotDone) as refusal:
        act()
    return {problem.rule for problem in refusal.value.problems}


def test_a_client_is_of_the_agency_that_adds_them_with_the_qualities_that_follow(worker: Viewer) -> None:
    client = create_client(viewer=worker, profile=Profile(ANSWERS, pronouns="she"))
    stored = worker.clients.get(pk=client.pk)
    assert stored.organization == worker.organization
    assert len(stored.unique_identifier) == 9
    assert (stored.name_data_quality, stored.ssn_data_quality, stored.dob_data_quality) == (1, 1, 1)
    assert (stored.hispanic_latinao, stored.white, stored.race_none) == (1, 0, None)
    assert stored.pronouns == "she"
    assert ssns.clear(stored.ssn_encrypted) == "219099999"
    assert (stored.user, stored.change.action) == (worker.hud_user, "create_client")


def test_what_nobody_answered_stays_open(worker: Viewer) -> None:
    client = create_client(viewer=worker, profile=Profile({"first_name": "Bear"}))
    assert client.name_data_quality == 2
    assert (client.ssn_data_quality, client.dob_data_quality, client.veteran_status, client.white) == (
        None,
    ) * 4


def test_a_person_who_refuses_everything_is_added_and_can_refuse_to_share(worker: Viewer) -> None:
    said = Said(kind="verbal", permission=False, starts_on=worker.today)
    client = create_client(viewer=worker, profile=Profile(REFUSED), release=said)
    assert worker.clients.get(pk=client.pk).first_name is None
    assert worker.rows(ReleaseOfInformation).get(client=client).permission is False


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"ssn": "666123456"}, "client/ssn_is_possible:ssn"),
        ({"dob": date(2200, 1, 1)}, "client/birth_date_is_possible:dob"),
        ({"first_name": None, "last_name": None}, "client/quality_follows:first_name"),
        ({"ssn_data_quality": 9}, "client/quality_follows:ssn_data_quality"),
        ({"dob": None, "dob_data_quality": 1}, "client/quality_follows:dob"),
    ],
)
def test_answers_that_cannot_be_kept_are_told_at_their_column(
    worker: Viewer, answers: dict[str, Any], rule: str
) -> None:
    profile = Profile({**ANSWERS, **answers})
    assert rules(lambda: create_client(viewer=worker, profile=profile)) == {rule}
    assert not worker.clients.exists()


def test_an_odd_number_is_kept_when_the_person_stands_by_it(worker: Viewer) -> None:
    profile = Profile({**ANSWERS, "ssn": "666123456"}, odd_ssn_is_right=True)
    client = create_client(viewer=worker, profile=profile)
    assert ssns.clear(client.ssn_encrypted) == "666123456"


def test_who_is_very_likely_on_file_is_added_only_with_a_reason_which_the_change_keeps(
    worker: Viewer,
) -> None:
    create_client(viewer=worker, profile=Profile(ANSWERS))
    assert rules(lambda: create_client(viewer=worker, profile=Profile(ANSWERS))) == {
        "client/not_entered_twice"
    }
    twin = create_client(viewer=worker, profile=Profile(ANSWERS), different_because="relative")
    assert Change.objects.get(pk=twin.change_id).why == "relative"


@pytest.mark.parametrize(
    "other",
    [{"first_name": "Simone"}, {"name_suffix": "Jr.", "dob": date(2012, 3, 12)}],
    ids=["twin", "junior"],
)
def test_twins_and_juniors_do_not_stop_a_worker(worker: Viewer, other: dict[str, Any]) -> None:
    first = {**ANSWERS, "ssn": None}
    create_client(viewer=worker, profile=Profile(first))
    create_client(viewer=worker, profile=Profile({**first, **other}))
    assert worker.clients.count() == 2


def test_where_a_release_is_required_it_is_asked_in_the_same_save_and_a_no_will_do(worker: Viewer) -> None:
    Setting.objects.create(key="release_required", value=True)
    act = lambda **more: create_client(viewer=worker, profile=Profile(ANSWERS), **more)  # noqa: E731
    assert rules(act) == {"consent/answer_is_needed:permission"}
    assert not worker.clients.exists()
    client = act(release=Said(kind="verbal", permission=True, starts_on=worker.today))
    assert worker.rows(ReleaseOfInformation).get(client=client).change == client.change


def test_a_release_that_cannot_hold_stores_no_client_either(worker: Viewer) -> None:
    child = Profile({**ANSWERS, "dob": worker.today - timedelta(days=3000)})
    said = Said(kind="verbal", permission=True, starts_on=worker.today)
    assert rules(lambda: create_client(viewer=worker, profile=child, release=said)) == {
        "consent/minor_needs_guardian"
    }
    assert not worker.clients.exists()


def test_a_victim_service_provider_adds_no_clients_here(community: Community, worker: Viewer) -> None:
    with change(by=None, action="set_up"):
        guard.everything(Organization, "test").filter(pk=community.own_agency.pk).update(
            victim_service_provider=1
        )
    viewer = viewer_for(community.personas["intake_worker"])
    assert rules(lambda: create_client(viewer=viewer, profile=Profile(ANSWERS))) == {"project/holds_clients"}
    assert rules(lambda: create_unnamed_client(viewer=viewer, description="Red coat")) == {
        "project/holds_clients"
    }


def test_only_who_may_add_clients_adds_them(community: Community) -> None:
    viewer = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        create_client(viewer=viewer, profile=Profile(ANSWERS))
    with pytest.raises(PermissionDenied):
        create_unnamed_client(viewer=viewer, description="Red coat")


def test_somebody_without_a_name_is_a_description_in_quotes_and_is_named_by_editing(worker: Viewer) -> None:
    client = create_unnamed_client(
        viewer=worker, description='"Red coat,  grey dog"', met_where="Under the bridge", met_on=worker.today
    )
    assert (client.first_name, client.name_data_quality) == ("“Red coat, grey dog”", 2)
    assert (client.is_unnamed, client.dob_data_quality, client.met_where) == (True, 99, "Under the bridge")
    described = edit_client(
        viewer=worker, client_id=client.pk, profile=Profile({"first_name": client.first_name, "sex": 1})
    )
    assert described.is_unnamed
    named = edit_client(
        viewer=worker, client_id=client.pk, profile=Profile({"first_name": "Ann", "last_name": "Lee"})
    )
    assert not named.is_unnamed
    assert rules(lambda: create_unnamed_client(viewer=worker, description=" “” ")) == {
        "client/is_described:description"
    }


def test_an_edit_stores_what_differs_and_keeps_a_number_that_was_left_blank(worker: Viewer) -> None:
    client = create_client(viewer=worker, profile=Profile(ANSWERS))
    again = {**ANSWERS, "ssn": None, "ssn_data_quality": 1, "last_name": "Clark"}
    edit_client(viewer=worker, client_id=client.pk, profile=Profile(again))
    stored = worker.clients.get(pk=client.pk)
    assert (stored.last_name, stored.last_name_plain) == ("Clark", "clark")
    assert ssns.clear(stored.ssn_encrypted) == "219099999"
    edit_client(viewer=worker, client_id=client.pk, profile=Profile({**again, "ssn_data_quality": 9}))
    gone = worker.clients.get(pk=client.pk)
    assert (gone.ssn_encrypted, gone.ssn_digest, gone.ssn_last_four_digest) == (None, None, None)


def test_other_names_are_added_changed_and_taken_out_and_an_unseen_legal_name_stays(
    community: Community, worker: Viewer
) -> None:
    names = (OtherName("alias", "Bear"), OtherName("legal", "Alexandra", "Clarke"))
    client = create_client(viewer=worker, profile=Profile(ANSWERS, other_names=names))
    bear = worker.rows(ClientAlias).get()
    assert (bear.name, bear.first_name_plain) == ("Bear", "bear")
    grizzly = Profile(ANSWERS, other_names=[OtherName("alias", "Grizzly", id=bear.pk)])
    edit_client(viewer=worker, client_id=client.pk, profile=grizzly)
    assert worker.rows(ClientAlias).get().name == "Grizzly"
    edit_client(
        viewer=worker,
        client_id=client.pk,
        profile=Profile(ANSWERS, other_names=[OtherName("alias", id=bear.pk)]),
    )
    assert not worker.rows(ClientAlias).exists()
    manager = viewer_for(community.personas["agency_manager"])
    assert manager.rows(ClientAlias).get().name == "Alexandra Clarke"


def test_answers_to_local_questions_are_kept_once_each(worker: Viewer) -> None:
    asked = ("example.1", "HasAnimals")
    client = create_client(
        viewer=worker, profile=Profile(ANSWERS, local={asked: 1, ("example.1", "Animals"): None})
    )
    edit_client(viewer=worker, client_id=client.pk, profile=Profile(ANSWERS, local={asked: 2}))
    answer = worker.rows(LocalAnswer).get()
    assert (answer.client, answer.value, answer.enrollment) == (client, 2, None)


def test_a_client_of_another_agency_is_edited_only_when_it_shares(
    community: Community, worker: Viewer
) -> None:
    theirs = add_client(community, "Ann", "Other", organization=community.other_agency)
    with pytest.raises(NotVisible):
        edit_client(viewer=worker, client_id=theirs.pk, profile=Profile(ANSWERS))
    served = add_client(community, "Ben", "Other", organization=community.other_agency)
    add_enrollment(community, served, community.shelter, date(2026, 1, 5))
    edit_client(viewer=worker, client_id=served.pk, profile=Profile({**ANSWERS, "ssn": None}))
    assert worker.clients.get(pk=served.pk).first_name == "Sandra"


def test_who_refused_to_be_named_keeps_the_replaced_name(worker: Viewer) -> None:
    client = create_client(viewer=worker, profile=Profile(ANSWERS))
    refuse_consent(viewer=worker, client_id=client.pk)
    edit_client(viewer=worker, client_id=client.pk, profile=Profile({**ANSWERS, "sex": 1}))
    stored = worker.clients.get(pk=client.pk)
    assert (stored.first_name, stored.sex, stored.ssn_encrypted) == ("Consent", 1, None)
    locked = Profile(ANSWERS, other_names=[OtherName("alias", "Sandra")])
    assert rules(lambda: edit_client(viewer=worker, client_id=client.pk, profile=locked)) == {
        "consent/identity_is_locked"
    }
