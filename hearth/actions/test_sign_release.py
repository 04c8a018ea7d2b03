"""A signing: each network's answer, children in care, and the document whose hash verifies."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from hearth.access.consent_texts import HMIS, Kind, text_in_force
from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_release import eighteenth_birthday
from hearth.actions.refusal import NotDone
from hearth.actions.sign_release import Answer, Child, Given, sign_release
from hearth.actions.signed_paper import open_paper
from hearth.actions.withdraw_release import withdraw_release
from hearth.records import guard
from hearth.records.models import (
    Client,
    KeptFile,
    Reading,
    ReleaseOfInformation,
    ReleaseSigning,
    Service,
    Setting,
)
from hearth.records.write import change
from tests.community import (
    COC_CODE,
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_release,
    add_services,
    viewer_for,
)
from tests.pdf_text import text_of_pdf

START = date(2026, 1, 5)
NAME = ([(100.0, 200.0), (300.0, 100.0), (500.0, 250.0)],)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)


@pytest.fixture
def leo(community: Community, rosa: Client) -> Client:
    child = add_client(community, "Leo", "Example", dob=date(2018, 1, 1), organization=community.own_agency)
    add_household(community, [rosa, child], community.shelter, START)
    return child


def given(viewer: Viewer, **more: Any) -> Given:
    usual = Given(
        text=text_in_force(Kind.RELEASE, COC_CODE, viewer.today),
        language="en",
        method="drawn",
        signed_name="Rosa Example",
        answers={HMIS: Answer(True), "cie": Answer(False)},
        starts_on=viewer.today,
        strokes=NAME,
    )
    return replace(usual, **more)


def releases(client: Client) -> dict[str, ReleaseOfInformation]:
    rows = guard.everything(ReleaseOfInformation, "test").filter(client=client, withdrawn_at=None)
    return {row.networks[0]: row for row in rows}


def rule_of(worker: Viewer, client: Client, given: Given) -> str:
    with pytest.raises(NotDone) as refusal:
        sign_release(viewer=worker, client=client, given=given)
    return str(refusal.value.problems[0].rule)


def test_one_signing_carries_an_answer_for_each_network_with_its_own_term_and_withdrawal(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    until = worker.today + timedelta(days=30)
    answers = {HMIS: Answer(True), "cie": Answer(True, until)}
    sign_release(viewer=worker, client=rosa, given=given(worker, answers=answers))
    found = releases(rosa)
    assert (found["cie"].ends_on, found[HMIS].ends_on) == (until, worker.today + timedelta(days=365))
    assert viewer_for(community.stranger).clients.count() == 1
    withdraw_release(viewer=worker, release_id=found["cie"].pk)
    assert viewer_for(community.stranger).clients.count() == 1
    withdraw_release(viewer=worker, release_id=found[HMIS].pk)
    assert viewer_for(community.stranger).clients.count() == 0


def test_what_was_signed_is_kept_sealed_and_its_hash_verifies(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    signing = sign_release(viewer=worker, client=rosa, given=given(worker, language="es"))
    paper = open_paper(worker, rosa, signing.pk)
    assert paper.is_whole
    text = text_of_pdf(paper.content)
    for part in (
        "Rosa Example",
        "compartir",
        "HMIS",
        "hearth-1",
        signing.text_digest,
        rosa.unique_identifier,
    ):
        assert part in text
    assert Reading.objects.filter(what="file", detail="release", client=rosa).exists()
    kept = guard.everything(KeptFile, "test").get()
    with default_storage.open(kept.storage_name) as sealed:
        assert b"%PDF" not in sealed.read()
    with change(by=None, action="test"):
        guard.everything(ReleaseSigning, "test").update(document_sha256="0" * 64)
    assert not open_paper(worker, rosa, signing.pk).is_whole


def test_a_parent_signs_once_for_the_children_in_care_with_the_same_dates_each_with_an_own_record(
    community: Community, worker: Viewer, rosa: Client, leo: Client
) -> None:
    signing = sign_release(
        viewer=worker, client=rosa, given=given(worker, children=[Child(leo, agreed=True)])
    )
    own, child = releases(rosa)[HMIS], releases(leo)[HMIS]
    assert (child.starts_on, child.ends_on, child.kind) == (own.starts_on, own.ends_on, "household")
    assert child.follows_id == own.pk
    assert child.minor_agreed
    assert not releases(leo)["cie"].permission
    assert child.signing_id
    own_text = text_of_pdf(open_paper(worker, rosa, signing.pk).content)
    child_text = text_of_pdf(open_paper(worker, leo, child.signing_id).content)
    assert "Leo" not in own_text
    assert "Leo Example" in child_text
    assert "A parent" in child_text


def test_nobody_signs_for_another_adult_and_all_is_undone_when_one_is_refused(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    omar = add_client(community, "Omar", "Example", dob=date(1985, 1, 1), organization=community.own_agency)
    assert rule_of(worker, rosa, given(worker, children=[Child(omar)])) == "consent/adult_gives_own"
    assert releases(rosa) == {}
    with pytest.raises(NotVisible):
        sign_release(viewer=worker, client=rosa, given=given(worker, children=[Child(rosa)]))


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"answers": {}}, "consent/answer_is_given"),
        ({"answers": {"unknown": Answer(True)}}, "consent/answer_is_given"),
        ({"strokes": ([(1.0, 1.0), (2.0, 2.0)],)}, "consent/signature_is_there"),
        ({"signed_name": " ", "method": "typed"}, "consent/signature_is_there"),
        ({"method": "paper", "paper": b"MZ\x90 no paper", "paper_name": "scan.pdf"}, "file/type"),
    ],
)
def test_a_signing_without_an_answer_or_a_signature_is_refused(
    worker: Viewer, rosa: Client, columns: Any, rule: str
) -> None:
    assert rule_of(worker, rosa, given(worker, **columns)) == rule


def test_a_minor_alone_signs_where_the_coc_lets_them_and_is_asked_again_at_18(
    community: Community, worker: Viewer
) -> None:
    born = date(worker.today.year - 17, worker.today.month, 1) - timedelta(days=1)
    mia = add_client(community, "Mia", "Example", dob=born, organization=community.own_agency)
    told = given(worker, signed_name="Mia Example")
    assert rule_of(worker, mia, told) == "consent/minor_needs_guardian"
    Setting.objects.create(key="minor_alone_signs", value="own", coc=community.coc)
    sign_release(viewer=worker, client=mia, given=told)
    own = releases(mia)[HMIS]
    assert own.signed_as_minor
    assert own.ends_on == eighteenth_birthday(born) - timedelta(days=1)


def test_a_minor_parent_signs_for_the_own_child_where_minors_sign(
    community: Community, worker: Viewer
) -> None:
    Setting.objects.create(key="minor_alone_signs", value="own", coc=community.coc)
    mia = add_client(community, "Mia", "Example", dob=date(2010, 1, 1), organization=community.own_agency)
    baby = add_client(community, "Noa", "Example", dob=date(2026, 1, 1), organization=community.own_agency)
    add_household(community, [mia, baby], community.shelter, START)
    sign_release(viewer=worker, client=mia, given=given(worker, children=[Child(baby)]))
    assert releases(baby)[HMIS].follows_id == releases(mia)[HMIS].pk


def test_revoking_a_parents_release_offers_the_childrens(
    community: Community, worker: Viewer, rosa: Client, leo: Client
) -> None:
    other = viewer_for(community.stranger)
    sign_release(viewer=worker, client=rosa, given=given(worker, children=[Child(leo)]))
    assert set(other.clients) == {rosa, leo}
    withdraw_release(viewer=worker, release_id=releases(rosa)[HMIS].pk, minors=[])
    assert set(other.clients) == {leo}
    withdraw_release(viewer=worker, release_id=releases(leo)[HMIS].pk)
    assert set(other.clients) == set()


def test_a_newer_release_ends_the_older_of_the_same_agency_only_as_the_text_says(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    theirs = add_release(community, rosa, community.other_agency)
    ours = add_release(community, rosa, community.own_agency)
    sign_release(viewer=worker, client=rosa, given=given(worker))
    rows = guard.everything(ReleaseOfInformation, "test").filter(client=rosa, withdrawn_at=None)
    assert theirs in rows
    assert ours not in rows


def test_after_a_withdrawal_others_keep_what_they_read_before_only_where_the_coc_says_so(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    stay = add_enrollment(community, rosa, community.shelter, START)
    (night,) = add_services(community, stay, [START])
    other = viewer_for(community.stranger)
    Setting.objects.create(key="withdrawal_of_shared", value="keep", coc=community.coc)
    first = add_release(community, rosa, community.own_agency)
    withdraw_release(viewer=worker, release_id=first.pk)
    add_services(community, stay, [START + timedelta(days=1)])
    assert list(other.clients) == [rosa]
    assert list(other.rows(Service)) == [night]
    add_enrollment(community, rosa, community.transitional, START)
    assert list(other.enrollments) == [stay]
    Setting.objects.update(value="at_once")
    second = add_release(community, rosa, community.own_agency)
    guard.everything(ReleaseOfInformation, "test").filter(pk=first.pk)
    with change(by=None, action="test"):
        guard.everything(ReleaseOfInformation, "test").filter(pk=first.pk).update(keeps_shared=False)
    withdraw_release(viewer=worker, release_id=second.pk)
    assert list(other.clients) == []


def test_a_signed_document_stays_with_the_agency_that_recorded_it(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    signing = sign_release(viewer=worker, client=rosa, given=given(worker, method="typed", strokes=()))
    other = viewer_for(community.stranger)
    assert list(other.clients) == [rosa]
    with pytest.raises(NotVisible):
        open_paper(other, rosa, signing.pk)
    assert guard.everything(ReleaseSigning, "test").get().method == "typed"
