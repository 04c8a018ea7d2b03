"""Every difference between two years of the standard is explained, and every explanation is of a difference."""

import dataclasses
from pathlib import Path

import pytest

from hearth.hud import difference
from hearth.hud.difference import (
    BadChanges,
    Difference,
    changes,
    column_changes,
    differences,
    explained,
    unexplained,
    year_of_export,
)
from hearth.hud.elements import elements
from hearth.hud.standard import CodeList, Standard, standard

OLD, NEW = standard("fy2024"), standard("fy2026")


def changed(known: Standard, **replaced: object) -> Standard:
    return dataclasses.replace(known, **replaced)  # type: ignore[arg-type]


def test_every_difference_from_fy2024_to_fy2026_is_explained() -> None:
    assert unexplained() == []
    assert len(differences(OLD, NEW)) > 40


def test_fy2024_has_the_columns_that_it_had() -> None:
    assert len(OLD.files["Client"].columns) == 46
    assert len(OLD.files["Enrollment"].columns) == 71
    assert sum(len(file.columns) for file in OLD.files.values()) == 531


def test_a_difference_that_nobody_wrote_down_is_named() -> None:
    file = NEW.files["Exit"]
    flipped = dataclasses.replace(file.column["Destination"], nullable=True)
    columns = (flipped if each.name == "Destination" else each for each in file.columns)
    exit_file = dataclasses.replace(file, columns=tuple(c for c in columns if c.name != "OtherDestination"))
    found = explained(OLD, changed(NEW, files={**NEW.files, "Exit": exit_file}))
    open_ones = {(each.difference.kind, each.difference.subject) for each in found if each.why is None}
    assert ("null", "Exit.Destination") in open_ones
    assert ("column gone", "Exit.OtherDestination") in open_ones


def test_an_explanation_of_nothing_is_refused() -> None:
    without_builds = {
        **NEW.lists,
        "2.06.1": CodeList("2.06.1", NEW.lists["2.06.1"].name, dict(OLD.lists["2.06.1"].labels)),
    }
    with pytest.raises(BadChanges, match=r"2\.06\.1\.56"):
        explained(OLD, changed(NEW, lists=without_builds))


def test_changes_between_other_years_are_refused() -> None:
    with pytest.raises(BadChanges, match="from fy2024"):
        explained(changed(OLD, year="fy2022"), NEW)


def test_a_moved_column_is_a_difference() -> None:
    file = NEW.files["Affiliation"]
    moved = dataclasses.replace(
        file, columns=(file.columns[0], file.columns[2], file.columns[1], *file.columns[3:])
    )
    found = differences(OLD, changed(NEW, files={**NEW.files, "Affiliation": moved}))
    assert Difference("order", "Affiliation") in found


def test_the_upgrade_of_columns_gives_the_columns_of_the_new_year() -> None:
    """Doing what changes.toml says to FY2024's columns gives FY2026's, no more and no less."""
    for name, file in OLD.files.items():
        columns = {column.name for column in file.columns}
        for change in column_changes():
            if change.file != name:
                continue
            if change.change in ("renamed", "retired"):
                columns.remove(change.column)
            if change.change == "renamed":
                columns.add(change.new)
            if change.change == "new":
                columns.add(change.column)
        assert columns == {column.name for column in NEW.files[name].columns}


def test_recoding_leaves_only_codes_of_the_new_list() -> None:
    for change in column_changes():
        if change.change == "list":
            old = set(OLD.files[change.file].column[change.column].lists)
            codes = {code for name in old for code in OLD.lists[name].labels}
            after = {change.recode.get(code, code) for code in codes} - {""}
            assert after <= set(NEW.lists[change.new].labels), change.column


def test_retired_columns_belong_to_retired_elements_and_new_ones_to_active_ones() -> None:
    for change in column_changes():
        if change.change in ("retired", "new"):
            element = elements()[change.element]
            assert element.is_active == (change.change == "new")


def test_nothing_derives_sex_from_gender() -> None:
    sex = next(change for change in column_changes() if change.column == "Sex")
    assert sex.change == "new"
    assert not sex.recode
    assert sex.new == ""


@pytest.mark.parametrize(
    ("csv_version", "columns", "year"),
    [
        ("2024 v1.3", ["Client.Sex"], "fy2024"),
        ("FY2026 v1.0", [], "fy2026"),
        ("", ["Client.WOMAN", "Client.DOB"], "fy2024"),
        (None, ["client.sex"], "fy2026"),
        ("1.0", ["Enrollment.MentalHealthConsultation"], "fy2026"),
        (None, ["Client.DOB"], None),
    ],
)
def test_an_export_tells_its_year_by_version_and_else_by_columns(
    csv_version: str | None, columns: list[str], year: str | None
) -> None:
    assert year_of_export(csv_version, columns) == year


def test_the_telling_columns_are_in_one_of_the_years_only() -> None:
    version = changes("fy2026")["version"]
    for side, this, other in (("old", OLD, NEW), ("new", NEW, OLD)):
        for name in version[f"{side}_columns"]:
            file, _, column = name.partition(".")
            assert column in this.files[file].column
            assert column not in other.files[file].column
        assert version[f"{side}_text"] in this.csv_version


def test_retired_codes_stay_readable() -> None:
    for entry in changes("fy2026")["list"]:
        if entry["change"] == "codes_retired":
            assert all(code in NEW.lists[entry["list"]].retired for code in entry["codes"])


def test_a_year_without_changes_says_so() -> None:
    assert not (Path(difference.__file__).parent / "fy2024" / "changes.toml").exists()
    with pytest.raises(FileNotFoundError):
        changes("fy2024")
