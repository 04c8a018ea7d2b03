"""A report counts the same from what it reads as from a whole export."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hearth.dataset import open_dataset
from hearth.dataset.reads import Reads
from hearth.hud.standard import standard
from hearth.reports.kinds import read_by
from hearth.reports.performance.run import REPORTS, run_report
from tests.conformance.generated import END, START, generated_export


def cells(report: str, path: Path, reads: Reads | None) -> dict[str, Mapping[str, object]]:
    with open_dataset([path], reads=reads) as dataset, run_report(report, dataset, START, END) as made:
        return {code: answer.values for code, answer in made.answers.items()}


@pytest.mark.slow
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_counts_the_same_from_what_it_reads(report: str, tmp_path: Path) -> None:
    path = generated_export(tmp_path, seed=7, enrollments=1200)
    assert cells(report, path, read_by(report)) == cells(report, path, None)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_reads_its_clients_and_their_stays_and_not_everything(report: str) -> None:
    reads = read_by(report)
    assert reads is not None
    assert {"Client", "Enrollment", "Exit"} <= reads.columns.keys()
    assert not reads.has_file(standard().files["AssessmentQuestions"])


def test_only_reports_that_ask_who_ever_said_yes_leave_out_the_conditions_of_which_nobody_did() -> None:
    left_out = {report for report in REPORTS if (reads := read_by(report)) and reads.only_affirmed}
    assert left_out == {"apr", "caper", "dq"}


def test_a_listing_may_read_everything() -> None:
    assert read_by("roster") is None
