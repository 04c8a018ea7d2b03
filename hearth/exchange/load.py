"""Import an HMIS CSV export into the records: staged and compared in DuckDB, merged into PostgreSQL in one transaction.

The first file of a source fills it; each later one is compared with what is live, and only what differs is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hearth.dataset import Dataset, UnusableInput
from hearth.dataset.receive import received
from hearth.dataset.stage import stage
from hearth.exchange import ownership, spool
from hearth.exchange.difference import Difference, compare
from hearth.exchange.judge import MOST_FINDINGS, Finding, Judgement, judge
from hearth.exchange.keys import Keys
from hearth.exchange.limit import limit_to
from hearth.exchange.live import read_live
from hearth.exchange.merge import Merge
from hearth.exchange.missing import scope_of
from hearth.exchange.refused import store_refused
from hearth.exchange.run_progress import RunProgress, finish, following, own_line
from hearth.exchange.shape import stored_files
from hearth.hud.standard import standard
from hearth.records.clock import now
from hearth.records.models.account import Account
from hearth.records.models.coc import CoC
from hearth.records.models.export import Export
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.write import change

# A person has to agree when more than this share of a file's records would change or go ...
LARGEST_SHARE = 0.10
# ... unless it is only a handful.
FEWEST_HELD = 25


@dataclass
class FileCount:
    """What becomes of one file's rows. `added` counts the users that were added for an id without a row.

    new + changed + same + older = stored. `deleted` counts live records: named so by the file, or missing from it.
    """

    read: int = 0
    stored: int = 0
    refused: int = 0
    added: int = 0
    done: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    deleted: int = 0
    live: int = 0
    samples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def to_send(self) -> int:
        return self.new + self.changed + self.deleted

    @property
    def is_large_change(self) -> bool:
        lost = self.changed + self.deleted
        return lost >= FEWEST_HELD and lost > self.live * LARGEST_SHARE


Counts = dict[str, FileCount]


class NeedsConsent(Exception):
    """So much would change that a person has to agree first. Its text is one line that says what."""


@dataclass
class _Preview:
    """What an import will do: everything that is known before the first row is sent."""

    staged: duckdb.DuckDBPyConnection
    keys: Keys
    counts: Counts
    findings: list[Finding]
    descriptors_only: int
    is_first: bool

    def outcome(self) -> dict[str, Any]:
        """Give what the run keeps of it."""
        return {
            "counts": _as_json(self.counts),
            "findings": [finding.as_json() for finding in self.findings[:MOST_FINDINGS]],
        }


def new_run(
    *,
    source_name: str,
    file_name: str,
    account: Account | None,
    project_ids: Sequence[str] = (),
    is_dry_run: bool = False,
    is_accepted: bool = False,
) -> ImportRun:
    """Make a waiting run for a file of a source; a source that is not known yet is made."""
    source, _made = Source.objects.get_or_create(name=source_name.strip()[:100])
    return ImportRun.objects.create(
        source=source,
        file_name=file_name[:255],
        account=account,
        project_ids=list(project_ids),
        is_dry_run=is_dry_run,
        is_accepted=is_accepted,
    )


def perform(run: ImportRun, path: Path) -> None:
    """Import the file of a run: all of it, or nothing. A dry run only says what an import would do.

    Raises UnusableInput with one clear line, and the run then says the same line; NeedsConsent when a person has to
    agree first, and the run is held. Any other failure is ours: the run says so, and the failure goes on. The run's
    private folder, with the upload in it, is gone afterwards; it is kept for a run that is held.
    """
    with following(run) as progress, spool.folder_of(run.id) as folder:
        try:
            _perform(run, path, folder, progress)
        except NeedsConsent:
            raise
        except UnusableInput as reason:
            # An upload lies in the spool under another name than the one that its sender knows.
            line = str(reason).replace(f"{path.name}:", f"{run.file_name}:", 1)
            progress.fail(_("%(reason)s Nothing was stored.") % {"reason": line}, step="")
            raise
        except Exception:
            progress.fail(_("The import broke off by a fault of this system. Nothing was stored."), step="")
            raise
    run.refresh_from_db()
    if not run.is_dry_run:
        _analyze()


def _perform(run: ImportRun, path: Path, folder: Path, progress: RunProgress) -> None:
    progress.step(_("Reading the file"))
    ownership.check_refreshable(run.source)
    with (
        received(path, folder) as files,
        Dataset.empty(in_memory=False, folder=folder) as dataset,
    ):
        found = stage(dataset.connection, files, 0, folder)
        limit_to(dataset.connection, run.project_ids)
        progress.step(_("Waiting for another import to end"))
        progress.wait_for_turn()
        run.source.refresh_from_db()
        ownership.check_refreshable(run.source)
        progress.step(_("Comparing with what is stored"))
        preview = _preview(run, dataset.connection, files.keys(), folder)
        for finding in found:
            preview.findings.insert(0, _in_words(finding))
            if finding.column == standard().files[finding.file].key.name:
                preview.counts[finding.file].read += 1
                preview.counts[finding.file].refused += 1
        if run.is_dry_run:
            with transaction.atomic():
                finish(run, _plan(preview), **preview.outcome())
            return
        if not run.is_accepted:
            _hold_large_change(run, preview, progress)
        _store(run, preview, folder, progress)


def _preview(
    run: ImportRun, staged: duckdb.DuckDBPyConnection, files: Iterable[str], folder: Path
) -> _Preview:
    names = list(files)
    counts = _count_read(staged, names)
    filled = read_live(staged, run.source, folder)
    merged = staged.execute("select count(*) > 0 from live.former").fetchone()
    keys = Keys(run.source.id, has_merged_clients=bool(merged and merged[0]))
    judged = judge(staged, now(), keys, scope_of(staged, names))
    _count_judged(counts, judged, compare(staged, keys))
    return _Preview(staged, keys, counts, judged.findings, judged.descriptors_only, not filled)


def _in_words(finding: Any) -> Finding:
    shown = "" if finding.value is None else f" ({finding.value})"
    return Finding(finding.file, finding.line, f"{finding.column} {finding.problem}{shown}.")


def _count_read(staged: duckdb.DuckDBPyConnection, names: Iterable[str]) -> Counts:
    counts = {}
    for name in standard().files:
        if name in names:
            row = staged.execute(f'select count(*) from "{name}"').fetchone()
            counts[name] = FileCount(read=row[0] if row else 0)
    return counts


def _count_judged(counts: Counts, judged: Judgement, found: dict[str, Difference]) -> None:
    for name, refused in judged.refused.items():
        if name in counts:
            counts[name].refused += refused
    if judged.added_users:
        counts.setdefault("User", FileCount()).added = judged.added_users
    for name, difference in found.items():
        # What hangs on a stay that is gone goes with it, also from a file that was not sent.
        if name in counts or difference.deleted:
            for what, value in asdict(difference).items():
                setattr(counts.setdefault(name, FileCount()), what, value)
    for count in counts.values():
        count.stored = count.read - count.refused + count.added


def _as_json(counts: Counts) -> dict[str, dict[str, Any]]:
    return {name: asdict(count) for name, count in counts.items()}


def _hold_large_change(run: ImportRun, preview: _Preview, progress: RunProgress) -> None:
    """Stop when much of what is stored would change or go: raises NeedsConsent, and the run is held with its upload."""
    large = [name for name, count in preview.counts.items() if count.is_large_change]
    if not large:
        return
    parts = [
        _("%(file)s: %(changed)s changed and %(deleted)s deleted of %(live)s")
        % {"file": name, **_numbers(preview.counts[name], "changed", "deleted", "live")}
        for name in large
    ]
    line = _("Much would change (%(parts)s). Nothing was stored; somebody has to agree first.") % {
        "parts": "; ".join(parts)
    }
    stop = progress.hold if spool.upload_of(run.id).exists() else progress.fail
    stop(line, step="", **preview.outcome())
    raise NeedsConsent(line)


def _plan(preview: _Preview) -> str:
    total = _totals(preview.counts)
    return (
        _(
            "Dry run, nothing was stored: %(new)s new, %(changed)s changed, %(same)s the same, %(deleted)s deleted, "
            "%(refused)s refused."
        )
        % total
    )


def _summary(preview: _Preview) -> str:
    total = _totals(preview.counts)
    if not preview.is_first:
        line = (
            _("%(new)s rows were new, %(changed)s changed, %(deleted)s deleted and %(same)s the same.")
            % total
        )
        if total["older"] != "0":
            line += " " + _("%(older)s were older than what is stored here.") % total
    elif total["refused"] == "0":
        line = _("All %(stored)s rows were stored.") % total
    else:
        line = _("%(stored)s rows were stored; %(refused)s could not be, see the findings.") % total
    if not preview.is_first and total["refused"] != "0":
        line += " " + _("%(refused)s could not be stored, see the findings.") % total
    if preview.descriptors_only:
        line += " " + _(
            "%(count)s of them tell of clients of victim service providers or comparable databases; none of these "
            "was stored."
        ) % {"count": number_format(preview.descriptors_only, force_grouping=True)}
    return line


def _totals(counts: Counts) -> dict[str, str]:
    total = FileCount()
    for count in counts.values():
        for what in ("read", "refused", "new", "changed", "same", "older", "deleted"):
            setattr(total, what, getattr(total, what) + getattr(count, what))
    total.stored = total.read - total.refused
    return _numbers(total, "stored", "refused", "new", "changed", "same", "older", "deleted")


def _numbers(count: FileCount, *names: str) -> dict[str, str]:
    return {name: number_format(getattr(count, name), force_grouping=True) for name in names}


def _store(run: ImportRun, preview: _Preview, folder: Path, progress: RunProgress) -> None:
    counts, total = preview.counts, sum(count.to_send for count in preview.counts.values())
    progress.step(_("Storing the rows"), total)
    if not total:
        with transaction.atomic():
            _end(run, preview)
        return
    with change(by=run.account, action="import", import_run=run) as signed:
        _store_cocs(preview.staged)
        merge = Merge(
            preview.staged, preview.keys, folder, source_id=run.source.id, change_id=signed.id, at=now()
        )
        sent = 0
        for file in stored_files().values():
            count = counts.get(file.name)
            if count is None:
                continue
            if count.new:
                for share in merge.insert(file):
                    count.done = int(count.new * share)
                    progress.done(sent + count.done, _as_json(counts))
            if count.changed or count.deleted:
                merge.update(file)
            if count.deleted:
                merge.delete_gone(file)
            sent += count.to_send
            count.done = count.stored
        _end(run, preview)


def _end(run: ImportRun, preview: _Preview) -> None:
    """Keep what the export said of itself and what was refused, and end the run: one thing with what it stored."""
    _store_exports(run, preview.staged)
    store_refused(run, preview.staged)
    ownership.after_import(run.source, is_first=preview.is_first)
    for count in preview.counts.values():
        count.done = count.stored
    finish(run, _summary(preview), **preview.outcome())


def _store_exports(run: ImportRun, staged: duckdb.DuckDBPyConnection) -> None:
    """Keep what the export says of itself; some vendors write a log of all their exports into Export.csv."""
    columns = [column for column in standard().files["Export"].columns if not column.is_key]
    rows = staged.execute(
        'select "ExportID", '
        + ", ".join(f'"{column.name}"' for column in columns)
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


def _store_cocs(staged: duckdb.DuckDBPyConnection) -> None:
    """Make a CoC of each code met; its name and zone are set by the HMIS lead."""
    codes = staged.execute(
        'select distinct "CoCCode" from "ProjectCoC" where "CoCCode" is not null order by 1'
    ).fetchall()
    CoC.objects.bulk_create((CoC(code=code, name=code) for (code,) in codes), ignore_conflicts=True)


def _analyze() -> None:
    """Tell the planner what the tables hold now, so that the first page after an import is quick too."""
    with own_line() as line:
        for file in stored_files().values():
            line.execute(f"analyze {file.table}".encode())
