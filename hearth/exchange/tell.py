"""Tell in the inbox how an import or an export ended: whoever started it may have gone on with other work."""

from hearth.actions.notify import notify
from hearth.records.models.export_run import ExportRun
from hearth.records.models.import_run import ImportRun
from hearth.records.models.run import RunState

_EVENTS = {RunState.DONE: "done", RunState.HELD: "held", RunState.FAILED: "failed"}


def tell_how_it_ended(run: ImportRun | ExportRun) -> None:
    """Put a notice into the inbox of who started the run, when it ended or waits for an answer."""
    run.refresh_from_db()
    if run.account is None or run.state not in _EVENTS:
        return
    kind = "import" if isinstance(run, ImportRun) else "export"
    event = f"{kind}_{_EVENTS[RunState(run.state)]}"
    notify(event, [run.account], about=f"{kind}:{run.pk}", address=f"/data/{kind}/{run.pk}/")
