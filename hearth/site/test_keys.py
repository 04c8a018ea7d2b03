import stat
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from hearth.records.encryption import file_key
from hearth.records.models import ImportRun, RunState, Source
from hearth.records.sealed import SealedWriter
from hearth.site import environment, keys
from hearth.site.environment import old_master_keys


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path))
    monkeypatch.delenv("HEARTH_MASTER_KEY", raising=False)
    settings.DATA = tmp_path
    environment.secret("MASTER_KEY")
    return tmp_path / "keys"


def asked(what: str) -> int:
    return keys.run(Namespace(what=what))


def test_a_new_master_key_keeps_the_old_ones_beside_it_for_its_owner_alone(folder: Path) -> None:
    first = environment.secret("MASTER_KEY")
    assert asked("new-master") == 0
    second = environment.secret("MASTER_KEY")
    assert asked("new-master") == 0
    assert environment.secret("MASTER_KEY") not in {first, second}
    assert old_master_keys() == [second, first]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_master_key_of_the_environment_is_changed_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARTH_MASTER_KEY", "00" * 32)
    assert asked("new-master") == 2
    assert "HEARTH_OLD_MASTER_KEYS" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_old_master_key_is_kept_while_a_waiting_file_needs_it(
    folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    spool = folder.parent / "spool"
    spool.mkdir()
    with (
        (spool / "upload").open("wb") as target,
        SealedWriter(target, file_key("seal uploads that wait")) as sealed,
    ):
        sealed.write(b"an export")
    settings.HEARTH_OLD_MASTER_KEYS = [settings.HEARTH_MASTER_KEY]
    settings.HEARTH_MASTER_KEY = "11" * 32
    assert asked("new-master") == 0
    assert asked("rotate") == 0
    assert asked("forget-old") == 2
    assert "1 waiting uploads" in capsys.readouterr().err
    (spool / "upload").unlink()
    assert asked("forget-old") == 0
    assert old_master_keys() == []


@pytest.mark.django_db
def test_keys_do_not_change_while_an_import_compares_people(capsys: pytest.CaptureFixture[str]) -> None:
    source = Source.objects.create(name="Vendor")
    ImportRun.objects.create(source=source, file_name="x.zip", state=RunState.RUNNING)
    assert asked("rotate") == 2
    assert "An import is at work" in capsys.readouterr().err
