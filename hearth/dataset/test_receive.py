"""An export may come from anybody: what is no export is refused with one clear line."""

import tempfile
import zipfile
from pathlib import Path

import pytest

from hearth.dataset import UnusableInput, receive
from hearth.dataset.conftest import Export, Zipped
from hearth.dataset.receive import received


def refusal(path: Path) -> str:
    with pytest.raises(UnusableInput) as refused, received(path):
        pass
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_a_zip_its_files_in_a_folder_and_a_plain_folder_are_all_taken(export: Export, zipped: Zipped) -> None:
    folder = export()
    for path in (folder, zipped(folder), zipped(folder, "HMIS Export 2026/", "nested.zip")):
        with received(path) as files:
            assert sorted(files) == ["Client", "Enrollment", "Export", "Organization", "Project"]
            assert files["Client"].read_bytes() == (folder / "Client.csv").read_bytes()


def test_file_names_may_be_in_any_case(export: Export, zipped: Zipped) -> None:
    folder = export()
    (folder / "Client.csv").rename(folder / "CLIENT.CSV")
    with received(zipped(folder)) as files:
        assert "Client" in files


def test_what_was_unpacked_is_gone_afterwards_also_after_an_error(export: Export, zipped: Zipped) -> None:
    path = zipped(export())
    with received(path) as files:
        unpacked = files["Client"]
        assert unpacked.parent.stat().st_mode & 0o077 == 0
    assert not unpacked.parent.exists()
    with pytest.raises(FileNotFoundError), received(path) as files:
        files["Client"].with_name("absent").read_bytes()
    assert not files["Client"].parent.exists()


def test_a_file_that_is_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    path.write_text("Dear HMIS lead,")
    assert refusal(path) == "letter.zip: not a zip file."


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.zip").endswith("there is no such file or folder.")


def test_a_zip_cut_short(export: Export, zipped: Zipped) -> None:
    path = zipped(export())
    for kept in (0.9, 0.5, 0.1):
        cut = path.with_name(f"cut{kept}.zip")
        cut.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
        assert refusal(cut) == f"{cut.name}: the zip is damaged or cut short."


def test_a_zip_with_a_damaged_member(export: Export, zipped: Zipped) -> None:
    path = zipped(export())
    content = bytearray(path.read_bytes())
    content[60:80] = bytes(20)
    path.write_bytes(content)
    assert refusal(path) == "export.zip: the zip is damaged or cut short."


def test_a_zip_without_the_clients(export: Export, zipped: Zipped) -> None:
    path = zipped(export(Client=None, Export=None))
    expected = "export.zip: not a complete HMIS CSV export, Client.csv, Export.csv missing."
    assert refusal(path) == expected


def test_an_import_takes_an_export_of_project_descriptors(export: Export, zipped: Zipped) -> None:
    path = zipped(export(Client=None, Enrollment=None))
    with received(path, required=receive.FOR_AN_IMPORT) as files:
        assert sorted(files) == ["Export", "Organization", "Project"]


def test_an_import_does_not_take_stays_without_their_clients(export: Export, zipped: Zipped) -> None:
    path = zipped(export(Client=None))
    with (
        pytest.raises(UnusableInput, match=r"Client\.csv missing"),
        received(path, required=receive.FOR_AN_IMPORT),
    ):
        pass


@pytest.mark.parametrize(
    "name", ["../Client.csv", "/etc/Client.csv", "a/../../Client.csv", "..\\Client.csv", "C:\\Client.csv"]
)
def test_a_member_that_wants_to_be_written_elsewhere(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "PersonalID\n")
    assert "unsafe" in refusal(path)


def test_a_zip_with_one_file_twice(export: Export, zipped: Zipped) -> None:
    path = zipped(export())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("copy/client.csv", "PersonalID\n")
    assert refusal(path) == "export.zip: Client.csv is in it more than once."


def test_a_zip_bomb(export: Export, zipped: Zipped, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "RATIO_MATTERS_ABOVE", 100_000)
    path = zipped(export(Client="PersonalID\n" + "0" * 10_000_000))
    assert refusal(path) == "export.zip: says that it unpacks to far more than an export holds."


def test_a_zip_of_thousands_of_files(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}.csv", "")
    assert refusal(path) == "many.zip: holds 1001 files, an HMIS CSV export has 24."


def test_nothing_is_left_of_a_refused_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: Export, zipped: Zipped
) -> None:
    place = tmp_path / "private"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    refusal(zipped(export(Client=None)))
    assert list(Path(place).iterdir()) == []
