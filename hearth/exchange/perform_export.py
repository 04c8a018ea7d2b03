"""Do an export run: write, log, pre-check, and keep the file for who fetches it. See docs/decisions/0091."""

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hearth.dataset import UnusableInput
from hearth.exchange import spool
from hearth.exchange.broken_off import why
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.export_files import EXPORT_FILES, HOURS_KEPT
from hearth.exchange.order import Order
from hearth.exchange.precheck import MayBeRefused, PreCheckFinding, pre_check
from hearth.exchange.presets import presets
from hearth.exchange.run_progress import Cancelled, RunProgress, finish, following
from hearth.exchange.tell import tell_how_it_ended
from hearth.records.models.account import Account
from hearth.records.models.export_run import ExportRun
from hearth.records.models.run import RunState

_SECONDS_BETWEEN_LOOKS = 0.5


def new_run(
    order: Order, *, recipient: str, purpose: str, account: Account | None, is_accepted: bool = False
) -> ExportRun:
    """Make a waiting run. Raises UnusableInput when nobody is named who gets it, or not what for."""
    Recipient(recipient, purpose)
    return ExportRun.objects.create(
        account=account,
        asked=order.as_json(),
        recipient=recipient.strip()[:200],
        purpose=purpose.strip()[:500],
        is_accepted=is_accepted,
    )


def perform_export(run_id: uuid.UUID) -> None:
    """Do a queued export: the job's work. What the person can mend ends the run with its line, and not the job."""
    run = ExportRun.objects.get(pk=run_id)
    if run.state not in (RunState.WAITING, RunState.RUNNING):
        return
    try:
        perform(run)
    except (UnusableInput, MayBeRefused, Cancelled):
        pass
    finally:
        tell_how_it_ended(run)


def perform(run: ExportRun, out: Path | None = None) -> None:
    """Export as a run asks, to a file of the operator's, or to one that is kept here until it is fetched.

    Raises UnusableInput; MayBeRefused when the pre-check stops it (the run is then held for an answer); Cancelled.
    Without a file there is no entry in the log.
    """
    with following(run) as progress, spool.folder_of(run.id) as folder:
        try:
            _perform(run, out, folder, progress)
        except MayBeRefused as reason:
            findings = [finding.as_json() for finding in reason.findings]
            # On the command line the answer is another command.
            stop = progress.hold if out is None else progress.fail
            stop(_("The receiver may refuse this export. No file was made."), step="", findings=findings)
            raise
        except Cancelled:
            progress.fail(cancelled_message(), step="")
            raise
        except UnusableInput as reason:
            progress.fail(_("%(reason)s No file was made.") % {"reason": reason}, step="")
            raise
        except Exception as problem:
            progress.fail(
                why(problem) or _("The export broke off by a fault of this system. No file was made."),
                step="",
            )
            raise
    run.refresh_from_db()


def cancelled_message() -> str:
    """Say how a run ended that somebody cancelled."""
    return _("This export was cancelled. No file was made.")


def _perform(run: ExportRun, out: Path | None, folder: Path, progress: RunProgress) -> None:
    order = Order.from_json(run.asked)
    preset = presets().get(order.preset)
    found: list[PreCheckFinding] = []
    watch = _Watch(progress)

    def check(written: Path) -> None:
        progress.stop_if_cancelled()
        if preset is None:
            return
        progress.step(_("Checking what the receiver checks"))
        found[:] = pre_check(written, preset, folder)
        progress.stop_if_cancelled()
        if any(finding.stops for finding in found) and not run.is_accepted:
            raise MayBeRefused(found)

    progress.step(_("Choosing the records"))
    path = out or folder / "export.zip"
    written = write_export(
        path,
        order.selection,
        to=Recipient(run.recipient, run.purpose, run.account, order.preset),
        is_hashed=order.is_hashed,
        directive=order.directive,
        tell=watch.tell,
        check=check,
    )
    kept: dict[str, Any] = {"size": path.stat().st_size}
    if out is None:
        progress.step(_("Sealing the file"))
        EXPORT_FILES.keep(run.id, path)
        kept["kept_until"] = datetime.now(UTC) + timedelta(hours=HOURS_KEPT)
    rows = number_format(sum(written.counts.values()), force_grouping=True)
    with transaction.atomic():
        finish(
            run,
            _("%(rows)s rows were written.") % {"rows": rows},
            counts=written.counts,
            findings=[finding.as_json() for finding in found],
            disclosure=written.disclosure,
            **kept,
        )


class _Watch:
    """Tells the run's page how far the writing is, and looks whether somebody cancelled it meanwhile."""

    def __init__(self, progress: RunProgress) -> None:
        self._progress, self._looked_at, self._is_begun = progress, 0.0, False

    def tell(self, counts: dict[str, int], expected: int) -> None:
        """Raises Cancelled."""
        if not self._is_begun:
            self._progress.step(_("Writing the records"), expected)
            self._is_begun = True
        self._progress.done(min(sum(counts.values()), expected), lambda: counts)
        if time.monotonic() - self._looked_at >= _SECONDS_BETWEEN_LOOKS:
            self._looked_at = time.monotonic()
            self._progress.stop_if_cancelled()
