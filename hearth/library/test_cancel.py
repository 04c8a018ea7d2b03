"""A report that waits or is at work can be cancelled: it stops soon and leaves nothing behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.exchange import run_progress, spool
from hearth.exchange.run_progress import RunProgress
from hearth.library import run_report
from hearth.library.run_report import perform_report
from hearth.library.runs import cancel_run, may_cancel, report_run, start_report
from hearth.reports.report import Report
from tests.community import Community, add_account, add_client, add_enrollment, build_community, viewer_for

pytestmark = pytest.mark.django_db(transaction=True)

START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def made(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Community:
    """One person in a program; each step of a run is written and looked at, however quick it is."""
    settings.DATA = tmp_path
    monkeypatch.setattr(run_progress, "_SECONDS_BETWEEN_WRITES", 0)
    community = build_community()
    add_enrollment(community, add_client(community, "Rosa", "Example"), community.rapid, START)
    return community


def by(made: Community, persona: str = "agency_manager") -> Viewer:
    return viewer_for(made.personas[persona])


def asked(viewer: Viewer, made: Community) -> Any:
    return start_report(viewer, report="apr", project_ids=[made.rapid.id], start=START, end=END)


def test_a_report_that_waits_is_cancelled_at_once_and_its_job_does_nothing(
    made: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = by(made)
    run = asked(viewer, made)

    cancel_run(viewer, run.id)

    monkeypatch.setattr(run_report, "snapshot", lambda *_, **__: pytest.fail("nobody waits for this"))
    perform_report(run.id)
    over = report_run(viewer, run.id)
    name = viewer.account.name
    assert (over.state, over.message) == (
        "failed",
        f"{name} cancelled this report. None of its numbers were kept.",
    )
    assert over.finished_at is not None


def elsewhere(act: Callable[..., None], *args: Any) -> None:
    """Do something in another process, as far as the database can tell."""

    def work() -> None:
        try:
            act(*args)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def cancel_at_third_look(
    monkeypatch: pytest.MonkeyPatch, viewer: Viewer, run: Any, words: str
) -> list[tuple[int, int]]:
    """Cancel the run when it tells the third time how far a step is; give what it told from then on, too."""
    told: list[tuple[int, int]] = []
    usual = RunProgress.of

    def of(progress: RunProgress, units: int, total: int) -> None:
        if progress._line.execute("select step from records_reportrun").fetchone() == (words,):
            told.append((units, total))
        if len(told) == 3:
            elsewhere(cancel_run, viewer, run.id)
        usual(progress, units, total)

    monkeypatch.setattr(RunProgress, "of", of)
    return told


@pytest.mark.parametrize("words", ["Reading the records", "Counting"])
def test_a_report_at_work_stops_before_its_next_step_and_keeps_nothing(
    made: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    viewer = by(made)
    run = asked(viewer, made)
    told = cancel_at_third_look(monkeypatch, viewer, run, words)

    perform_report(run.id)

    assert len(told) == 3
    assert_nothing_is_kept(viewer, run, tmp_path)


def test_a_report_that_is_cancelled_while_it_is_being_kept_is_not_kept(
    made: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = by(made)
    run = asked(viewer, made)
    usual = Report.save_universe

    def save(report: Report, path: Path) -> None:
        usual(report, path)
        cancel_run(viewer, run.id)

    monkeypatch.setattr(Report, "save_universe", save)

    perform_report(run.id)

    assert_nothing_is_kept(viewer, run, tmp_path)


def assert_nothing_is_kept(viewer: Viewer, run: Any, data: Path) -> None:
    over = report_run(viewer, run.id)
    assert (over.state, over.cancelled_by, over.cells, bool(over.universe)) == (
        "failed",
        viewer.account,
        {},
        False,
    )
    assert "cancelled this report" in over.message
    assert list(data.rglob("*.parquet")) == []
    assert not spool.upload_of(run.id).parent.exists()


def test_a_report_that_is_over_stays_as_it_is(made: Community) -> None:
    viewer = by(made)
    run = asked(viewer, made)
    perform_report(run.id)

    cancel_run(viewer, run.id)

    over = report_run(viewer, run.id)
    assert (over.state, over.cancelled_by, may_cancel(viewer, over)) == ("done", None, False)


def test_a_report_is_cancelled_by_who_asked_and_by_a_lead_and_by_nobody_else(made: Community) -> None:
    run = asked(by(made), made)
    colleague = viewer_for(add_account("colleague", made.own_agency, "agency_manager"))
    stranger = viewer_for(add_account("other_manager", made.other_agency, "agency_manager"))

    with pytest.raises(PermissionDenied):
        cancel_run(colleague, run.id)
    with pytest.raises(Http404):
        cancel_run(stranger, run.id)
    assert report_run(by(made), run.id).state == "waiting"

    cancel_run(by(made, "hmis_lead"), run.id)
    assert report_run(by(made), run.id).state == "failed"


def test_the_counting_tells_how_many_of_its_steps_are_done(
    made: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(by(made), made)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(RunProgress, "of", lambda _progress, done, total: told.append((done, total)))

    perform_report(run.id)

    counting = [one for one in told if one[1] == told[-1][1]]
    assert [done for done, _total in counting] == list(range(told[-1][1]))
