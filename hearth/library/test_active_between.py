"""A report reads of the live records what it asks, and counts what it counts over everything."""

import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from hearth.exchange import load
from hearth.exchange.snapshot import snapshot
from hearth.records import guard
from hearth.records.models import Project
from hearth.reports.kinds import active_between, read_by
from hearth.reports.performance.run import REPORTS, run_report
from tests.conformance.generated import END, generated_export
from tests.hand_made import Rows, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)
OF_ACTIVE = [code for code, kind in REPORTS.items() if kind.is_of_active]
# Shorter than the two years that the community is recorded for: a month in the middle, a quarter, the last year.
PERIODS = [
    (date(2025, 3, 1), date(2025, 3, 31)),
    (date(2025, 11, 1), date(2026, 1, 31)),
    (date(2025, 10, 1), END),
]


def stored(path: Path) -> None:
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)


def counted(
    report: str,
    days: tuple[date, date],
    folder: Path,
    projects: list[uuid.UUID] | None,
    coc: str | None,
    *,
    narrow: bool,
) -> tuple[dict[str, Mapping[str, object]], int]:
    """Give the cells of a report, and of how many stays it was made."""
    active, reads = (active_between(report, *days), read_by(report)) if narrow else (None, None)
    with (
        snapshot(projects, folder, active=active, reads=reads) as records,
        run_report(report, records.dataset, *days, records.project_ids, coc=coc) as made,
    ):
        stays = records.dataset.connection.execute("select count(*) from Enrollment").fetchone()
        assert stays is not None
        return {code: answer.values for code, answer in made.answers.items()}, stays[0]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5])
def test_reports_on_active_clients_count_the_same_from_the_households_of_their_days_alone(
    tmp_path: Path, seed: int
) -> None:
    stored(generated_export(tmp_path, seed=seed, enrollments=1200))
    some = sorted(guard.everything(Project, "test").values_list("id", flat=True))[::3]

    choices: list[tuple[list[uuid.UUID] | None, str | None]] = [(None, None), (some, None), (None, "XX-501")]

    for at, report in enumerate(OF_ACTIVE):
        for days, (projects, coc) in zip(PERIODS, choices[at:] + choices[:at], strict=True):
            whole, all_stays = counted(report, days, tmp_path, projects, coc, narrow=False)
            alone, stays = counted(report, days, tmp_path, projects, coc, narrow=True)
            assert alone == whole, (report, days, projects, coc)
            assert 0 < stays < all_stays


@pytest.mark.slow
def test_the_other_reports_count_the_same_from_what_they_read(tmp_path: Path) -> None:
    stored(generated_export(tmp_path, seed=6, enrollments=800))
    for report in REPORTS.keys() - OF_ACTIVE:
        whole, alone = (
            counted(report, PERIODS[-1], tmp_path, None, None, narrow=narrow) for narrow in (False, True)
        )
        assert alone == whole, report


def test_of_a_condition_that_a_stay_never_had_nothing_is_read(tmp_path: Path) -> None:
    rows = household_of_two()
    answers = [("1", 5, 1), ("1", 5, 0), ("1", 6, 0), ("2", 5, 0)]
    rows["Disabilities"] = [
        {
            "DisabilitiesID": f"D{number}",
            "EnrollmentID": stay,
            "PersonalID": stay,
            "InformationDate": "2025-10-01",
            "DisabilityType": kind,
            "DisabilityResponse": answer,
            "DataCollectionStage": 1,
        }
        for number, (stay, kind, answer) in enumerate(answers)
    ]
    stored(export_zip(tmp_path / "export.zip", rows))
    query = "select DisabilitiesID from kept.Disabilities order by 1"

    with snapshot(None, tmp_path, reads=read_by("apr")) as records:
        assert records.dataset.connection.execute(query).fetchall() == [("D0",), ("D1",)]
    with snapshot(None, tmp_path, reads=read_by("hopwa")) as records:
        assert len(records.dataset.connection.execute(query).fetchall()) == len(answers)


def earlier_and_later() -> Rows:
    """A household of two of whom one left before the days, and who was alone in the same program before that."""
    rows = household_of_two()
    first = rows["Enrollment"][0]
    rows["Enrollment"].append(
        {**first, "EnrollmentID": "11", "HouseholdID": "H-earlier", "EntryDate": "2024-01-01"}
    )
    rows.setdefault("Exit", []).append(
        {"ExitID": "11", "EnrollmentID": "11", "PersonalID": "1", "ExitDate": "2024-02-01"}
    )
    return rows


def test_what_active_clients_did_before_is_there_and_who_was_not_active_is_not(tmp_path: Path) -> None:
    stored(export_zip(tmp_path / "export.zip", earlier_and_later()))
    days = (date(2026, 3, 1), date(2026, 12, 31))

    with snapshot(None, tmp_path, active=days) as records:
        stays = records.dataset.connection.execute("select EnrollmentID from Enrollment").fetchall()
    assert ("11",) in stays
    with snapshot(None, tmp_path, active=(date(2024, 1, 5), date(2024, 1, 6))) as records:
        people = records.dataset.connection.execute("select PersonalID from Client order by 1").fetchall()
        stays = records.dataset.connection.execute("select EnrollmentID from Enrollment").fetchall()
    assert ("1",) in people
    assert ("11",) in stays
    with snapshot(None, tmp_path, active=(date(2020, 1, 5), date(2020, 1, 6))) as records:
        assert records.dataset.connection.execute("select count(*) from Client").fetchone() == (0,)
        assert records.project_ids


def test_many_stays_lie_in_a_file_of_the_private_folder_and_count_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(export_zip(tmp_path / "export.zip", household_of_two()))
    folder = tmp_path / "private"
    folder.mkdir()
    days = (date(2026, 1, 1), date(2026, 12, 31))
    in_memory = counted("apr", days, folder, None, None, narrow=True)
    monkeypatch.setattr("hearth.exchange.snapshot.MOST_STAYS_IN_MEMORY", 0)

    assert counted("apr", days, folder, None, None, narrow=True) == in_memory
    with snapshot(None, folder):
        assert list(folder.rglob("dataset.duckdb"))
    assert not list(folder.iterdir())
