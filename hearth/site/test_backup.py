"""Backup and restore: what comes back is what was there, and nobody reads it on the way."""

import os
import subprocess
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from hearth.exchange import load
from hearth.records import guard, kept_content
from hearth.records.encryption import current_key
from hearth.records.models import Client, KeptFile, Organization, Source
from hearth.records.sealed import CannotOpen
from hearth.records.write import change
from hearth.site import backup, restore
from hearth.site.cli import main
from hearth.site.database_copy import Place, dump, is_empty, one_moment, scratch, table_sums
from hearth.site.postgres import find_dump_programs
from tests.hand_made import export_zip, household_of_two

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEY = os.urandom(32)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The test database, with a household in it."""
    path = export_zip(tmp_path / "Vendor.zip", household_of_two())
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)
    return Place.described(connection.settings_dict)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "report_runs").mkdir(parents=True)
    (folder / "report_runs" / "one.parquet").write_bytes(b"universe of Anna")
    return folder


@pytest.fixture
def made(tmp_path: Path, place: Place, files: Path) -> Path:
    out = tmp_path / "hearth.backup"
    backup.make_backup(out, place, files, KEY)
    return out


@pytest.fixture
def empty(place: Place) -> Iterator[Place]:
    with scratch(place) as database:
        yield database


def test_a_backup_comes_back_whole_into_an_empty_instance(
    made: Path, place: Place, empty: Place, tmp_path: Path
) -> None:
    with restore.opened(made, KEY) as (archive, contents):
        assert restore.restore_backup(archive, contents, empty, tmp_path / "back" / "files") == []

    with place.connect() as then, empty.connect() as now:
        assert table_sums(now) == table_sums(then)
        assert now.execute("select count(*) from records_client").fetchone() == (3,)
    back = tmp_path / "back" / "files" / "report_runs" / "one.parquet"
    assert back.read_bytes() == b"universe of Anna"
    assert back.stat().st_mode & 0o777 == 0o600


def test_nothing_of_a_sealed_backup_can_be_read_and_its_owner_alone_may_open_it(made: Path) -> None:
    content = made.read_bytes()

    assert made.stat().st_mode & 0o777 == 0o600
    assert not any(word in content for word in (b"Hara-Lee", b"universe", b"records_client", b"PK\x03\x04"))


def test_the_keys_are_not_in_a_backup(
    tmp_path: Path, place: Place, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path))
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master_key").write_text("ab" * 32)

    contents = backup.make_backup(tmp_path / "open.zip", place, files, None)

    with zipfile.ZipFile(tmp_path / "open.zip") as archive:
        assert set(archive.namelist()) == {"files/report_runs/one.parquet", "database.dump", "contents.json"}
        assert not any(b"ab" * 32 in archive.read(name) for name in archive.namelist())
    assert contents.key == backup.master_key_mark() != ""


def test_an_open_backup_holds_only_open_formats(tmp_path: Path, place: Place, files: Path) -> None:
    backup.make_backup(tmp_path / "open.zip", place, files, None)

    with zipfile.ZipFile(tmp_path / "open.zip") as archive, place.connect() as session:
        archive.extract("database.dump", tmp_path)
        major = session.info.server_version // 10000
    text = subprocess.run(
        [find_dump_programs(major) / "pg_restore", "--file=-", tmp_path / "database.dump"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "CREATE TABLE public.records_client" in text
    assert "O'Hara-Lee" in text
    # History (what was before each change) and who opened what belong to it.
    assert "COPY public.records_clienthistory" in text
    assert "COPY public.records_reading" in text


def test_a_drill_compares_and_leaves_nothing_behind(made: Path, place: Place) -> None:
    with restore.opened(made, KEY) as (archive, contents):
        assert restore.drill(archive, contents, place) == []

    with place.connect() as session:
        databases = session.execute("select count(*) from pg_database where datname like 'hearth_drill%'")
        assert databases.fetchone() == (0,)


def test_a_drill_tells_what_is_not_as_it_was(made: Path, place: Place) -> None:
    with restore.opened(made, KEY) as (archive, contents):
        clients = contents.tables["public.records_client"]
        contents.tables["public.records_client"] = type(clients)(clients.rows, "1")
        contents.tables["public.records_exit"] = type(clients)(7, "1")
        contents.files["files/report_runs/one.parquet"] = "0"
        differences = restore.drill(archive, contents, place)

    assert differences == [
        "files/report_runs/one.parquet: the file is another one",
        "public.records_client: the rows are not the same",
        "public.records_exit: 7 rows at the backup, 1 restored",
    ]


def test_a_drill_tells_of_a_clients_file_whose_content_is_not_in_the_backup(
    tmp_path: Path, place: Place
) -> None:
    file_id = uuid.uuid4()
    with change(by=None, action="keep_file") as signed:
        KeptFile.objects.create(
            id=file_id,
            client=guard.everything(Client, "test").first(),
            organization=guard.everything(Organization, "test").first(),
            change=signed,
            name="lease.pdf",
            media_type="application/pdf",
            size=5,
            sha256="0",
            content_key_encrypted=kept_content.store(file_id, b"lease", current_key(None)),
        )
    here = Path(settings.MEDIA_ROOT)
    for name, folder in (("with", here), ("without", tmp_path / "empty")):
        backup.make_backup(tmp_path / name, place, folder, KEY)
    with restore.opened(tmp_path / "with", KEY) as (archive, contents):
        assert restore.drill(archive, contents, place) == []
    with restore.opened(tmp_path / "without", KEY) as (archive, contents):
        assert restore.drill(archive, contents, place) == [
            f"the kept file {file_id}: its content is not in the backup"
        ]


def test_a_backup_is_not_restored_over_anything(
    made: Path, place: Place, empty: Place, files: Path, tmp_path: Path
) -> None:
    with restore.opened(made, KEY) as (archive, contents):
        with pytest.raises(backup.NoBackup, match="database is not empty"):
            restore.restore_backup(archive, contents, place, tmp_path / "new")
        with pytest.raises(backup.NoBackup, match="is not empty"):
            restore.restore_backup(archive, contents, empty, files)
    assert is_empty(empty)


def test_sessions_do_not_come_back(made: Path) -> None:
    with restore.opened(made, KEY) as (_archive, contents):
        assert "public.django_session" not in contents.tables
        assert "public.records_client" in contents.tables


def test_a_backup_is_as_of_one_moment(tmp_path: Path, place: Place, files: Path) -> None:
    with one_moment(place) as (session, snapshot):
        Source.objects.create(name="Came later")
        seen = session.execute("select count(*) from records_source where name = 'Came later'").fetchone()
        assert seen == (0,)
        assert b"".join(dump(place, snapshot)).startswith(b"PGDMP")


@pytest.mark.parametrize(
    ("key", "words", "says"),
    [
        ("", ["backup", "--out", "x.backup"], "Set HEARTH_BACKUP_KEY"),
        ("abc", ["backup", "--out", "x.backup"], "must be 64 hexadecimal digits"),
        ("ab" * 32, ["backup", "--out", "exists"], "such a file already"),
        ("", ["restore", "missing"], "cannot be read"),
        ("", ["restore", "exists"], "no backup of Hearth"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    words: list[str],
    says: str,
) -> None:
    monkeypatch.setenv("HEARTH_BACKUP_KEY", key)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.chdir(tmp_path)
    Path("exists").write_text("something else")

    assert main(words) == 2

    said = capsys.readouterr()
    assert says in said.err
    assert said.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["exists"]


def test_a_sealed_backup_asks_for_its_key(made: Path) -> None:
    with pytest.raises(backup.NoBackup, match="is sealed"), restore.opened(made, None):
        pass
    with pytest.raises(CannotOpen), restore.opened(made, os.urandom(32)):
        pass
