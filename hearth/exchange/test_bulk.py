"""A first import takes keys off its empty tables, and leaves every one of them behind."""

from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connection

from hearth.exchange import bulk, load
from hearth.exchange.keys import Keys
from hearth.exchange.shape import StoredFile, stored_files
from hearth.records import guard
from hearth.records.models import Enrollment, ImportRun
from hearth.records.models.run import RunState
from tests.hand_made import client, enrollment, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def every_row_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FEWEST_ROWS", 1)


def imported(path: Path, source: str = "Vendor") -> ImportRun:
    run = load.new_run(source_name=source, file_name=path.name, account=None)
    load.perform(run, path)
    return run


def keys_and_indexes() -> list[tuple[str, str]]:
    tables = [file.table for file in stored_files().values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated "
            "from pg_constraint where conrelid = any(%(tables)s::regclass[]) union all "
            "select indrelid::regclass || '', pg_get_indexdef(indexrelid) from pg_index "
            "where indrelid = any(%(tables)s::regclass[]) union all "
            "select tgrelid::regclass || '.' || tgfoid::regproc || tgconstrrelid::regclass, tgenabled::text "
            "from pg_trigger where tgrelid = any(%(tables)s::regclass[]) order by 1, 2",
            {"tables": tables},
        )
        return list(cursor.fetchall())


def statements(monkeypatch: pytest.MonkeyPatch, word: str = "") -> list[str]:
    """Give the list that will hold the statements that change tables, those with a word in them."""
    said: list[str] = []
    run = bulk._run

    def listen(*some: object) -> None:
        texts = (statement.as_string(connection.connection) for statement in some)  # type: ignore[attr-defined]
        said.extend(text for text in texts if word in text)
        run(*some)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "_run", listen)
    return said


def test_a_first_import_leaves_every_key_and_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, before = statements(monkeypatch, "drop"), keys_and_indexes()

    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert any("records_enrollment" in statement for statement in said)
    assert keys_and_indexes() == before


def test_tables_that_every_page_reads_keep_their_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = statements(monkeypatch, "drop")

    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    unlocked = {"records_project", "records_organization", "records_source", "records_change"}
    assert not [statement for statement in said if any(f'"{table}"' in statement for table in unlocked)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_constraint where contype = 'f' and confrelid = 'records_source'::regclass"
        )
        assert cursor.fetchone() >= (len(stored_files()),)


def test_a_table_with_rows_keeps_its_keys_while_it_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(export_zip(tmp_path / "one.zip", household_of_two()))
    said = statements(monkeypatch, "drop")

    imported(export_zip(tmp_path / "two.zip", household_of_two()), "Another")

    assert said == []


def test_a_first_import_that_breaks_off_leaves_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys_and_indexes()

    def breaks(_run: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(load, "_analyze", breaks)
    monkeypatch.setattr(load, "_end", lambda run, preview: breaks(run))
    with pytest.raises(RuntimeError):
        imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert keys_and_indexes() == before
    assert not guard.everything(Enrollment, "test").exists()


def test_an_import_is_done_when_the_server_goes_down_while_it_looks_at_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn_down(_run: object) -> None:
        raise psycopg.OperationalError("the database system is shutting down")

    monkeypatch.setattr(load, "_analyze", torn_down)

    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert ImportRun.objects.get().state == RunState.DONE
    assert guard.everything(Enrollment, "test").exists()


def test_a_key_that_stays_on_is_asked_of_all_rows_that_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys_and_indexes()
    values = Keys.values

    def of_no_project(self: Keys, file: StoredFile) -> dict[str, str]:
        given = values(self, file)
        return given | {"project_id": "gen_random_uuid()"} if file.name == "Enrollment" else given

    monkeypatch.setattr(Keys, "values", of_no_project)
    with pytest.raises(IntegrityError, match="project_id"):
        imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert keys_and_indexes() == before
    assert not guard.everything(Enrollment, "test").exists()


def test_a_role_that_may_not_silence_keys_has_them_asked_of_each_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, before = statements(monkeypatch), keys_and_indexes()
    monkeypatch.setattr(bulk, "_may_silence_keys", lambda: False)

    run = imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert not [statement for statement in said if "trigger" in statement]
    assert (run.state, keys_and_indexes()) == (RunState.DONE, before)


def test_a_key_that_is_put_back_is_held_again(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Client"].append(client("9", "Ana", "Example", None, "1990-01-01"))
    rows["Enrollment"].append(enrollment("E9", "9", "H9", 1))
    imported(export_zip(tmp_path / "export.zip", rows))

    with connection.cursor() as cursor:
        cursor.execute(
            "select contype, convalidated from pg_constraint where conrelid = 'records_enrollment'::regclass "
            "and contype = 'f' and confrelid = 'records_client'::regclass"
        )
        assert cursor.fetchall() == [("f", True)]
