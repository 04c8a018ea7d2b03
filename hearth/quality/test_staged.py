"""The preview of an import tells what the checks find in the staged rows."""

from pathlib import Path

from hearth.dataset import Dataset
from hearth.dataset.receive import received
from hearth.dataset.stage import stage
from hearth.quality import findings_of_staged
from tests.clean_export import clean_export
from tests.hand_made import Rows, export_zip


def found_in(tmp_path: Path, rows: Rows) -> list[tuple[str, str, int, list[int | None]]]:
    path = export_zip(tmp_path / "export.zip", rows)
    with received(path) as files, Dataset.empty() as dataset:
        found = stage(dataset.connection, files, 0, tmp_path)
        return [
            (each.id, each.severity, each.count, [sample.line for sample in each.samples])
            for each in findings_of_staged(dataset.connection, found)
        ]


def test_nothing_is_found_in_a_clean_export(tmp_path: Path) -> None:
    assert found_in(tmp_path, clean_export()) == []


def test_the_gravest_comes_first_with_its_count_and_its_first_rows(tmp_path: Path) -> None:
    rows = clean_export()
    for client in rows["Client"][:7]:
        client["NameDataQuality"] = 2
    rows["Enrollment"][0]["LengthOfStay"] = "three"
    rows["Enrollment"][0]["LivingSituation"] = 435
    found = found_in(tmp_path, rows)
    assert ("EVA-13", "high", 1, [2]) in found
    assert ("EVA-78", "warning", 7, [2, 3, 4, 5, 6]) in found
    assert [severity for _, severity, _, _ in found] == sorted(
        (severity for _, severity, _, _ in found), key=["high", "error", "warning", "report"].index
    )
