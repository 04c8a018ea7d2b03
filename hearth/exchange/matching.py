"""Recognise clients of other sources, as far as a source's matching allows; list who is merely much alike.

A client who is new in a file is joined to one of another source only in the mode `full`, and only when every
identifying value is given, of full quality and equal, and exactly one client is so. The PersonalID is then kept in
FormerPersonalID, as if the two had been merged here. Whoever is merely likely to be the same goes to a list.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from hearth.access.viewer import Viewer
from hearth.actions.duplicate_pairs import decide, put_pair
from hearth.exchange.shape import stored_files
from hearth.records import ssn
from hearth.records.models.client import FormerPersonalID
from hearth.records.models.duplicate_pair import DuplicatePair
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.likely_match import LikelyMatch
from hearth.records.write import change

RIGHT = "import_data"
_ROWS_AT_ONCE = 5000
_FULL_QUALITY = 1
# What all has to be equal, after the SSN: middle name and suffix may both be empty.
_Person = tuple[str, str, str, str, date]


def recognise(staged: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Add to `live.former` the new clients of a file who are clients of other sources. Only in the mode `full`."""
    if source.matching != Source.Matching.FULL:
        return
    found: list[tuple[str, uuid.UUID]] = []
    rows = staged.cursor().execute(
        'select "PersonalID", "SSN", "FirstName", "MiddleName", "LastName", "NameSuffix", "DOB" from "Client" t '
        'where "FirstName" is not null and "LastName" is not null and "DOB" is not null '
        'and regexp_full_match("SSN", \'[0-9]{9}\') and "DateDeleted" is null '
        f'and "NameDataQuality" = {_FULL_QUALITY} and "DOBDataQuality" = {_FULL_QUALITY} '
        f'and "SSNDataQuality" = {_FULL_QUALITY} '
        'and "PersonalID" not in (select hud_id from live."Client") '
        'and "PersonalID" not in (select hud_id from live.former)'
    )
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        found += _equal(source, some)
    times = Counter(client_id for _key, client_id in found)
    if joined := [[key, client_id] for key, client_id in found if times[client_id] == 1]:
        staged.executemany("insert into live.former values (?, ?, true)", joined)


def has_former(staged: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether any PersonalID of the source belongs to a client of another row."""
    return staged.execute("select count(*) > 0 from live.former").fetchone() == (True,)


def store_recognised(run: ImportRun, staged: duckdb.DuckDBPyConnection) -> None:
    """Keep under which PersonalID the source knows each client who was recognised. Part of the merge."""
    rows = staged.execute(
        "select hud_id, client_id from live.former where is_new and hud_id in "
        "(select key from verdict.\"Client\" where verdict = 'matched')"
    ).fetchall()
    FormerPersonalID.objects.bulk_create(
        FormerPersonalID(source=run.source, hud_id=hud_id, client_id=client_id, import_run=run)
        for hud_id, client_id in rows
    )


def list_likely(run: ImportRun, change_id: uuid.UUID) -> None:
    """List the clients whom a change stored and who are much alike one of another source. Part of the merge."""
    if run.source.matching == Source.Matching.NONE:
        return
    clients, likely = stored_files()["Client"].table, LikelyMatch._meta.db_table
    alike = {
        LikelyMatch.Reason.SSN: "o.ssn_digest = c.ssn_digest",
        LikelyMatch.Reason.NAME_AND_DOB: (
            "o.last_name_plain = c.last_name_plain and o.dob = c.dob and c.last_name_plain <> ''"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"select exists (select 1 from {clients} where source_id <> %s)", [run.source_id])
        if cursor.fetchone() == (False,):
            return
        # Without knowing the rows that this merge has just stored, the planner compares each with each.
        cursor.execute(f"analyze {clients}")
        for reason, test in alike.items():
            cursor.execute(
                f"insert into {likely} (import_run_id, client_id, other_id, reason) "
                f"select %s, c.id, o.id, %s from {clients} c join {clients} o on {test} "
                "where c.change_id = %s and o.source_id <> c.source_id and o.date_deleted is null "
                "and c.date_deleted is null on conflict do nothing",
                [run.id, reason.value, change_id],
            )


def set_matching(viewer: Viewer | None, source_name: str, mode: str) -> Source:
    """Choose how new clients of a source are recognised from its next file on; None is the command line.

    Raises PermissionDenied, Http404 for an unknown source and ValueError for an unknown mode.
    """
    if viewer and not viewer.may(RIGHT):
        raise PermissionDenied
    source = Source.objects.filter(name=source_name, is_own=False).first()
    if source is None:
        raise Http404
    source.matching = Source.Matching(mode)
    source.save(update_fields=["matching"])
    return source


def likely_matches(viewer: Viewer) -> "QuerySet[LikelyMatch]":
    """Give the pairs that nobody has looked at yet, of clients whom the viewer may see. Raises PermissionDenied."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    return LikelyMatch.objects.filter(
        dismissed_at=None, client__in=viewer.clients.values("pk"), other__in=viewer.clients.values("pk")
    ).select_related("import_run__source")


def dismiss_match(viewer: Viewer, match_id: int) -> LikelyMatch:
    """Say that the two are different people: nothing proposes them again. Raises PermissionDenied and Http404."""
    found = _match(viewer, match_id)
    with change(by=viewer.account, action="say_different_people"):
        pair = put_pair(found.client_id, found.other_id, DuplicatePair.Origin.IMPORT)
        if pair.state == DuplicatePair.State.WAITING:
            decide(viewer, pair, DuplicatePair.State.DIFFERENT, "")
        found.dismissed_by, found.dismissed_at = viewer.account, timezone.now()
        found.save(update_fields=["dismissed_by", "dismissed_at"])
    return found


def review_match(viewer: Viewer, match_id: int) -> DuplicatePair:
    """Put a likely match into the review queue, where the two can be merged. Raises PermissionDenied and Http404."""
    found = _match(viewer, match_id)
    if not viewer.may("merge_clients"):
        raise PermissionDenied
    with change(by=viewer.account, action="flag_same_person"):
        pair = put_pair(found.client_id, found.other_id, DuplicatePair.Origin.IMPORT)
        if not pair.reasons:
            same_ssn = found.reason == LikelyMatch.Reason.SSN
            pair.reasons = ["same_ssn"] if same_ssn else ["same_last_name", "same_birth_date"]
            pair.save(update_fields=["reasons"])
    return pair


def _match(viewer: Viewer, match_id: int) -> LikelyMatch:
    found = likely_matches(viewer).filter(pk=match_id).first()
    if found is None:
        raise Http404
    return found


def _equal(source: Source, rows: list[Any]) -> Iterator[tuple[str, uuid.UUID]]:
    """Give the PersonalIDs of the rows with the one client of another source who is equal in everything."""
    digests = {ssn.whole_digest(number) for _key, number, *_person in rows}
    known: dict[tuple[bytes, _Person], list[uuid.UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select ssn_digest, id, first_name, middle_name, last_name, name_suffix, dob "
            f"from {stored_files()['Client'].table} where ssn_digest = any(%s) and source_id <> %s "
            f"and date_deleted is null and name_data_quality = {_FULL_QUALITY} "
            f"and dob_data_quality = {_FULL_QUALITY} and ssn_data_quality = {_FULL_QUALITY}",
            [list(digests), source.id],
        )
        for digest, client_id, *person in cursor.fetchall():
            known.setdefault((bytes(digest), _person(person)), []).append(client_id)
    for key, number, *person in rows:
        equal = known.get((ssn.whole_digest(number), _person(person)), [])
        if len(equal) == 1:
            yield key, equal[0]


def _person(values: list[Any]) -> _Person:
    *names, born = values
    first, middle, last, suffix = ((name or "").strip().casefold() for name in names)
    return first, middle, last, suffix, born
