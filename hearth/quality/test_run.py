"""A run can be stopped and resumed, repeated with other limits, and made over live records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from hearth.dataset import Dataset, open_with_faults
from hearth.quality.catalogue import catalogue
from hearth.quality.run import make, not_made, prepare, run
from hearth.quality.settings import LocalSettings
from tests.clean_export import clean_export
from tests.hand_made import export_zip


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Dataset]:
    with open_with_faults([export_zip(tmp_path / "export.zip", clean_export())], in_memory=True) as opened:
        opened.connection.execute("set threads = 1")
        yield opened


def test_what_was_made_before_a_stop_need_not_be_made_again(dataset: Dataset) -> None:
    prepare(dataset, None, LocalSettings())
    first = next(iter(catalogue()))
    make(dataset.connection, catalogue()[first])
    assert not_made(dataset) == list(catalogue())[1:]
    run(dataset, not_made(dataset))
    assert not_made(dataset) == []


def test_a_check_that_is_made_again_replaces_its_findings(dataset: Dataset) -> None:
    dataset.connection.execute("update Client set NameDataQuality = 2 where PersonalID in ('C0', 'C1')")
    for _ in range(2):
        assert run(dataset, ["client/name_is_whole"]).totals() == {"EVA-78": 2}
    dataset.connection.execute("update Client set NameDataQuality = 1 where PersonalID = 'C0'")
    findings = run(dataset, ["client/name_is_whole"])
    assert findings.totals() == {"EVA-78": 1}
    assert findings.connection.execute("select key from quality.finding").fetchall() == [("C1",)]


def test_totals_are_complete_where_the_list_of_rows_is_not(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(run.__globals__, "MOST_FINDINGS", 3)
    dataset.connection.execute("update Client set NameDataQuality = 2")
    clients = dataset.connection.execute("select count(*) from Client").fetchone()
    findings = run(dataset, ["client/name_is_whole"])
    assert (findings.totals()["EVA-78"],) == clients
    assert findings.connection.execute("select count(*) from quality.finding").fetchone() == (3,)


def test_of_two_exits_on_one_day_the_lower_id_is_the_stays(dataset: Dataset) -> None:
    exit_ = dataset.connection.execute("select EnrollmentID from Exit order by 1 limit 1").fetchone()
    dataset.connection.execute(
        "insert into Exit select * replace ('A' as ExitID, 8 as Destination) from Exit where EnrollmentID = ?",
        exit_,
    )
    prepare(dataset, None, LocalSettings())
    ended = "select ExitID, Destination from facts.stay where EnrollmentID = ?"
    assert dataset.connection.execute(ended, exit_).fetchall() == [("A", 8)]


def test_the_limits_are_the_communitys_own_and_count_from_the_given_day(dataset: Dataset) -> None:
    name = ["enrollment/has_recent_contact"]
    assert run(dataset, name).totals() == {}
    assert run(dataset, name, settings=LocalSettings(days_since_contact=30)).totals() == {"EVA-103": 3}
    assert run(dataset, name, export_end=date(2027, 1, 1)).totals() == {"EVA-103": 3}


def test_a_finding_tells_row_project_person_and_live_record(dataset: Dataset) -> None:
    record = UUID(int=7)
    dataset.connection.execute("update Event set ReferralResult = null, ResultDate = null, _id = ?", [record])
    findings = run(dataset, ["referral/is_answered"])
    assert findings.connection.execute("select * from quality.finding").fetchall() == [
        (
            *("EVA-100", "referral/is_answered", "warning"),
            "Event",
            0,
            2,
            "B1",
            "ResultDate",
            "P14",
            "C14",
            record,
        )
    ]


def test_tables_that_nothing_filled_are_checked_too() -> None:
    with Dataset.empty() as dataset:
        assert set(run(dataset).totals()) == {"EVA-101", "EVA-140"}
