"""Whose records are they? Until a source is taken over, its files refresh its records and here they are read only.

A first file is taken over at once, so that a community can begin to work. As long as nobody has edited what it
brought, its source may still send another file: then the other system is the home of the records again, until the
HMIS lead takes them over by hand. From then on the source's files are refused.
"""

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.dataset import UnusableInput
from hearth.exchange.live import BY_FILE, is_filled
from hearth.exchange.shape import stored_files
from hearth.records.models.import_run import ImportRun, Source

RIGHT = "import_data"
_RULE = "source/kept_elsewhere"
_OWNERSHIP = ["taken_over_at", "taken_over_by_hand", "taken_over_by"]
# The records whose children, made here, are edits of what a source brought.
_HOSTS = ("Project", "Enrollment", "Assessment")
# A merge that only led one record to another (and its undo) edits nothing: the next file follows it (ADR 0148).
_LED_ON = (
    "select 1 from records_clientmerge m where h.pgh_context_id in (m.change_id, m.undo_change_id) "
    "and not m.wrote_answers"
)


def check_refreshable(run: ImportRun) -> None:
    """Raise UnusableInput when a file of the run's source cannot refresh its records. A mended row always may come."""
    source = run.source
    if source.is_own:
        raise UnusableInput(
            _("%(name)s is this system itself; give the source another name.") % {"name": source.name}
        )
    if source.taken_over_at is None or run.is_mending:
        return
    values = {"name": source.name, "day": f"{source.taken_over_at:%Y-%m-%d}"}
    if source.taken_over_by_hand:
        raise UnusableInput(
            _(
                "The source %(name)s was taken over on %(day)s: its records are kept here, its files are refused."
            )
            % values
        )
    if is_edited_here(source):
        raise UnusableInput(
            _(
                "Records of the source %(name)s were edited here since %(day)s, so its files are refused; "
                "give another name for another source."
            )
            % values
        )


def after_import(run: ImportRun, *, is_first: bool) -> None:
    """Note who keeps the records now: a first file is taken over at once, a second one says that its source does."""
    source = run.source
    if run.is_mending:
        return
    source.taken_over_at = datetime.now(UTC) if is_first and is_filled(source) else None
    source.taken_over_by_hand, source.taken_over_by = False, None
    source.save(update_fields=_OWNERSHIP)


def take_over(viewer: Viewer | None, source_name: str) -> Source:
    """Make this system the home of a source's records: they are changed here, and later files are refused.

    `viewer` is None on the command line, whose user runs the instance.

    Raises PermissionDenied, and NotDone for a source that has no records or was taken over before.
    """
    with transaction.atomic():
        source = _locked(viewer, source_name)
        if source.taken_over_by_hand:
            raise NotDone([Problem(_("%(name)s was taken over already.") % {"name": source.name}, _RULE)])
        if not is_filled(source):
            raise NotDone([Problem(_("%(name)s has no records yet.") % {"name": source.name}, _RULE)])
        source.taken_over_at, source.taken_over_by_hand = datetime.now(UTC), True
        source.taken_over_by = viewer.account if viewer else None
        source.save(update_fields=_OWNERSHIP)
    return source


def give_back(viewer: Viewer | None, source_name: str) -> Source:
    """Undo a taking over: the other system keeps the records again. Raises NotDone after the first edit here."""
    with transaction.atomic():
        source = _locked(viewer, source_name)
        if source.taken_over_at is None:
            raise NotDone([Problem(_("%(name)s was not taken over.") % {"name": source.name}, _RULE)])
        if is_edited_here(source):
            raise NotDone(
                [
                    Problem(
                        _("Records of %(name)s were edited here since; it cannot be given back.")
                        % {"name": source.name},
                        _RULE,
                    )
                ]
            )
        source.taken_over_at, source.taken_over_by_hand, source.taken_over_by = None, False, None
        source.save(update_fields=_OWNERSHIP)
    return source


def is_edited_here(source: Source) -> bool:
    """Tell whether somebody has changed a record of the source here since it was taken over, or added to one."""
    if source.taken_over_at is None:
        return False
    by_file = list(BY_FILE)
    with connection.cursor() as cursor:
        for file in stored_files().values():
            cursor.execute(
                f"select 1 from {file.history_table} h join pghistory_context c on c.id = h.pgh_context_id "
                "where h.source_id = %s and h.pgh_created_at > %s and c.metadata->>'action' <> all(%s) "
                f"and not exists ({_LED_ON}) limit 1",
                [source.id, source.taken_over_at, by_file],
            )
            if cursor.fetchone():
                return True
            for column in file.columns:
                if column.parent not in _HOSTS:
                    continue
                cursor.execute(
                    f"select 1 from {file.table} t join {stored_files()[column.parent].table} p "
                    f"on p.id = t.{column.database} join records_source s on s.id = t.source_id and s.is_own "
                    "where p.source_id = %s and t.date_deleted is null limit 1",
                    [source.id],
                )
                if cursor.fetchone():
                    return True
    return False


def _locked(viewer: Viewer | None, source_name: str) -> Source:
    if viewer and not viewer.may(RIGHT):
        raise PermissionDenied
    source = Source.objects.select_for_update().filter(name=source_name, is_own=False).first()
    if source is None:
        raise NotDone([Problem(_("There is no source %(name)s.") % {"name": source_name}, _RULE)])
    return source
