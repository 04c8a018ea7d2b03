import secrets
from datetime import date
from typing import Any

import pytest
from django.db import connection

from hearth.access.search import find
from hearth.records import encryption, guard, rotation, ssn
from hearth.records.encryption import Unreadable, encrypt, kept_key
from hearth.records.models import Client, DataKey, ImportRun, RefusedRow, Source
from hearth.records.rotation import left, needs_old_master, places, rotate
from hearth.records.sealed import CannotOpen
from hearth.records.write import change
from tests.community import Community, add_client, viewer_for

pytestmark = pytest.mark.django_db

NUMBERS = {"Rosa": "000-11-2222", "Leo": "000-33-4444", "Noor": "xxx-xx-5555"}


@pytest.fixture
def people(community: Community, monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    monkeypatch.setattr(rotation, "_IN_A_BATCH", 2)
    made = {
        name: add_client(community, name, "Example", ssn=number, organization=community.own_agency)
        for name, number in NUMBERS.items()
    }
    with change(by=None, action="correct_profile"):
        made["Rosa"].dob = date(1990, 3, 12)
        made["Rosa"].save()  # history now holds the number too
    run = ImportRun.objects.create(source=Source.objects.create(name="Vendor"), file_name="x.zip")
    RefusedRow.objects.create(
        import_run=run,
        file="Client",
        line=2,
        column="DOB",
        reason="-",
        row_encrypted=encrypt("a refused row", encryption.current_key(None)),
    )
    return made


@pytest.fixture
def new_master(settings: Any) -> Any:
    """Change the master key, the old one kept aside: how an operator begins."""

    def begin() -> None:
        settings.HEARTH_OLD_MASTER_KEYS = [settings.HEARTH_MASTER_KEY, *settings.HEARTH_OLD_MASTER_KEYS]
        settings.HEARTH_MASTER_KEY = secrets.token_hex(32)
        encryption._key.cache_clear()
        kept_key.cache_clear()

    yield begin
    encryption._key.cache_clear()
    kept_key.cache_clear()


def all_read(community: Community) -> None:
    """Every number can be read, and every person is found by theirs."""
    rows = guard.everything(Client, "test").exclude(ssn_encrypted=None)
    assert {row.first_name: ssn.clear(bytes(row.ssn_encrypted or b"")) for row in rows} == NUMBERS
    viewer = viewer_for(community.personas["intake_worker"])
    for words, name in (("000-11-2222", "Rosa"), ("4444", "Leo"), ("5555", "Noor")):
        assert [one.first_name for one in find(viewer, words).clients] == [name], words


def history_rows() -> list[Any]:
    return list(guard.everything(Client._meta.get_field("history").related_model, "test"))


def test_all_is_read_and_found_before_during_and_after_a_rotation_of_data_and_master_key(
    community: Community, people: dict[str, Client], new_master: Any
) -> None:
    all_read(community)
    new_master()
    all_read(community)
    for _done, _total in rotate():
        all_read(community)
    all_read(community)
    assert left() == 0
    assert ssn.clear(history_rows()[0].ssn_encrypted) == NUMBERS["Rosa"]
    assert encryption.decrypt(bytes(RefusedRow.objects.get().row_encrypted)) == "a refused row"


def test_after_a_rotation_the_old_master_key_opens_nothing_and_is_not_needed(
    community: Community, people: dict[str, Client], new_master: Any, settings: Any
) -> None:
    old, log_key = settings.HEARTH_MASTER_KEY, kept_key("seal the log")
    new_master()
    assert needs_old_master()
    list(rotate())
    assert not needs_old_master()
    settings.HEARTH_OLD_MASTER_KEYS = []
    encryption._key.cache_clear()
    kept_key.cache_clear()
    all_read(community)
    assert kept_key("seal the log") == log_key, "what the log's seals are made with stays"
    settings.HEARTH_MASTER_KEY = old
    encryption._key.cache_clear()
    with pytest.raises(Unreadable):
        ssn.clear(bytes(guard.everything(Client, "test").get(pk=people["Rosa"].pk).ssn_encrypted or b""))


def test_a_rotation_that_was_killed_goes_on_where_it_was(
    community: Community, people: dict[str, Client], new_master: Any
) -> None:
    new_master()
    work = rotate()
    assert next(work) == (0, 5)
    assert next(work) == (2, 5)
    work.close()
    keys = DataKey.objects.filter(purpose="").count()
    all_read(community)
    assert left() == 3
    assert list(rotate())[-1] == (3, 3)
    assert left() == 0
    assert DataKey.objects.filter(purpose="").count() == keys, "going on makes no keys anew"
    all_read(community)


def test_what_is_entered_while_keys_change_lies_under_the_new_key(
    community: Community, people: dict[str, Client]
) -> None:
    work = rotate()
    next(work)
    add_client(community, "Late", "Example", ssn="000-66-7777")
    list(work)
    assert left() == 0


def test_a_rotation_writes_no_history_and_changes_no_record(
    community: Community, people: dict[str, Client]
) -> None:
    before, rosa = len(history_rows()), people["Rosa"]
    list(rotate())
    after = guard.everything(Client, "test").get(pk=rosa.pk)
    assert len(history_rows()) == before
    assert (after.date_updated, after.change_id) == (rosa.date_updated, rosa.change_id)
    with change(by=None, action="correct_profile"):
        after.dob = date(1991, 1, 1)
        after.save()
    assert len(history_rows()) == before + 1, "afterwards history is written as ever"


def test_every_column_that_holds_encrypted_values_is_rotated() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns "
            "where table_schema = 'public' and data_type = 'bytea' and column_name like '%%encrypted'"
        )
        found = set(cursor.fetchall())
    assert found == {(place.table, place.column) for place in places()}


def test_a_sealed_file_is_opened_by_whichever_key_fits(tmp_path: Any, new_master: Any) -> None:
    from hearth.records.sealed import SealedReader, SealedWriter

    path = tmp_path / "sealed"
    with path.open("wb") as target, SealedWriter(target, encryption.file_key("test")) as sealed:
        sealed.write(b"an export that waits")
    new_master()
    with SealedReader(path.open("rb"), encryption.file_keys("test")) as opened:
        assert opened.read() == b"an export that waits"
    with pytest.raises(CannotOpen):
        SealedReader(path.open("rb"), encryption.file_key("test"))


def test_while_keys_change_no_other_process_changes_them(people: dict[str, Client]) -> None:
    work, other = rotate(), connection.copy()
    next(work)
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [rotation._LOCK])
            assert cursor.fetchone() == (False,)
        list(work)
        with other.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [rotation._LOCK])
            assert cursor.fetchone() == (True,)
    finally:
        other.close()
