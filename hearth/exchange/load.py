"""Import an HMIS CSV export into the records: staged and compared in DuckDB, merged into PostgreSQL in one transaction.

The first file of a source fills it; each later one is compared with what is live, and only what differs is sent.
"""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.dataset import UnusableInput
from hearth.dataset.cleanups import check_names
from hearth.exchange import checked, matching, ownership, spool
from hearth.exchange.broken_off import BrokenOff, why
from hearth.exchange.bulk import empty_tables, is_filled_in_bulk, keys_put_back
from hearth.exchange.difference import compare
from hearth.exchange.judge import Finding, judge
from hearth.exchange.keys import Keys
from hearth.exchange.live import is_filled, read_live
from hearth.exchange.merge import Merge
from hearth.exchange.missing import scope_of
from hearth.exchange.noticed import Totals, first_of_each, noticed
from hearth.exchange.outcome import Counts, as_json, count_judged, count_read, large_changes, plan, summary
from hearth.exchange.refused import store_refused
from hearth.exchange.run_progress import (
    Cancelled,
    RunProgress,
    finish,
    following,
    hold_until_stored,
    own_line,
    upload_kept_until,
)
from hearth.exchange.shape import StoredFile, stored_files
from hearth.exchange.staging import Staged, staged
from hearth.hud.standard import Column, standard
from hearth.records.clock import now
from hearth.records.known_names import keep_names_of_source
from hearth.records.models.account import Account
from hearth.records.models.coc import CoC
from hearth.records.models.export import Export
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.run import RunState
from hearth.records.write import change

# PostgreSQL looks at 300 times so many rows of a table; its own number is 100.
_SAMPLED = 30


class NeedsConsent(Exception):
    """So much would change that a person has to agree first. Its text is one line that says what."""


@dataclass
class _Preview:
    """What an import will do: everything that is known before the first row is sent."""

    staged: duckdb.DuckDBPyConnection
    keys: Keys
    counts: Counts
    findings: list[Finding]
    totals: Totals
    descriptors_only: int
    is_first: bool

    def outcome(self) -> dict[str, Any]:
        """Give what the run keeps of it."""
        return {
            "counts": as_json(self.counts),
            "findings": first_of_each(self.findings),
            "finding_totals": self.totals,
        }


def new_run(
    *,
    source_name: str,
    file_name: str,
    account: Account | None,
    project_ids: Sequence[str] = (),
    is_dry_run: bool = False,
    is_accepted: bool = False,
    is_mending: bool = False,
    cleanups: Sequence[str] = (),
) -> ImportRun:
    """Make a waiting run for a file of a source; a source that is not known yet is made.

    `cleanups` are names of hearth/dataset/cleanups.py. Raises UnusableInput for a name that there is not.
    """
    check_names(cleanups)
    source, _made = Source.objects.get_or_create(name=source_name.strip()[:100])
    return ImportRun.objects.create(
        source=source,
        file_name=file_name[:255],
        account=account,
        project_ids=list(project_ids),
        is_dry_run=is_dry_run,
        is_accepted=is_accepted,
        is_mending=is_mending,
        cleanups=list(cleanups),
    )


def perform(run: ImportRun, path: Path | None = None) -> None:
    """Import the file of a run (None: its upload): all of it, or nothing. A dry run only says what an import would do.

    Raises UnusableInput with one clear line, and the run then says the same line; NeedsConsent when a person has to
    agree first, and the run is held. A run that somebody cancels meanwhile ends with their name. Any other failure is
    ours: the run says so, and the failure goes on. The run's private folder is gone afterwards; the sealed upload
    and its sealed staging stay for a run that is held, or that broke off and may be started again.
    """
    with following(run) as progress, spool.folder_of(run.id) as folder:
        try:
            _perform(run, path, folder, progress)
        except NeedsConsent:
            raise
        except Cancelled:
            run.refresh_from_db()
            progress.fail(cancelled(run), step="")
        except UnusableInput as reason:
            # An upload lies in the spool under another name than the one that its sender knows.
            name = path.name if path else spool.OPENED
            line = str(reason).replace(f"{name}:", f"{run.file_name}:", 1)
            kept = {"kept_until": upload_kept_until()} if isinstance(reason, BrokenOff) else {}
            progress.fail(_("%(reason)s Nothing was stored.") % {"reason": line}, step="", **kept)
            raise
        except Exception as problem:
            reason_known = why(problem)
            _tell_broken_off(progress, reason_known)
            if reason_known:
                raise BrokenOff(reason_known) from problem
            raise
    run.refresh_from_db()
    if run.state == RunState.DONE and not run.is_dry_run and not run.is_mending:
        # All is stored. A server that goes down now has lost nothing, and looks at its tables by itself later.
        with suppress(psycopg.OperationalError):
            _analyze(run)


def _tell_broken_off(progress: RunProgress, reason: str | None) -> None:
    """End a run that broke off, by a fault of ours where no reason is known."""
    words = reason or _("The import broke off by a fault of this system.")
    # Without a server nobody can be told: who starts next says that the run was interrupted.
    with suppress(*([psycopg.Error] if reason else [])):
        progress.fail(
            _("%(reason)s Nothing was stored.") % {"reason": words}, step="", kept_until=upload_kept_until()
        )


def cancelled(run: ImportRun) -> str:
    """Say who cancelled an import."""
    name = run.cancelled_by.name if run.cancelled_by else ""
    return _("%(name)s cancelled this import. Nothing was stored.") % {"name": name}


def _perform(run: ImportRun, path: Path | None, folder: Path, progress: RunProgress) -> None:
    ownership.check_refreshable(run)
    with staged(run, path, folder, progress) as file:
        run.cleaned = [asdict(one) for one in file.cleaned]
        run.save(update_fields=["cleaned"])
        progress.step(_("Waiting for another import to end"))
        progress.wait_for_turn()
        run.source.refresh_from_db()
        ownership.check_refreshable(run)
        progress.step(_("Comparing with what is stored"))
        preview = _preview(run, file, folder, progress)
        progress.stop_if_cancelled()
        if run.is_mending:
            _check_mended(preview)
        if run.is_dry_run:
            _end_dry_run(run, preview, progress)
            return
        if not run.is_accepted:
            _hold_large_change(run, preview, progress)
        _store(run, preview, folder, progress)


def _preview(run: ImportRun, file: Staged, folder: Path, progress: RunProgress) -> _Preview:
    tables = file.dataset.connection
    counts = count_read(tables, file.files)
    scope = scope_of(tables, file.files)
    read_live(tables, run.source, folder, is_one_row=run.is_mending)
    matching.recognise(tables, run.source)
    # On the command line the checks are asked for by a dry run, or made by `hearth quality`.
    if run.quality is None and (run.is_dry_run or spool.upload_of(run.id).exists()):
        progress.step(_("Checking the quality of the data"))
        checked.check(run, tables, file.found, folder, is_partial=not scope.is_full)
        run.save(update_fields=["quality", "quality_kept_until"])
        progress.step(_("Comparing with what is stored"))
    keys = Keys(run.source.id, has_merged_clients=matching.has_former(tables))
    judged = judge(tables, now(), keys, scope)
    count_judged(counts, judged, compare(tables, keys))
    findings, totals = noticed(file.found, judged, tables)
    return _Preview(
        tables, keys, counts, findings, totals, judged.descriptors_only, not is_filled(run.source)
    )


def _check_mended(preview: _Preview) -> None:
    """Raise UnusableInput when a mended row still does not fit, or would change nothing."""
    for finding in preview.findings:
        if finding.kind in ("refused", "descriptors", "type", "date"):
            raise UnusableInput(finding.reason)
    if not any(count.to_send for count in preview.counts.values()):
        raise UnusableInput(_("What is stored under this key is the same or newer."))


def _hold_large_change(run: ImportRun, preview: _Preview, progress: RunProgress) -> None:
    """Stop when much of what is stored would change or go: raises NeedsConsent, and the run is held with its upload."""
    parts = large_changes(preview.counts)
    if not parts:
        return
    line = _("Much would change (%(parts)s). Nothing was stored; somebody has to agree first.") % {
        "parts": parts
    }
    stop = progress.hold if spool.upload_of(run.id).exists() else progress.fail
    stop(line, step="", **preview.outcome())
    raise NeedsConsent(line)


def _end_dry_run(run: ImportRun, preview: _Preview, progress: RunProgress) -> None:
    """Say what would be stored. Where the upload still waits, the run is held, so that somebody can agree to it."""
    if spool.upload_of(run.id).exists():
        progress.hold(plan(preview.counts), step="", **preview.outcome())
        return
    with transaction.atomic():
        finish(run, plan(preview.counts), **preview.outcome())


def _store(run: ImportRun, preview: _Preview, folder: Path, progress: RunProgress) -> None:
    counts, total = preview.counts, sum(count.to_send for count in preview.counts.values())
    progress.step(_("Storing the rows"), total)
    if not total:
        with transaction.atomic():
            _end(run, preview)
        return
    with change(by=run.account, action="import", import_run=run) as signed:
        hold_until_stored(run.id)
        _store_cocs(preview.staged)
        empty = empty_tables()
        in_bulk = {
            file.name
            for file in stored_files().values()
            if file.name in counts and is_filled_in_bulk(file, counts[file.name].new, empty)
        }
        origin = {"source_id": run.source.id, "change_id": signed.id}
        with Merge(
            preview.staged, preview.keys, folder, counts=counts, origin=origin, given=in_bulk, at=now()
        ) as merge:
            sent = 0
            for file in stored_files().values():
                count = counts.get(file.name)
                if count is None:
                    continue
                if count.new:
                    with keys_put_back(file, empty, origin) if file.name in in_bulk else nullcontext():
                        for share in merge.insert(file, count.new):
                            count.done = int(count.new * share)
                            progress.done(sent + count.done, lambda: as_json(counts))
                            progress.stop_if_cancelled()
                if count.changed or count.deleted:
                    merge.update(file)
                if count.deleted:
                    merge.delete_gone(file)
                sent += count.to_send
                count.done = count.stored
                progress.stop_if_cancelled()
        matching.store_recognised(run, preview.staged)
        if (clients := counts.get("Client")) and clients.to_send:
            keep_names_of_source(run.source.id)
        matching.list_likely(run, signed.id)
        _end(run, preview)


def _end(run: ImportRun, preview: _Preview) -> None:
    """Keep what the export said of itself and what was refused, and end the run: one thing with what it stored."""
    if ImportRun.objects.select_for_update().get(pk=run.pk).cancelled_by_id:
        raise Cancelled
    _store_exports(run, preview.staged)
    store_refused(run, preview.staged)
    run.taken_over_before = run.source.taken_over_at
    ownership.after_import(run, is_first=preview.is_first)
    for count in preview.counts.values():
        count.done = count.stored
    line = summary(preview.counts, is_first=preview.is_first, descriptors_only=preview.descriptors_only)
    finish(run, line, taken_over_before=run.taken_over_before, **preview.outcome())


def _store_exports(run: ImportRun, staged: duckdb.DuckDBPyConnection) -> None:
    """Keep what the export says of itself; some vendors write a log of all their exports into Export.csv."""
    columns = [column for column in standard().files["Export"].columns if not column.is_key]
    rows = staged.execute(
        'select "ExportID", '
        + ", ".join(_cut(column) for column in columns)
        + ' from "Export" order by _line'
    ).fetchall()
    Export.objects.bulk_create(
        Export(
            import_run=run,
            hud_id=key[:32],
            **{column.database_name: value for column, value in zip(columns, values, strict=True)},
        )
        for key, *values in rows
    )


def _cut(column: Column) -> str:
    """Give the SQL of a value that its place can hold: no row of people is refused for a long phone number."""
    return f'left("{column.name}", {column.max_length})' if column.max_length else f'"{column.name}"'


def _store_cocs(staged: duckdb.DuckDBPyConnection) -> None:
    """Make a CoC of each code met; its name and zone are set by the HMIS lead."""
    codes = staged.execute(
        'select distinct "CoCCode" from "ProjectCoC" where "CoCCode" is not null order by 1'
    ).fetchall()
    CoC.objects.bulk_create((CoC(code=code, name=code) for (code,) in codes), ignore_conflicts=True)


def _analyze(run: ImportRun) -> None:
    """Tell the planner what the tables hold now, so that the first page after an import is quick too.

    A small sample will do until PostgreSQL takes its own: it does so by itself, because a statement that names columns
    does not count as having looked at the table.
    """
    written = [
        name for name, count in run.counts.items() if count["new"] or count["changed"] or count["deleted"]
    ]
    if tables := [_all_columns(file) for file in stored_files().values() if file.name in written]:
        # In one transaction, which is written to the disk once.
        with own_line() as line, line.transaction():
            line.execute(f"set local default_statistics_target = {_SAMPLED}".encode())
            line.execute(f"analyze {', '.join(tables)}".encode())


def _all_columns(file: StoredFile) -> str:
    return f"{file.table} ({', '.join(field.column for field in file.model._meta.concrete_fields if field.column)})"
