"""Reports for a viewer: who may ask, what is kept, what a number shows to whom."""

import csv
import io
import re
import uuid
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.actions.merge_clients import merge_clients
from hearth.exchange import spool
from hearth.library.files import files_of
from hearth.library.open_cell import log_people_shown, open_cell
from hearth.library.run_report import perform_report
from hearth.library.runs import ReportRefused, report_run, report_runs, reportable_projects, start_report
from hearth.library.table_workbook import workbook_of
from hearth.library.tables import table, tables
from hearth.records.models import Reading
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_funder,
    add_household,
    build_community,
    viewer_for,
)

pytestmark = pytest.mark.django_db(transaction=True)

START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def lived(tmp_path: Any, settings: Any) -> Community:
    """A family in one program, one person who left another, one person at the other agency."""
    settings.DATA = tmp_path
    made = build_community()
    parent = add_client(made, "Rosa", "Example", dob=date(1990, 3, 12))
    child = add_client(made, "Leo", "Example", dob=date(2018, 1, 1))
    single = add_client(made, "Amir", "Sample", dob=date(1970, 7, 7))
    elsewhere = add_client(made, "Noor", "Elsewhere", dob=date(1985, 2, 2))
    add_household(made, [parent, child], made.transitional, date(2025, 11, 1))
    add_exit(made, add_enrollment(made, single, made.rapid, date(2025, 12, 1)), date(2026, 2, 1))
    add_enrollment(made, elsewhere, made.other_program, date(2025, 12, 1))
    return made


def viewer(made: Community, role: str) -> Viewer:
    return viewer_for(made.personas[role])


def finished(by: Viewer, *projects: Any) -> Any:
    run = start_report(by, report="apr", project_ids=[one.id for one in projects], start=START, end=END)
    perform_report(run.id)
    return report_run(by, run.id)


def place_of(run: Any, code: str, row: str, column: str) -> tuple[int, int]:
    page = table(run, code)
    return [line.label for line in page.rows].index(row), page.columns.index(column)


def test_a_report_counts_the_live_records(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.transitional, lived.rapid)

    assert run.state == "done"
    codes = [page.code for page in tables(run)]
    assert (codes[:3], codes[-1], len(codes)) == (["Q4a", "Q5a", "Q6a"], "Q27m", 67)
    served = {row.label: row.cells[1].value for row in table(run, "Q5a").rows}
    assert served["Total number of persons served"] == 3
    assert served["Number of children (under age 18)"] == 1
    assert served["Number of leavers"] == 1


def test_every_number_opens_to_as_many_people_as_it_counts(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.transitional, lived.rapid)
    opened = 0

    for page in tables(run):
        for row in page.rows:
            for cell in [cell for cell in row.cells if cell.is_count and cell.value][:1]:
                found = open_cell(by, run, page.code, cell.row, cell.column)
                people = len(found.people) + found.hidden
                assert found.value == cell.value
                if found.among is not None:
                    assert found.value == people / found.among
                elif isinstance(found.value, int):
                    assert people == found.value
                else:
                    assert people
                opened += 1
    assert opened > 50


def test_an_opened_number_says_what_it_counts_and_names_people_as_they_are_now(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.transitional, lived.rapid)
    place = place_of(run, "Q5a", "Number of leavers", "Count of Clients")
    with change(by=None, action="test"):
        by.clients.filter(first_name="Amir").update(first_name="Amira")

    found = open_cell(by, run, "Q5a", *place)

    assert [person.name for person in found.people] == ["Amira Sample"]
    assert (found.value, found.hidden) == (1, 0)
    assert "exit date" in found.definition
    assert "Q5a" in found.reference


def test_running_a_report_and_opening_a_number_are_logged_and_so_is_each_person_who_is_shown(
    lived: Community,
) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.transitional, lived.rapid)
    row, column = place_of(run, "Q5a", "Number of leavers", "Count of Clients")

    found = open_cell(by, run, "Q5a", row, column)
    log_people_shown(by, run, ("Q5a", row, column), found.people)

    told = Reading.objects.order_by("id").values_list("what", "detail", "how_many", "client")
    amir = by.clients.get(first_name="Amir").pk
    cell = f"Q5a {row}/{column}"
    assert list(told) == [
        ("report", "apr", None, None),
        ("report_cell", cell, 1, None),
        ("report_person", cell, None, amir),
    ]
    assert {reading.about for reading in Reading.objects.all()} == {run.pk}


def test_clients_a_viewer_may_not_open_are_counted_but_not_named(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.transitional)
    with change(by=None, action="test"):
        by.clients.filter(first_name="Leo").update(date_deleted="2026-03-01T00:00:00")

    found = open_cell(by, run, "Q5a", 0, 1)

    assert [person.name for person in found.people] == ["Rosa Example"]
    assert (found.value, found.hidden) == (2, 1)


def test_a_stored_run_keeps_its_numbers_when_the_records_change(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.rapid)
    newcomer = add_client(lived, "New", "Comer", dob=date(1990, 1, 1))
    add_enrollment(lived, newcomer, lived.rapid, date(2026, 1, 1))

    assert open_cell(by, report_run(by, run.id), "Q5a", 0, 1).value == 1
    assert open_cell(by, finished(by, lived.rapid), "Q5a", 0, 1).value == 2


def test_no_name_and_no_birth_date_is_kept_with_a_run(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.transitional)

    with run.universe.open("rb") as universe:
        kept = universe.read() + str(run.cells).encode()
    for words in (b"Rosa", b"Example\x00", b"1990-03-12"):
        assert words not in kept


def test_a_project_of_another_agency_cannot_be_reported_on(lived: Community) -> None:
    by = viewer(lived, "agency_manager")

    assert lived.other_program not in reportable_projects(by)
    for project_id in (lived.other_program.id, uuid.uuid4()):
        with pytest.raises(Http404):
            start_report(by, report="apr", project_ids=[project_id], start=START, end=END)
    assert not report_runs(by)


def test_a_run_on_a_project_of_another_agency_does_not_exist_for_a_viewer(lived: Community) -> None:
    lead, manager = viewer(lived, "hmis_lead"), viewer(lived, "agency_manager")
    mixed = finished(lead, lived.rapid, lived.other_program)
    own = finished(lead, lived.rapid)

    with pytest.raises(Http404):
        report_run(manager, mixed.id)
    assert [run.id for run in report_runs(manager)] == [own.id]
    assert [run.id for run in report_runs(lead)] == [own.id, mixed.id]


def test_who_has_no_right_to_report_may_neither_ask_nor_read(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.rapid)
    worker = viewer(lived, "intake_worker")

    for attempt in (
        lambda: start_report(worker, report="apr", project_ids=[lived.rapid.id], start=START, end=END),
        lambda: report_runs(worker),
        lambda: report_run(worker, run.id),
        lambda: reportable_projects(worker),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(
    ("report", "with_project", "end", "says"),
    [
        ("apr", False, END, "Choose at least one program"),
        ("apr", True, date(2025, 9, 30), "before the first day"),
        ("nothing", True, END, "no such report"),
    ],
)
def test_a_report_that_cannot_be_run_is_refused_in_one_line(
    lived: Community, report: str, with_project: bool, end: date, says: str
) -> None:
    projects = [lived.rapid.id] if with_project else []

    with pytest.raises(ReportRefused, match=says):
        start_report(
            viewer(lived, "agency_manager"), report=report, project_ids=projects, start=START, end=end
        )


def test_a_cell_that_counts_nobody_cannot_be_opened(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    run = finished(by, lived.rapid)

    for code, row, column in (("Q4a", 0, 0), ("Q5a", 99, 0), ("Q99", 0, 0)):
        with pytest.raises(Http404):
            open_cell(by, run, code, row, column)


def test_the_hopwa_report_is_a_workbook_too_with_its_numbers_as_numbers(lived: Community) -> None:
    add_funder(lived, lived.transitional, 15)
    by = viewer(lived, "agency_manager")
    run = start_report(by, report="hopwa", project_ids=[lived.transitional.id], start=START, end=END)
    perform_report(run.id)
    run = report_run(by, run.id)

    with zipfile.ZipFile(files_of(run)) as archive:
        content = io.BytesIO(archive.read("hopwa.xlsx"))
    codes = [page.code for page in tables(run)]
    with zipfile.ZipFile(content) as book:
        names = book.read("xl/workbook.xml").decode()
        served = book.read(f"xl/worksheets/sheet{codes.index('SERVED') + 1}.xml").decode()
    assert all(f'name="{code}"' in names for code in codes)
    # One activity has the household; area income, in row 4, has a label alone.
    assert sorted(re.findall(r'<c r="[B-F]2"><v>(\d+)</v></c>', served)) == ["0", "0", "0", "0", "1"]
    assert '<c r="A4"' in served
    assert '<c r="B4"' not in served


def test_the_workbook_of_a_run_says_what_it_is_and_has_rates_in_percent(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.rapid)

    with zipfile.ZipFile(io.BytesIO(workbook_of(run, [["Dates", "=1+1"]]))) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        about = book.read("xl/worksheets/sheet1.xml").decode()
        missing = book.read(f"xl/worksheets/sheet{names.index('Q6a') + 1}.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert names == ["About", *(page.code for page in tables(run))]
    assert "<f>" not in about
    assert 'formatCode="0.0%"' in styles
    # The rate stands in column F, the count beside it in column E.
    assert re.search(r'<c r="F2" s="\d+">', missing)
    assert re.search(r'<c r="E2">', missing)


def test_the_zip_of_a_run_holds_huds_files_and_nothing_else(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.transitional, lived.rapid)

    with zipfile.ZipFile(files_of(run)) as archive:
        names = archive.namelist()
        assert (names[:2], names[-1], len(names)) == (["Q4a.csv", "Q5a.csv"], "Q27m.csv", 67)
        rows = list(csv.reader(io.StringIO(archive.read("Q5a.csv").decode())))
    assert rows[1] == ["Total number of persons served", "3", "3"]


def test_a_report_that_breaks_says_so_and_keeps_nothing(
    lived: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = viewer(lived, "agency_manager")
    run = start_report(by, report="apr", project_ids=[lived.rapid.id], start=START, end=END)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("hearth.library.run_report.finish", broken)
    with pytest.raises(RuntimeError):
        perform_report(run.id)

    failed = report_run(by, run.id)
    assert (failed.state, failed.message) == (
        "failed",
        "The report broke off by a fault of this system. Run it again.",
    )
    assert not failed.universe
    assert not spool.upload_of(run.id).parent.exists()


def test_an_account_that_moves_to_another_agency_no_longer_reads_the_old_runs(lived: Community) -> None:
    run = finished(viewer(lived, "agency_manager"), lived.rapid)
    moved = viewer_for(add_account("moved", lived.other_agency, "agency_manager"))

    with pytest.raises(Http404):
        report_run(moved, run.id)
    assert not report_runs(moved)


def test_a_merged_client_counts_once_by_the_latest_stay_of_both_records(lived: Community) -> None:
    by = viewer(lived, "agency_manager")
    kept = add_client(lived, "Vera", "Sample", dob=date(1975, 5, 5))
    again = add_client(lived, "Vera", "Sampel", dob=date(1975, 5, 5))
    add_exit(lived, add_enrollment(lived, kept, lived.rapid, date(2025, 12, 1)), date(2026, 2, 1))
    add_enrollment(lived, again, lived.transitional, date(2026, 3, 1))

    def served(run: Any) -> tuple[Any, Any]:
        rows = {row.label: row.cells[1].value for row in table(run, "Q5a").rows}
        return rows["Total number of persons served"], rows["Number of leavers"]

    before = finished(by, lived.transitional, lived.rapid)
    assert served(before) == (5, 2)

    merge_clients(viewer=viewer(lived, "hmis_lead"), kept_id=kept.pk, merged_id=again.pk)

    assert served(finished(by, lived.transitional, lived.rapid)) == (4, 1)
    assert served(report_run(by, before.id)) == (5, 2)
