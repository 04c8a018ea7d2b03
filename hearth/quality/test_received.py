"""Faults of a received file are told with their place, and the rest of the export is still checked."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hearth.dataset import open_with_faults
from hearth.hud.standard import standard
from hearth.quality.run import run
from tests.clean_export import clean_export
from tests.hand_made import Rows, export_zip

Found = list[tuple[str, str, int | None, str]]
Edit = Callable[[str], str]


def found_in(path: Path) -> Found:
    """Give (check, file, line, column) of what is found."""
    with open_with_faults([path], in_memory=True) as dataset:
        findings = run(dataset)
        return findings.connection.execute(
            'select "check", file, line, coalesce("column", \'\') from quality.finding order by all'
        ).fetchall()


def edited(path: Path, file: str, edit: Callable[[bytes], bytes], folder: str = "") -> Path:
    """Write the clean export with one file changed."""
    whole = export_zip(path / "whole.zip", clean_export())
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path / "edited.zip", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(folder + name, edit(content) if name == f"{file}.csv" else content)
    return path / "edited.zip"


def in_text(edit: Edit) -> Callable[[bytes], bytes]:
    return lambda content: edit(content.decode()).encode()


def with_value(file: str, key: str, column: str, value: str) -> Rows:
    rows = clean_export()
    name = standard().files[file].key.name
    next(row for row in rows[file] if row[name] == key)[column] = value
    return rows


def without_column(text: str, column: str) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    position = rows[0].index(column)
    out = io.StringIO()
    csv.writer(out).writerows([*row[:position], *row[position + 1 :]] for row in rows)
    return out.getvalue()


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("PersonalID\n1\n")
    with open_with_faults([tmp_path / "export.csv"], in_memory=True) as dataset:
        run(dataset, ["file/is_a_zip"])
        assert dataset.connection.execute('select "check", file from quality.finding').fetchall() == [
            ("EVA-127", "export.csv")
        ]


def test_a_folder_in_the_zip_is_told_and_its_files_are_checked(tmp_path: Path) -> None:
    found = found_in(edited(tmp_path, "User", in_text(lambda text: text.replace("2125550123", "1")), "HMIS/"))
    assert [check for check, *_ in found] == ["EVA-122", "RULE-PHONE"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = export_zip(tmp_path / "export.zip", clean_export(), leave_out=("YouthEducationStatus",))
    assert found_in(path) == [("EVA-125", "YouthEducationStatus", 0, "")]


@pytest.mark.parametrize(
    ("file", "column", "check"),
    [("Enrollment", "DateOfEngagement", "EVA-12"), ("Project", "PITCount", "EVA-82")],
)
def test_a_missing_column_is_told(tmp_path: Path, file: str, column: str, check: str) -> None:
    found = found_in(edited(tmp_path, file, in_text(lambda text: without_column(text, column))))
    assert found == [(check, file, 1, column)]


def test_a_surplus_column_is_told_and_left_out(tmp_path: Path) -> None:
    def widen(text: str) -> str:
        return "".join(f"{line},x\r\n" for line in text.splitlines())

    assert found_in(edited(tmp_path, "Project", in_text(widen))) == [("EVA-82", "Project", 1, "x")]


def test_a_column_in_another_spelling_is_told_and_read(tmp_path: Path) -> None:
    found = found_in(edited(tmp_path, "Project", in_text(lambda text: text.replace("PITCount", "PitCount"))))
    assert found == [("EVA-82", "Project", 1, "PITCount")]


def test_a_column_twice_in_the_header_is_told(tmp_path: Path) -> None:
    found = found_in(
        edited(tmp_path, "Project", in_text(lambda text: text.replace("PITCount", "TargetPopulation")))
    )
    assert found == [("EVA-82", "Project", 1, "PITCount"), ("EVA-82", "Project", 1, "TargetPopulation")]


def test_rows_of_another_width_are_told_by_their_line_and_left_out(tmp_path: Path) -> None:
    def lengthen(text: str) -> str:
        lines = text.splitlines()
        return "\r\n".join([*lines[:2], lines[2] + ",x", *lines[3:]]) + "\r\n"

    assert found_in(edited(tmp_path, "Affiliation", in_text(lambda text: text + "A2,P6\r\n"))) == [
        ("RULE-ENC", "Affiliation", 3, "")
    ]
    assert ("RULE-ENC", "User", 3, "") in found_in(
        edited(tmp_path, "User", in_text(lambda t: lengthen(t + t)))
    )


def test_windows_1252_is_told_and_read(tmp_path: Path) -> None:
    found = found_in(
        edited(tmp_path, "User", lambda content: content.decode().replace("Dana", "Zoë").encode("cp1252"))
    )
    assert found == [("RULE-ENC", "User", 2, "")]


@pytest.mark.parametrize(
    ("file", "key", "column", "value", "check"),
    [
        ("Enrollment", "S7", "LengthOfStay", "three", "EVA-13"),
        ("Project", "P7", "PITCount", "many", "EVA-48"),
        ("Enrollment", "S7", "DateOfEngagement", "7/15/2026", "EVA-11"),
        ("Client", "C7", "DateUpdated", "15-07-26", "EVA-47"),
        ("Event", "B1", "EventDate", "2026-07-15 00:00:00", "RULE-ENC"),
        ("Client", "C7", "DateUpdated", "2026-07-15T10:00:00", "RULE-ENC"),
        ("Services", "N5", "FAAmount", "12.5", "RULE-ENC"),
    ],
)
def test_a_value_in_another_form_is_told(
    tmp_path: Path, file: str, key: str, column: str, value: str, check: str
) -> None:
    found = found_in(export_zip(tmp_path / "export.zip", with_value(file, key, column, value)))
    line = [row[standard().files[file].key.name] for row in clean_export()[file]].index(key) + 2
    # A length of stay that was not understood is missing too.
    assert [one for one in found if one[0] != "EVA-26"] == [(check, file, line, column)]


def test_an_export_of_fy2024_is_told_and_checked(tmp_path: Path) -> None:
    rows = clean_export()
    rows["Export"][0]["CSVVersion"] = "2024 v1.4"
    assert found_in(export_zip(tmp_path / "export.zip", rows)) == [
        ("EVA-124", "Export", 2, "CSVVersion"),
        ("file/is_of_this_year", "Export", 2, "CSVVersion"),
    ]


@pytest.mark.parametrize(
    ("file", "check"), [("Client", "EVA-7"), ("Enrollment", "EVA-8"), ("Funder", "RULE-PK")]
)
def test_a_key_that_is_used_twice_is_told(tmp_path: Path, file: str, check: str) -> None:
    rows = clean_export()
    rows[file].append(rows[file][0])
    key = standard().files[file].key.name
    path = export_zip(tmp_path / "export.zip", rows)
    assert found_in(path) == [(check, file, len(rows[file]) + 1, key)]


def test_a_row_without_its_key_is_told(tmp_path: Path) -> None:
    rows = clean_export()
    rows["Funder"].append({**rows["Funder"][0], "FunderID": ""})
    path = export_zip(tmp_path / "export.zip", rows)
    assert found_in(path) == [("EVA-6", "Funder", len(rows["Funder"]) + 1, "FunderID")]


def test_a_fault_is_told_of_the_input_that_has_it(tmp_path: Path) -> None:
    whole = export_zip(tmp_path / "whole.zip", clean_export())
    faulty = export_zip(tmp_path / "faulty.zip", with_value("Enrollment", "S7", "LengthOfStay", "three"))
    with open_with_faults([whole, faulty], in_memory=True) as dataset:
        run(dataset, ["file/key_values_have_their_type"])
        assert dataset.connection.execute('select "check", input from quality.finding').fetchall() == [
            ("EVA-13", 1)
        ]
