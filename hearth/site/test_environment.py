"""What the machine tells Hearth, and what Hearth makes for itself."""

from pathlib import Path

import pytest
from django.db import connection

from hearth.site import environment
from hearth.site.environment import BadSetting


def test_a_secret_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path))
    monkeypatch.delenv("HEARTH_MASTER_KEY", raising=False)
    made = environment.secret("MASTER_KEY")
    assert len(bytes.fromhex(made)) == 32
    assert environment.secret("MASTER_KEY") == made
    assert (tmp_path / "keys" / "master_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["master_key"]


def test_a_secret_in_the_environment_is_not_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path))
    monkeypatch.setenv("HEARTH_SECRET_KEY", "given")
    assert environment.secret("SECRET_KEY") == "given"
    assert not list(tmp_path.iterdir())


def test_a_database_address_becomes_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://hearth:p%40ss@db.example.org:5433/hmis?sslmode=require")
    settings = environment.database()
    assert (settings["HOST"], settings["PORT"]) == ("db.example.org", "5433")
    assert (settings["USER"], settings["PASSWORD"], settings["NAME"]) == ("hearth", "p@ss", "hmis")
    assert settings["OPTIONS"] == {"sslmode": "require"}
    assert environment.embedded_cluster() is None


def test_a_socket_folder_may_stand_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://hearth@/hmis?host=/run/postgresql")
    assert environment.database()["HOST"] == "/run/postgresql"


def test_statements_are_planned_as_ours_are_unless_the_address_says_otherwise() -> None:
    ours = "-c max_parallel_workers_per_gather=0 -c jit=off -c plan_cache_mode=force_generic_plan"
    assert environment.planning({}) == {"options": ours}
    theirs = "-c max_parallel_workers_per_gather=4"
    assert environment.planning({"options": theirs}) == {"options": f"{ours} {theirs}"}


@pytest.mark.django_db
def test_every_connection_says_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('max_parallel_workers_per_gather'), current_setting('jit')")
        assert cursor.fetchone() == ("0", "off")


@pytest.mark.parametrize("address", ["mysql://localhost/hmis", "postgresql://localhost", "nonsense"])
def test_an_address_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(BadSetting, match="DATABASE_URL must read"):
        environment.database()


def test_an_unknown_vocabulary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_VOCABULARY", "klingon")
    with pytest.raises(BadSetting, match="HEARTH_VOCABULARY"):
        environment.vocabulary()
