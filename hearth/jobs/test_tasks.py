"""Work by the queue: asked for on a screen, done by a worker, ended when its worker dies."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import Http404
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hearth.access.viewer import Viewer
from hearth.exchange import spool
from hearth.exchange.run_progress import fail_interrupted_runs, following, is_alive, own_line
from hearth.exchange.uploads import counts_of, import_run, import_runs, source_names, start_import
from hearth.jobs.tasks import end_interrupted_runs
from hearth.library.runs import report_run, start_report
from hearth.records.models import ImportRun
from tests.community import Community, build_community, viewer_for
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(tmp_path: Path, settings: Any) -> Community:
    """A community, a spool of its own, and an empty queue (the flush between tests leaves the queue's tables)."""
    settings.DATA = tmp_path / "data"
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    return build_community()


def lead(made: Community) -> Viewer:
    return viewer_for(made.personas["hmis_lead"])


def upload(tmp_path: Path) -> SimpleUploadedFile:
    path = export_zip(tmp_path / "export.zip", household_of_two())
    return SimpleUploadedFile("export.zip", path.read_bytes(), "application/zip")


def work() -> None:
    """Let a worker do what waits, and end."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_an_uploaded_file_is_imported_by_the_worker(made: Community, tmp_path: Path) -> None:
    by = lead(made)

    run = start_import(by, upload(tmp_path), file_name="export.zip", source_name="Vendor")
    assert import_run(by, run.id).state == "waiting"
    assert spool.upload_of(run.id).stat().st_mode & 0o777 == 0o600
    work()

    over = import_run(by, run.id)
    assert (over.state, over.account) == ("done", by.account)
    assert [(count.file, count.stored) for count in counts_of(over)][:3] == [
        ("Export", 1),
        ("Organization", 1),
        ("User", 1),
    ]
    assert not spool.upload_of(run.id).exists()
    assert source_names() == ["Vendor"]


def test_an_upload_that_is_no_export_ends_its_run_and_not_the_worker(made: Community) -> None:
    by = lead(made)
    run = start_import(
        by, SimpleUploadedFile("list.zip", b"no zip"), file_name="list.zip", source_name="Vendor"
    )

    work()

    over = import_run(by, run.id)
    assert over.state == "failed"
    assert "not a zip file" in over.message
    assert ProcrastinateJob.objects.get(args__run_id=str(run.id)).status == "succeeded"
    assert not spool.upload_of(run.id).exists()
    assert source_names() == []


def test_jobs_that_ended_long_ago_are_forgotten(made: Community) -> None:
    start_import(lead(made), SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")
    work()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_events set at = at - interval '80 hours'")
    app.configure_task("forget_old_jobs").defer(timestamp=0)

    work()

    assert not ProcrastinateJob.objects.filter(task_name="import_file").exists()


def test_a_report_is_run_by_the_worker(made: Community) -> None:
    by = lead(made)
    run = start_report(
        by, report="apr", project_ids=[made.rapid.id], start=date(2025, 10, 1), end=date(2026, 9, 30)
    )

    work()

    assert report_run(by, run.id).state == "done"


def test_a_run_and_its_job_are_made_together_or_not_at_all(made: Community, tmp_path: Path) -> None:
    with transaction.atomic():
        start_import(lead(made), upload(tmp_path), file_name="export.zip", source_name="Vendor")
        transaction.set_rollback(True)

    assert not ImportRun.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert spool.sweep() == 1


def test_an_upload_that_cannot_be_kept_leaves_no_run(
    made: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(spool, "store", full)

    with pytest.raises(OSError, match="no space"):
        start_import(lead(made), SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")
    assert not ImportRun.objects.exists()


def test_who_has_no_right_to_import_may_neither_send_nor_read(made: Community) -> None:
    manager = viewer_for(made.personas["agency_manager"])
    run = start_import(lead(made), SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")

    with pytest.raises(PermissionDenied):
        start_import(manager, SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")
    with pytest.raises(PermissionDenied):
        import_runs(manager)
    with pytest.raises(PermissionDenied):
        import_run(manager, run.id)


def test_an_import_that_does_not_exist_is_404(made: Community) -> None:
    with pytest.raises(Http404):
        import_run(lead(made), made.rapid.id)


def test_an_import_whose_worker_died_goes_on_by_itself(made: Community, tmp_path: Path) -> None:
    by = lead(made)
    run = start_import(by, upload(tmp_path), file_name="export.zip", source_name="Vendor")
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    ImportRun.objects.filter(pk=run.id).update(state="running")

    end_interrupted_runs(timestamp=0)
    assert import_run(by, run.id).state == "waiting"
    work()

    over = import_run(by, run.id)
    assert (over.state, over.interruptions) == ("done", 1)


def test_an_import_that_was_cancelled_does_not_go_on(made: Community, tmp_path: Path) -> None:
    by = lead(made)
    run = start_import(by, upload(tmp_path), file_name="export.zip", source_name="Vendor")
    ImportRun.objects.filter(pk=run.id).update(state="running", cancelled_by=by.account)

    end_interrupted_runs(timestamp=0)

    assert import_run(by, run.id).state == "failed"


def test_an_import_whose_worker_died_for_the_third_time_waits_for_a_person(made: Community) -> None:
    by = lead(made)
    run = start_import(by, SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")
    for _time in range(3):
        assert import_run(by, run.id).state == "waiting"
        ImportRun.objects.filter(pk=run.id).update(state="running")
        end_interrupted_runs(timestamp=0)

    over = import_run(by, run.id)
    assert (over.state, over.message) == (
        "failed",
        "This was interrupted. Nothing was stored; start it again.",
    )
    assert spool.upload_of(run.id).exists()


def test_a_run_that_is_being_worked_on_is_left_alone(made: Community) -> None:
    by = lead(made)
    run = start_import(by, SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")

    with following(run):
        assert fail_interrupted_runs() == []
        assert spool.sweep() == 0
        assert import_run(by, run.id).state == "running"


def test_who_looks_whether_a_run_is_at_work_keeps_nobody_from_beginning_it(made: Community) -> None:
    run = start_import(lead(made), SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")
    begun: list[Any] = []

    class Line:
        """Begins the run after each word that the one who looks says to the database."""

        def execute(self, *said: Any) -> Any:
            answer = looking.execute(*said)
            with following(run):
                begun.append(said)
            return answer

    with own_line() as looking:
        looked: Any = Line()
        assert not is_alive(run.id, looked)
        with following(run):
            assert is_alive(run.id, looking)
    assert begun


def test_progress_is_seen_from_outside_while_the_work_goes_on(made: Community) -> None:
    by = lead(made)
    run = start_import(by, SimpleUploadedFile("x.zip", b"x"), file_name="x.zip", source_name="Vendor")

    with following(run) as progress, transaction.atomic():
        progress.step("Storing the rows", 200)
        progress._written_at = 0
        progress.done(50, lambda: {"Client": {"done": 50}})

        seen = import_run(by, run.id)
        assert (seen.step, seen.percent) == ("Storing the rows", 25)
        transaction.set_rollback(True)
    assert import_run(by, run.id).percent == 25
