"""The tasks of the queue. Each hands over to the layer that knows the work; the run's row tells how it went."""

import uuid
from collections.abc import Callable

from django.db import connections
from procrastinate import JobContext
from procrastinate.builtin_tasks import remove_old_jobs
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from hearth.access.log import working_at
from hearth.access.search_upkeep import forget_unused_names
from hearth.exchange.checked import sweep_lists
from hearth.exchange.export_runs import remove_old_exports
from hearth.exchange.perform_export import perform_export
from hearth.exchange.run_progress import AlreadyRunning, fail_interrupted_runs
from hearth.exchange.spool import sweep
from hearth.exchange.undo import perform_undo
from hearth.exchange.uploads import go_on_after_interruption, perform_import
from hearth.library.run_report import perform_report

_HOURS_KEPT = 72


@app.task(name="import_file")
def import_file(run_id: str) -> None:
    """Import the upload that waits for a run."""
    _work("import_file", perform_import, run_id)


@app.task(name="undo_import")
def undo_import(run_id: str) -> None:
    """Undo the import that an undo asks for."""
    _work("undo_import", perform_undo, run_id)


@app.task(name="export_file")
def export_file(run_id: str) -> None:
    """Export as a run asks."""
    _work("export_file", perform_export, run_id)


@app.task(name="run_report")
def run_report(run_id: str) -> None:
    """Run the report that a run asks for."""
    _work("run_report", perform_report, run_id)


@app.periodic(cron="* * * * *")
@app.task(name="end_interrupted_runs", queueing_lock="end_interrupted_runs")
def end_interrupted_runs(timestamp: int) -> None:
    """End the runs of a worker that died, remove their files, let its imports go on. Runs when a worker starts, too."""
    try:
        fail_interrupted_runs()
        sweep()
        go_on_after_interruption()
    finally:
        connections.close_all()


@app.periodic(cron="5 * * * *")
@app.task(name="remove_old_exports", queueing_lock="remove_old_exports")
def remove_files_of_old_exports(timestamp: int) -> None:
    """Remove exports, and lists of what quality checks found, that nobody may fetch any more."""
    try:
        remove_old_exports()
        sweep_lists()
    finally:
        connections.close_all()


@app.periodic(cron="*/10 * * * *")
@app.task(name="end_stalled_jobs", queueing_lock="end_stalled_jobs")
async def end_stalled_jobs(timestamp: int) -> None:
    """Close the queue's books on jobs whose worker died: their runs were ended, nobody starts them again."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="45 3 * * *")
@app.task(name="forget_unused_names", queueing_lock="forget_unused_names")
def forget_names_that_nobody_bears(timestamp: int) -> None:
    """Take names that nobody bears any more (refused, corrected) out of the index that search looks them up in."""
    try:
        forget_unused_names()
    finally:
        connections.close_all()


@app.periodic(cron="15 4 * * *")
@app.task(name="forget_old_jobs", queueing_lock="forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:
    """Take jobs that ended out of the queue's tables; what they did stays with their runs."""
    await remove_old_jobs(context, max_hours=_HOURS_KEPT, remove_failed=True)


def _work(task: str, perform: Callable[[uuid.UUID], None], run_id: str) -> None:
    try:
        with working_at(f"job:{task}"):
            perform(uuid.UUID(run_id))
    except AlreadyRunning:
        return
    finally:
        # A worker's threads live long; a connection held by an idle one would be one less for the others.
        connections.close_all()
