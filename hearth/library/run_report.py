"""Run a queued report: snapshot of its projects, the report over it, the numbers and the universe kept."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.report_runs import cancelled_words, is_cancelled, queued_run, viewer_who_asked
from hearth.actions.notify import notify
from hearth.exchange import spool
from hearth.exchange.run_progress import Cancelled, RunProgress, finish, following
from hearth.exchange.snapshot import snapshot
from hearth.library.live.lists import LIVE
from hearth.reports.everyday.listing import list_rows
from hearth.reports.kinds import RUNNERS, Finished, active_between, names_destinations, read_by
from hearth.reports.report import Parameters

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun


class MayNot(Exception):
    """Who asked may no longer ask for it."""


def perform_report(run_id: uuid.UUID) -> None:
    """Do a queued report: the job's work. A run that is over is left as it is.

    Who cancels it ends it within a step. Any failure is ours: the run says so in one line, and the failure goes on.
    """
    run = queued_run(run_id)
    if run.is_over:
        return
    with following(run) as progress, spool.folder_of(run.id) as folder:
        try:
            _perform(run, folder, progress)
        except MayNot:
            progress.fail(_("Your role no longer lets you run this report. Nothing was listed."), step="")
        except Cancelled:
            run.refresh_from_db(fields=["cancelled_by"])
            progress.fail(cancelled_words(run), step="")
        except Exception:
            progress.fail(_("The report broke off by a fault of this system. Run it again."), step="")
            raise
        finally:
            _tell(run)


def _tell(run: "ReportRun") -> None:
    """Tell the owner of a schedule that its report is there, or that it did not run."""
    run.refresh_from_db()
    if run.schedule_id and run.account and run.is_over and run.cancelled_by_id is None:
        event = "report_ready" if run.state == "done" else "report_failed"
        notify(event, [run.account], about=f"report:{run.pk}", address=f"/reports/{run.pk}/")


def _perform(run: "ReportRun", folder: Path, progress: RunProgress) -> None:
    counted = _listed_now if run.report in LIVE else _counted
    with counted(run, folder, progress) as report:
        path = folder / "universe.parquet"
        report.save_universe(path)
        cells = report.cells_as_data()
    with path.open("rb") as universe:
        run.universe.save(f"{run.id}.parquet", File(universe), save=False)
    try:
        with transaction.atomic():
            if is_cancelled(run.id):
                raise Cancelled
            finish(run, "", cells=cells, universe=run.universe)
    except BaseException:
        run.universe.delete(save=False)
        raise


@contextmanager
def _counted(run: "ReportRun", folder: Path, progress: RunProgress) -> Iterator[Finished]:
    """Count over a snapshot of the projects, for the block."""
    asked = run.parameters
    projects = [uuid.UUID(project["id"]) for project in asked["projects"]]
    start, end = date.fromisoformat(asked["start"]), date.fromisoformat(asked["end"])
    progress.step(_("Reading the records"), 1)
    active = active_between(run.report, start, end)
    destinations, reads = names_destinations(run.report), read_by(run.report)
    with snapshot(
        projects, folder, progress.of, active=active, destinations=destinations, reads=reads
    ) as records:
        progress.step(_("Counting"), 1)
        with RUNNERS[run.report](
            records.dataset,
            start,
            end,
            records.project_ids,
            run.specification,
            asked.get("coc"),
            tell=progress.of,
        ) as report:
            yield report


@contextmanager
def _listed_now(run: "ReportRun", _folder: Path, progress: RunProgress) -> Iterator[Finished]:
    """List what is so now, as who asked may see it, for the block. Raises MayNot."""
    viewer = viewer_who_asked(run)
    if viewer is None:
        raise MayNot
    progress.step(_("Reading the records"))
    live = LIVE[run.report]
    projects = [uuid.UUID(project["id"]) for project in run.parameters["projects"]]
    day = viewer.today
    parameters = Parameters(run.report, run.specification, day, day, tuple(map(str, projects)), None)
    with list_rows(live.listing, parameters, live.rows(viewer, projects)) as report:
        yield report
