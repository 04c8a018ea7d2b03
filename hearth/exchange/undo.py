"""Undo an import: what it changed gets its old values back from the history, what it brought is deleted softly.

It is refused as long as anything that the import wrote was edited since, by a person or by a later import: whoever
undoes must look at those rows first. Deleted rows keep their keys, so a later file brings them back.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.http import Http404
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.exchange import merge
from hearth.exchange.broken_off import why
from hearth.exchange.queued import queue
from hearth.exchange.run_progress import RunProgress, finish, following, hold_until_stored, import_turn
from hearth.exchange.shape import StoredFile, stored_files
from hearth.records import clock
from hearth.records.known_names import keep_names_of_source
from hearth.records.models.account import Account
from hearth.records.models.change import Change
from hearth.records.models.client import FormerPersonalID
from hearth.records.models.import_run import ImportRun, ImportUndo
from hearth.records.models.likely_match import LikelyMatch
from hearth.records.models.run import RunState
from hearth.records.write import change

RIGHT = "import_data"
ACTION = "undo_import"
MOST_LISTED = 200
# The records of HUD's sample, 255,203, take five seconds to look through, and forty to put back.
MOST_CHECKED_AT_ONCE = 20_000
_TASK = "undo_import"
_RULE = "import/undo"


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A record that an import wrote and that was edited since, or that something was added to."""

    file: str
    hud_id: str
    what: str
    by: str
    at: datetime

    def as_json(self) -> dict[str, str]:
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, values: dict[str, str]) -> "EditedRow":
        return cls(**{**values, "at": datetime.fromisoformat(values["at"])})  # type: ignore[arg-type]


class EditedSince(NotDone):
    """What an import wrote was edited since: `rows` are the first of these records."""

    def __init__(self, rows: list[EditedRow]) -> None:
        words = _("%(count)s rows that this import wrote were edited since: %(rows)s. Nothing was undone.")
        count = f"{len(rows)}+" if len(rows) == MOST_LISTED else str(len(rows))
        first = ", ".join(f"{row.file} {row.hud_id}" for row in rows[:5])
        line = words % {"count": count, "rows": first + (", ..." if len(rows) > 5 else "")}
        super().__init__([Problem(line, _RULE)])
        self.rows = rows


def can_undo(run: ImportRun) -> bool:
    """Tell whether an import stored something that was not undone yet."""
    return run.state == RunState.DONE and not run.is_dry_run and run.undone_at is None


def edited_before(viewer: Viewer, run_id: uuid.UUID) -> list[EditedRow]:
    """Give what stood in the way of the last undo that was tried. Raises PermissionDenied and Http404."""
    last = _run(viewer, run_id).undos.first()
    return [EditedRow.from_json(row) for row in last.edited] if last else []


def edited_since(viewer: Viewer | None, run_id: uuid.UUID) -> list[EditedRow]:
    """Give the rows (the first 200) that stand in the way of an undo. Raises PermissionDenied and Http404."""
    run = _run(viewer, run_id)
    signed = Change.objects.filter(import_run=run, action="import").first()
    if signed is None:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        _pick_written(cursor, signed.id)
        return _edited(cursor, signed.id, run.id)


def is_checked_at_once(run: ImportRun) -> bool:
    """Tell whether an import wrote so little that a page can look for edits while somebody waits for it."""
    wrote = (count.get(what, 0) for count in run.counts.values() for what in ("new", "changed", "deleted"))
    return sum(wrote) <= MOST_CHECKED_AT_ONCE


def undo_at_work(run: ImportRun) -> ImportUndo | None:
    """Give the undo of an import that waits or is at work."""
    return run.undos.filter(state__in=[RunState.WAITING, RunState.RUNNING]).first()


def start_undo(viewer: Viewer, run_id: uuid.UUID) -> ImportUndo:
    """Queue the undo of an import. Raises PermissionDenied, Http404, and NotDone where there is nothing to undo."""
    _run(viewer, run_id)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if not can_undo(run):
            raise _refusal(_("This import stored nothing, or was undone already."))
        if undo_at_work(run):
            raise _refusal(_("This import is being undone already."))
        undo = ImportUndo.objects.create(import_run=run, account=viewer.account)
        queue(_TASK, undo.id)
    return undo


def perform_undo(undo_id: uuid.UUID) -> None:
    """Do a queued undo: the job's work. What stands in its way ends it with its line, and is no fault of the job."""
    undo = ImportUndo.objects.get(pk=undo_id)
    if undo.state != RunState.WAITING:
        return
    with following(undo) as progress:
        try:
            _undo(undo.import_run_id, undo.account, progress)
        except EditedSince as refusal:
            progress.fail(str(refusal), step="", edited=[row.as_json() for row in refusal.rows])
        except NotDone as refusal:
            progress.fail(str(refusal), step="")
        except Exception:
            progress.fail(_("The undo broke off by a fault of this system. Nothing was undone."), step="")
            raise


def undo_import(viewer: Viewer | None, run_id: uuid.UUID) -> ImportRun:
    """Put back what an import wrote, in one transaction. `viewer` is None on the command line.

    Raises PermissionDenied, Http404, and NotDone when it stored nothing, was undone before, or what it wrote was
    edited since (EditedSince).
    """
    _run(viewer, run_id)
    return _undo(run_id, viewer.account if viewer else None, None)


def _undo(run_id: uuid.UUID, by: Account | None, progress: RunProgress | None) -> ImportRun:
    _tell(progress, _("Waiting for another import to end"))
    try:
        with import_turn(), change(by=by, action=ACTION) as undoing, connection.cursor() as cursor:
            hold_until_stored(progress.run.id if progress else run_id)
            cursor.execute(f"set local lock_timeout = '{merge.LOCK_TIMEOUT}'")
            run = ImportRun.objects.select_for_update().get(pk=run_id)
            if not can_undo(run):
                raise _refusal(_("This import stored nothing, or was undone already."))
            undoing.import_run = run
            undoing.save(update_fields=["import_run"])
            signed = Change.objects.filter(import_run=run, action="import").first()
            if signed is not None:
                _put_back(cursor, signed.id, run, progress)
            run.undone_at, run.undone_by = datetime.now(UTC), by
            run.save(update_fields=["undone_at", "undone_by"])
            run.source.taken_over_at, run.source.taken_over_by_hand = run.taken_over_before, False
            if not run.is_mending:
                run.source.save(update_fields=["taken_over_at", "taken_over_by_hand"])
            if progress:
                finish(progress.run, _("Undone."))
    except OperationalError as problem:
        if line := why(problem):
            raise _refusal(line) from problem
        raise
    return run


def _put_back(
    cursor: CursorWrapper, change_id: uuid.UUID, run: ImportRun, progress: RunProgress | None
) -> None:
    _tell(progress, _("Looking for records that were edited since"))
    _pick_written(cursor, change_id)
    if edited := _edited(cursor, change_id, run.id):
        raise EditedSince(edited)
    LikelyMatch.objects.filter(import_run=run).delete()
    FormerPersonalID.objects.filter(import_run=run).delete()
    cursor.execute("select file, count(*) from written group by 1")
    written = dict(cursor.fetchall())
    _tell(progress, _("Putting the records back"), sum(written.values()))
    now, done = clock.now(), 0
    for file in reversed(stored_files().values()):
        if file.name not in written:
            continue
        columns = [field.column for field in file.model._meta.concrete_fields if field.column != "id"]
        given = ", ".join(f'"{name}" = h."{name}"' for name in columns)
        cursor.execute(merge.PLAN_TRIGGERS_ANEW)
        cursor.execute(
            f"update {file.table} t set {given} from written w join {file.history_table} h on h.pgh_id = w.old "
            "where w.file = %s and t.id = w.id",
            [file.name],
        )
        cursor.execute(merge.PLAN_TRIGGERS_ANEW)
        cursor.execute(
            f"update {file.table} t set date_deleted = %s from written w "
            "where w.file = %s and w.old is null and t.id = w.id and t.date_deleted is null",
            [now, file.name],
        )
        if file.name == "Client":
            keep_names_of_source(run.source_id)
        done += written[file.name]
        if progress:
            progress.done(done)


def _tell(progress: RunProgress | None, words: str, total_units: int = 0) -> None:
    if progress:
        progress.step(words, total_units)


def _pick_written(cursor: CursorWrapper, change_id: uuid.UUID) -> None:
    """Fill `written`: each record that a change wrote, with the history row of what it was before (null: not there)."""
    cursor.execute(
        "create temp table written (file text, id uuid, old bigint, primary key (id, file)) on commit drop"
    )
    for file in stored_files().values():
        cursor.execute(
            f"insert into written select '{file.name}', pgh_obj_id, min(pgh_id) from {file.history_table} "
            "where pgh_context_id = %s group by pgh_obj_id",
            [change_id],
        )
        cursor.execute(
            f"insert into written select '{file.name}', id, null from {file.table} where change_id = %s "
            "on conflict do nothing",
            [change_id],
        )
    cursor.execute("analyze written")


def _edited(cursor: CursorWrapper, change_id: uuid.UUID, run_id: uuid.UUID) -> list[EditedRow]:
    found: list[EditedRow] = []
    for file in stored_files().values():
        queries = [_later_writes(file), *_later_children(file)]
        for query in [*queries, _RECOGNISED] if file.name == "Client" else queries:
            cursor.execute(
                f"select distinct on (hud_id) * from ({query}) edited order by hud_id, at limit %(most)s",
                {"file": file.name, "change": change_id, "run": run_id, "most": MOST_LISTED - len(found)},
            )
            found += [EditedRow(file.name, *row) for row in cursor.fetchall()]
            if len(found) >= MOST_LISTED:
                return found
    return found


# Who made a change. What was undone since left no trace in the rows.
_WHO = (
    "join records_change c on c.id = {change} left join records_account a on a.id = c.account_id "
    "left join records_importrun r on r.id = c.import_run_id "
    "where c.id <> %(change)s and r.undone_at is null"
)
_BY = "coalesce(a.name, r.file_name, ''), c.made_at as at"


# The rows of a client whom the import recognised, that a later one added under the PersonalID.
_RECOGNISED = (
    f"select f.hud_id, c.action, {_BY} from records_formerpersonalid f "
    "join records_enrollment d on d.client_id = f.client_id and d.source_id = f.source_id and d.date_deleted is null "
    f"{_WHO.format(change='d.change_id')} and f.import_run_id = %(run)s"
)


def _later_writes(file: StoredFile) -> str:
    """Give the SQL of the rows of a file that somebody wrote after the change."""
    return (
        f"select t.hud_id, c.action, {_BY} from written w join {file.history_table} h on h.pgh_obj_id = w.id "
        "and h.pgh_id > coalesce(w.old, 0) "
        f"join {file.table} t on t.id = w.id {_WHO.format(change='h.pgh_context_id')} and w.file = %(file)s"
    )


def _later_children(file: StoredFile) -> list[str]:
    """Give the SQL of the rows that would be deleted although something hangs on them that somebody added."""
    queries = []
    for child in stored_files().values():
        for column in child.parents:
            if column.parent == file.name:
                queries.append(
                    f"select t.hud_id, c.action, {_BY} from written w join {file.table} t on t.id = w.id "
                    # Said once more than needed: so the rows of the import itself, nearly all, are passed over first.
                    f"join {child.table} d on d.{column.database} = t.id and d.change_id <> %(change)s "
                    "and d.date_deleted is null "
                    f"left join {file.history_table} h on h.pgh_id = w.old {_WHO.format(change='d.change_id')} "
                    "and c.made_at > (select made_at from records_change where id = %(change)s) "
                    "and w.file = %(file)s and (w.old is null or h.date_deleted is not null)"
                )
    return queries


def _run(viewer: Viewer | None, run_id: uuid.UUID) -> ImportRun:
    if viewer and not viewer.may(RIGHT):
        raise PermissionDenied
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def _refusal(line: str) -> NotDone:
    return NotDone([Problem(line, _RULE)])
