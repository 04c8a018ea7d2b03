"""A report reads what its SQL names: other files are not unpacked, other columns not looked at."""

import pytest

from hearth.dataset import UnusableInput, open_dataset
from hearth.dataset.conftest import Export, Zipped, csv_text
from hearth.dataset.reads import Reads, read_in
from hearth.hud.standard import standard

STAYS = read_in(
    ["select EnrollmentID, EntryDate from kept.Enrollment", 'select DOB from kept."Client" as client']
)


def test_a_statement_reads_the_columns_it_names_of_the_files_it_names() -> None:
    assert STAYS.columns == {
        "Enrollment": frozenset({"EnrollmentID", "EntryDate"}),
        "Client": frozenset({"DOB"}),
    }


def test_what_two_statements_read_of_a_file_is_read_together() -> None:
    both = read_in(["select EntryDate from kept.Enrollment", "select MoveInDate from kept.Enrollment"])
    assert both.columns == {"Enrollment": frozenset({"EntryDate", "MoveInDate"})}


def test_keys_changes_and_deletions_are_always_read() -> None:
    enrollment = standard().files["Enrollment"]
    read = {column.name for column in enrollment.columns if STAYS.has(enrollment, column)}
    assert read == {"EnrollmentID", "EntryDate", "DateUpdated", "DateDeleted"}


def test_what_is_about_projects_is_read_whole() -> None:
    for name in ("Export", "Organization", "Project", "Funder", "Inventory"):
        file = standard().files[name]
        assert STAYS.has_file(file)
        assert all(STAYS.has(file, column) for column in file.columns)


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_file_that_nobody_reads_is_left_out_whatever_is_in_it(
    export: Export, zipped: Zipped, as_zip: bool
) -> None:
    folder = export(Services=b"no\0thing", Exit=csv_text("Exit", {"ExitID": "X", "EnrollmentID": "E"}))
    path = zipped(folder) if as_zip else folder

    with pytest.raises(UnusableInput):
        open_dataset([path])
    with open_dataset([path], reads=STAYS) as dataset:
        for name, rows in (("Enrollment", 1), ("Services", 0), ("Exit", 0)):
            assert dataset.connection.execute(f'select count(*) from "{name}"').fetchone() == (rows,)


def test_a_fault_is_refused_where_it_is_read_and_nowhere_else(export: Export) -> None:
    row = {"EnrollmentID": "E", "PersonalID": "A", "ProjectID": "P", "EntryDate": "2023-01-01"}
    unread = export("unread", Enrollment=csv_text("Enrollment", row | {"MoveInDate": "soon"}))
    read = export("read", Enrollment=csv_text("Enrollment", row | {"EntryDate": "soon"}))

    with open_dataset([unread], reads=STAYS) as dataset:
        assert dataset.findings == []
        found = dataset.connection.execute("select EntryDate::varchar, MoveInDate from Enrollment").fetchone()
        assert found == ("2023-01-01", None)
    with pytest.raises(UnusableInput, match="EntryDate"):
        open_dataset([read], reads=STAYS)


def test_a_row_changed_later_still_counts_where_two_exports_overlap(export: Export) -> None:
    row = {"EnrollmentID": "E", "PersonalID": "A", "ProjectID": "P"}
    older, newer = (
        export(
            day, Enrollment=csv_text("Enrollment", row | {"EntryDate": day, "DateUpdated": f"{day} 08:00:00"})
        )
        for day in ("2023-01-01", "2023-02-01")
    )
    with open_dataset([newer, older], reads=STAYS) as dataset:
        found = dataset.connection.execute("select EntryDate::varchar from Enrollment").fetchall()
    assert found == [("2023-02-01",)]


def test_deleted_rows_do_not_count(export: Export) -> None:
    row = {"EnrollmentID": "E", "PersonalID": "A", "ProjectID": "P", "EntryDate": "2023-01-01"}
    gone = export(Enrollment=csv_text("Enrollment", row | {"DateDeleted": "2023-03-01 08:00:00"}))
    with open_dataset([gone], reads=Reads(STAYS.columns)) as dataset:
        assert dataset.connection.execute("select count(*) from kept.Enrollment").fetchone() == (0,)
