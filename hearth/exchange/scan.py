"""Let an import's upload be searched for harmful software before anything reads it (hearth/actions/scan_upload.py).

An infected upload is set aside, sealed as it was, and nothing of it is stored or served. A scanner that does not answer
stops the import, which can be started again.
"""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from hearth.actions.scan_upload import ScannerAway, quarantine_of, search_upload, tell_of_infected
from hearth.exchange import spool
from hearth.exchange.run_progress import upload_kept_until
from hearth.exchange.tell import tell_how_it_ended
from hearth.records.models.import_run import ImportRun
from hearth.records.models.run import RunState
from hearth.records.models.upload_scan import ScanState


def passes(run: ImportRun) -> bool:
    """Search a run's upload, and say whether the import may go on; where not, the run says why."""
    try:
        state = search_upload(run.pk, run.account, lambda: spool.stored(run.pk))
    except FileNotFoundError:
        return True  # the import will say so: there is nothing to read
    except ScannerAway:
        why = _(
            "The scanner for harmful software did not answer. Nothing was stored; start the import again later."
        )
        _end(run, why, kept_until=upload_kept_until())
        tell_how_it_ended(run)
        return False
    if state == ScanState.INFECTED:
        _set_aside(run)
    return state != ScanState.INFECTED


def _set_aside(run: ImportRun) -> None:
    spool.upload_of(run.pk).replace(quarantine_of(run.pk))
    spool.drop(run.pk)
    _end(
        run, _("This file is infected with harmful software. It was set aside, and nothing of it was stored.")
    )
    tell_of_infected(run.account, about=f"import:{run.pk}", address=f"/data/import/{run.pk}/")


def _end(run: ImportRun, message: str, kept_until: datetime | None = None) -> None:
    run.state, run.message, run.finished_at = RunState.FAILED, message, datetime.now(UTC)
    run.kept_until = kept_until
    run.save(update_fields=["state", "message", "finished_at", "kept_until"])
