"""The nightly search for records of one person: live clients into DuckDB's memory, pairs into the review queue.

Names go from the database to DuckDB in memory and to no disk; an SSN is its keyed digest. What a person decided is left
alone: a pair that was said to be different, or was split, is never put into the queue again by this.
"""

import io
import uuid
from collections.abc import Sequence
from typing import Final

import duckdb
from django.db import connection
from django.utils.translation import gettext as _
from pyarrow import csv

from hearth.duplicates.model import COLUMNS
from hearth.duplicates.scan import PEOPLE, Pair, connect, find_pairs
from hearth.exchange.run_progress import AlreadyRunning, RunProgress, finish, following
from hearth.exchange.shape import stored_files
from hearth.records import guard
from hearth.records.models.duplicate_pair import DuplicatePair
from hearth.records.models.duplicate_scan import DuplicateScan
from hearth.records.models.run import RunState
from hearth.records.write import change

_AT_ONCE: Final = 1000
# Who is not proposed: no name to compare, or a name that was taken out or never known.
_COMPARED: Final = "date_deleted is null and not is_consent_refused and not is_unnamed"
_SELECTED: Final = (
    "id, nullif(first_name_plain, ''), nullif(last_name_plain, ''), nullif(lower(name_suffix), ''), "
    "to_char(dob, 'YYYY-MM-DD'), encode(ssn_digest, 'hex'), encode(ssn_last_four_digest, 'hex')"
)


def scan_tonight() -> DuplicateScan | None:
    """Run the search, unless one is at work. Gives its run, or None."""
    if DuplicateScan.objects.filter(state=RunState.RUNNING).exists():
        return None
    run = DuplicateScan.objects.create()
    try:
        perform_scan(run.pk)
    except AlreadyRunning:
        return None
    run.refresh_from_db()
    return run


def perform_scan(run_id: uuid.UUID) -> None:
    """Do a scan's work: read, compare, and put new pairs into the queue, all of them or none."""
    run = DuplicateScan.objects.get(pk=run_id)
    if run.state != RunState.WAITING:
        return
    with following(run) as progress:
        try:
            _scan(run, progress)
        except Exception:
            progress.fail(_("The scan broke off by a fault of this system. No pair was lost."), step="")
            raise


def _scan(run: DuplicateScan, progress: RunProgress) -> None:
    progress.step(_("Reading the clients"))
    people = connect()
    try:
        run.clients = read_people(people)
        progress.step(_("Comparing %(clients)s clients") % {"clients": run.clients})
        found = list(find_pairs(people))
    finally:
        people.close()
    progress.step(_("Listing new pairs"), len(found))
    with change(by=None, action="scan_duplicates"):
        run.found = _list_new(found, progress)
        run.save(update_fields=["clients", "found"])
        finish(run, _("Done."))


def read_people(people: duckdb.DuckDBPyConnection) -> int:
    """Fill the scan's table with the live clients, and give how many there are."""
    rows = io.BytesIO()
    table = stored_files()["Client"].table
    query = f"copy (select {_SELECTED} from {table} where {_COMPARED}) to stdout (format csv)"
    with connection.cursor() as cursor, cursor.copy(query) as blocks:
        for block in blocks:
            rows.write(block)
    if not rows.tell():
        return 0
    rows.seek(0)
    read = csv.read_csv(
        rows,
        read_options=csv.ReadOptions(column_names=list(COLUMNS)),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(COLUMNS, "string"), strings_can_be_null=True, null_values=[""]
        ),
    )
    people.register("read", read)
    people.execute(f"insert into {PEOPLE} from read")
    people.unregister("read")
    return int(read.num_rows)


def _list_new(found: Sequence[Pair], progress: RunProgress) -> int:
    """Put the pairs that nobody has seen into the queue. Gives how many."""
    made = 0
    for start in range(0, len(found), _AT_ONCE):
        pairs = {(pair.one_id, pair.other_id): pair for pair in map(_pair, found[start : start + _AT_ONCE])}
        rows = guard.everything(DuplicatePair, "each pair is listed once")
        known = set(rows.filter(one__in=[one for one, _other in pairs]).values_list("one_id", "other_id"))
        known |= _of_one_household(list(pairs))
        new = [pair for both, pair in pairs.items() if both not in known]
        DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
        made += len(new)
        progress.done(start + len(pairs))
    return made


def _of_one_household(pairs: list[tuple[uuid.UUID, uuid.UUID]]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Give those of the pairs that were enrolled in one household: whoever enrolled them saw two people."""
    table = stored_files()["Enrollment"].table
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct p.one, p.other from unnest(%s::uuid[], %s::uuid[]) p (one, other) "
            f"join {table} a on a.client_id = p.one and a.date_deleted is null "
            f"join {table} b on b.client_id = p.other and b.date_deleted is null and b.source_id = a.source_id "
            "and b.household_id = a.household_id and b.project_id = a.project_id",
            [[one for one, _other in pairs], [other for _one, other in pairs]],
        )
        return {(one, other) for one, other in cursor.fetchall()}


def _pair(found: Pair) -> DuplicatePair:
    one, other = sorted((uuid.UUID(found.one), uuid.UUID(found.other)))
    return DuplicatePair(
        one_id=one,
        other_id=other,
        origin=DuplicatePair.Origin.SCAN,
        score=found.score,
        reasons=list(found.reasons),
    )
