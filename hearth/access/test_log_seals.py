"""The log cannot be changed unseen: what is edited, removed or added past Hearth is found, and its batch named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearth.access import log_seals
from hearth.access.log import log_reading, log_sign_in
from hearth.access.log_seals import Breach, erase, kept_seals, seal_log, verify_log
from hearth.records.models import Change, ImportRun, LogErasure, LogSeal, Reading, SignIn, Source
from hearth.records.write import change
from tests.community import Community, add_client, viewer_for

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def sealed(community: Community, monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """Five readings, a login and the changes that made the community, in small batches."""
    monkeypatch.setattr(log_seals, "ROWS_IN_A_SEAL", 2)
    viewer = viewer_for(community.personas["intake_worker"])
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    for number in range(5):
        log_reading(viewer, "record", rosa, why=f"Reason {number}", words="Quill")
    log_sign_in(SignIn.Kind.LOGIN, viewer.account, address="192.0.2.1", session="abc")
    assert seal_log() == 6 + Change.objects.count()
    return list(Reading.objects.order_by("id"))


def found() -> list[tuple[int, str, str, str]]:
    return [(one.seal, one.table, one.row, one.what) for one in verify_log()]


def test_a_log_that_nobody_touched_verifies(sealed: list[Reading]) -> None:
    assert found() == []
    assert seal_log() == 0
    assert LogSeal.objects.filter(table="reading").count() == 3


def test_what_is_not_sealed_yet_is_no_breach(sealed: list[Reading], community: Community) -> None:
    log_reading(viewer_for(community.personas["agency_manager"]), "search")
    assert found() == []


@pytest.mark.parametrize(
    ("model", "edit", "table"),
    [
        (Reading, {"what": "nothing"}, "reading"),
        (Reading, {"read_at": LONG_AGO}, "reading"),
        (Change, {"why": "invented"}, "change"),
        (Change, {"screen": "elsewhere"}, "change"),
        (SignIn, {"address": "192.0.2.99"}, "sign_in"),
    ],
)
def test_an_edited_row_is_found_and_its_batch_named(
    sealed: list[Reading], model: Any, edit: dict[str, Any], table: str
) -> None:
    row = model.objects.order_by("pk").last()
    model.objects.filter(pk=row.pk).update(**edit)
    assert (row.seal_id, table, str(row.pk), "the row was edited") in found()


def test_a_removed_row_is_found(sealed: list[Reading]) -> None:
    gone = sealed[2]
    Reading.objects.filter(pk=gone.pk).delete()
    assert found() == [(gone.seal_id, "reading", str(gone.pk), "the row was removed")]


def test_a_row_added_to_a_batch_is_found(sealed: list[Reading]) -> None:
    copy = Reading.objects.get(pk=sealed[0].pk)
    copy.pk = None
    copy.save()
    assert found() == [(copy.seal_id, "reading", str(copy.pk), "the row was added")]


def test_a_row_added_with_an_old_date_is_found_before_and_after_it_was_sealed(
    sealed: list[Reading], community: Community
) -> None:
    log_reading(viewer_for(community.personas["agency_manager"]), "record")
    Reading.objects.filter(seal=None).update(read_at=datetime.now(UTC) - timedelta(hours=3))
    late = Reading.objects.get(seal=None)
    what = "the row was added long after its date"
    assert found() == [(0, "reading", str(late.pk), what)]
    seal_log()
    late.refresh_from_db()
    assert found() == [(late.seal_id, "reading", str(late.pk), what)]


def test_an_import_that_took_a_day_is_not_taken_for_an_added_row(sealed: list[Reading]) -> None:
    run = ImportRun.objects.create(source=Source.objects.create(name="Vendor"), file_name="x.zip")
    with change(by=None, action="import", import_run=run) as signed:
        pass
    Change.objects.filter(pk=signed.pk).update(made_at=datetime.now(UTC) - timedelta(hours=30))
    seal_log()
    assert found() == []


def remove(seal: LogSeal) -> None:
    for model in (Reading, Change, SignIn):
        model.objects.filter(seal=seal).update(seal=None)
    seal.delete()


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (
            lambda seal: LogSeal.objects.filter(pk=seal.pk).update(until=LONG_AGO),
            "the seal itself was edited",
        ),
        (remove, "the seals 2 to 2 were removed"),
        (
            lambda seal: LogSeal.objects.filter(pk=seal.pk).update(previous=b"another"),
            "it does not continue the seal before it",
        ),
    ],
)
def test_a_changed_or_removed_seal_is_found(
    sealed: list[Reading], tamper: Callable[[LogSeal], None], what: str
) -> None:
    tamper(LogSeal.objects.get(number=2))
    assert what in {row[3] for row in found()}


def test_an_end_of_the_log_that_was_cut_off_is_found_by_the_seals_kept_elsewhere(
    sealed: list[Reading],
) -> None:
    kept = list(kept_seals())
    last = LogSeal.objects.latest("number")
    SignIn.objects.filter(seal=last).delete()
    number = last.number
    last.delete()
    assert found() == []
    assert list(verify_log(kept)) == [Breach(number, "sign_in", "", "the seal was removed")]


def test_who_does_not_have_the_key_cannot_seal_an_edit_again(
    sealed: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = sealed[0]
    Reading.objects.filter(pk=edited.pk).update(what="nothing")
    with monkeypatch.context() as other:
        other.setattr(log_seals, "kept_key", lambda purpose: b"another key")
        seal, table = edited.seal, log_seals.TABLES[0]
        assert seal is not None
        rows = list(Reading.objects.filter(seal=seal).values("pk", *table.fields))
        seal.digests = b"".join(log_seals._key(row["pk"]) + log_seals.row_digest(table, row) for row in rows)
        seal.digest = log_seals.seal_digest(seal)
        seal.save()
    assert (edited.seal_id, "reading", "", "the seal itself was edited") in found()


def test_content_is_erased_and_the_chain_still_verifies(sealed: list[Reading], community: Community) -> None:
    by = community.personas["hmis_lead"]
    assert erase("reading", [sealed[1].pk, sealed[3].pk], by=by, why="Kept long enough") == 2
    assert erase("sign_in", [SignIn.objects.get().pk], by=by, why="Kept long enough") == 1
    row = Reading.objects.get(pk=sealed[1].pk)
    assert (row.client_id, row.why, row.words, row.what) == (None, "", None, "record")
    assert found() == []


def test_what_is_left_of_an_erased_row_stays_sealed(sealed: list[Reading], community: Community) -> None:
    erase("reading", [sealed[1].pk], by=None, why="Kept long enough")
    Reading.objects.filter(pk=sealed[1].pk).update(account=community.personas["agency_manager"])
    assert found() == [(sealed[1].seal_id, "reading", str(sealed[1].pk), "the row was edited")]


def test_an_erasure_that_this_system_did_not_write_hides_nothing(sealed: list[Reading]) -> None:
    Reading.objects.filter(pk=sealed[1].pk).update(what="nothing")
    LogErasure.objects.create(
        table="reading", row=str(sealed[1].pk), at=LONG_AGO, why="Kept long enough", proof=b"made up"
    )
    assert found() == [(sealed[1].seal_id, "reading", str(sealed[1].pk), "the row was edited")]


def test_what_is_kept_elsewhere_tells_nothing_about_anybody(sealed: list[Reading]) -> None:
    assert {frozenset(row) for row in kept_seals()} == {
        frozenset({"number", "table", "made_at", "rows", "digest"})
    }
