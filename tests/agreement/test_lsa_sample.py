"""HUD's own sample export (255,203 rows, ../shared/oracles/lsa_sample): in, out again, and reported on both ways."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hearth.access.report_runs import report_run
from hearth.dataset import open_dataset
from hearth.exchange import load
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.selection import Selection, project_ids_by_hud_id
from hearth.hud.standard import File, standard
from hearth.library.open_cell import open_cell
from hearth.library.run_report import perform_report
from hearth.library.runs import start_report
from hearth.library.tables import tables
from hearth.records.models import ImportRun
from hearth.reports.performance.run import run_report
from tests.community import build_community, viewer_for

SAMPLE = Path(__file__).parents[3] / "shared" / "oracles" / "lsa_sample" / "Sample_HMIS_Data.zip"
START, END = date(2025, 10, 1), date(2026, 9, 30)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not SAMPLE.exists(), reason=f"HUD's sample data is not at {SAMPLE}"),
]


def imported() -> ImportRun:
    run = load.new_run(source_name="HUD sample", file_name=SAMPLE.name, account=None)
    load.perform(run, SAMPLE)
    return run


def test_the_sample_is_imported_whole_and_exported_unchanged(tmp_path: Path) -> None:
    run = imported()
    write_export(tmp_path / "out.zip", Selection(), to=Recipient("Example State", "A test"))

    assert {name: count["refused"] for name, count in run.counts.items() if count["refused"]} == {}
    assert sum(count["read"] for count in run.counts.values()) == 255_203
    # The sample names 12 users that its User.csv does not hold.
    assert run.counts["User"]["added"] == 12
    with zipfile.ZipFile(SAMPLE) as came, zipfile.ZipFile(tmp_path / "out.zip") as went:
        for file in standard().files.values():
            if file.name == "Export":
                continue
            sent, back = rows_of(came, file), rows_of(went, file)
            if file.name == "User":
                # Only users that are named go out; two of the sample's are not, and the 12 added have no more
                # than their id.
                assert {key: row for key, row in back.items() if key in sent}.items() <= sent.items()
                assert len(back) == 70
                continue
            assert back == sent, file.name


def rows_of(archive: zipfile.ZipFile, file: File) -> dict[str, tuple[Any, ...]]:
    """Give the rows of a file by their key, amounts as numbers; the ExportID belongs to each export."""
    names = [column.name for column in file.columns if column.references != "Export"]
    amounts = {column.name for column in file.columns if "money" in column.type}
    with archive.open(f"{file.name}.csv") as content:
        reader = csv.DictReader(io.TextIOWrapper(content, "utf-8-sig", newline=""))
        assert reader.fieldnames is not None
        spelled = {name.lower(): name for name in reader.fieldnames}
        return {
            row[spelled[file.key.name.lower()]]: tuple(
                float(row[spelled[name.lower()]] or 0) if name in amounts else row[spelled[name.lower()]]
                for name in names
            )
            for row in reader
        }


@pytest.mark.parametrize("projects", [["NXS103", "TRN104"], []], ids=["two projects", "all projects"])
def test_the_live_report_equals_the_one_on_the_file_and_every_number_opens(projects: list[str]) -> None:
    by = viewer_for(build_community().personas["hmis_lead"])
    imported()
    with open_dataset([SAMPLE]) as dataset, run_report("apr", dataset, START, END, projects) as report:
        expected = report.cells_as_data()
    chosen = project_ids_by_hud_id(expected["project_ids"])

    run = start_report(by, report="apr", project_ids=list(chosen.values()), start=START, end=END)
    perform_report(run.id)

    done = report_run(by, run.id)
    assert done.cells["tables"] == expected["tables"]
    for page in tables(done):
        counted = [cell for row in page.rows for cell in row.cells if cell.is_count and cell.value]
        # hearth/reports visits every number; here the first two of each table open through the library.
        for cell in counted[:2] if projects else ():
            found = open_cell(by, done, page.code, cell.row, cell.column)
            if isinstance(cell.value, int) or found.among is not None:
                assert found.over / (found.among or 1) == found.value
            # Behind tables of sensitive answers people stay hidden from whoever may not read those.
            assert found.hidden == 0 or page.code not in ("Q5a", "Q7a", "Q7b", "Q8a", "Q8b")
