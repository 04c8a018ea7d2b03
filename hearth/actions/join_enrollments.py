"""Two enrollments of one person in one program at one time: found when records are merged, and joined where asked.

One client's own stays that were wrongly split are joined by hearth/actions/join_split_stays.py.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.actions.merge_moves import Relation, movable, point, relations
from hearth.records import clock, guard
from hearth.records.column_types import HUDDateTimeField
from hearth.records.models import AssignedStaff, Client, Enrollment, Exit, Service

_BED_NIGHT: Final = 200
_START, _UPDATE, _EXIT = 1, 2, 3
# The columns that say at which stage something was asked: HUD's, and that of a collection (ADR 0170).
_STAGES: Final = ("data_collection_stage", "stage")
# What is said once of a stay: the earlier enrollment gets it from the later one where it has none (3.20, 4.13).
_ONCE: Final = ("move_in_date", "date_of_engagement")
# What makes two pieces of one collection the same one.
_SAME: Final = ("data_collection_stage", "information_date", "disability_type")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two enrollments of one stay in one program. `into` began first; `why_not`: why `goes` cannot be joined to it."""

    into: Enrollment
    goes: Enrollment
    into_ends: date | None
    goes_ends: date | None
    why_not: str

    @property
    def can_join(self) -> bool:
        return not self.why_not


def shared_household(one: Client, other: Client) -> Enrollment | None:
    """Give an enrollment of `one` whose household `other` is in too: the two are two people there."""
    theirs = {_household(row) for row in _living(other)}
    return next((row for row in _living(one) if _household(row) in theirs), None)


def overlaps(one: Client, other: Client) -> list[Overlap]:
    """Give the pairs of enrollments, one of each record, that are at one time in one program."""
    rows = [*_living(one), *_living(other)]
    ends = ends_of(rows)
    alone = _alone(rows)
    elsewhere = kept_elsewhere({row.source_id for row in rows})
    found = []
    for mine in rows:
        for theirs in rows:
            if (
                mine.client_id != one.pk
                or theirs.client_id != other.pk
                or mine.project_id != theirs.project_id
            ):
                continue
            if not _at_once(mine, ends[mine.pk], theirs, ends[theirs.pk]):
                continue
            into, goes = sorted(
                (mine, theirs), key=lambda row: (row.entry_date, row.pk in alone, str(row.pk))
            )
            why = "elsewhere" if {into.source_id, goes.source_id} & elsewhere.keys() else ""
            why = why or ("" if goes.pk in alone else "household")
            found.append(Overlap(into, goes, ends[into.pk], ends[goes.pk], why))
    return sorted(found, key=lambda overlap: overlap.into.entry_date, reverse=True)


def join(overlap: Overlap, now: datetime, user: Any) -> dict[str, Any]:
    """Let what was recorded in `goes` be of `into`, and delete `goes` softly. Only inside a change.

    The later end is the end. What both hold (a bed night, a collection of one day) stays behind and is deleted with
    `goes`. A start or an exit that lies within the joined stay becomes an update. Gives what an undo needs.
    """
    moved: dict[str, list[str]] = {}
    changed: dict[str, list[str]] = {"Enrollment": [str(overlap.goes.pk), str(overlap.into.pk)]}
    ends = _join_exits(overlap, now, user, moved, changed)
    for relation in relations(Enrollment):
        if relation.model is Exit:
            continue
        ids = [row.pk for row in _worth_moving(relation, overlap)]
        if ids:
            point(relation, ids, overlap.into.pk)
            moved[relation.key] = [str(one) for one in ids]
        _delete_left_behind(relation, overlap, now, changed)
        _settle_stages(relation, overlap, ends, changed)
    of_both = guard.everything(Enrollment, "an enrollment joined to another")
    of_both.filter(pk=overlap.goes.pk).update(date_deleted=now, date_updated=now, user=user)
    told: dict[str, Any] = {
        name: getattr(overlap.goes, name) for name in _ONCE if getattr(overlap.into, name) is None
    }
    if overlap.goes.is_private:
        # What was kept from other agencies stays so.
        told["is_private"] = True
    of_both.filter(pk=overlap.into.pk).update(**told, date_updated=now, user=user)
    return {"from": str(overlap.goes.pk), "into": str(overlap.into.pk), "moved": moved, "changed": changed}


def take_apart(joined: dict[str, Any]) -> None:
    """Give the pieces of a joined enrollment back. Their other values come from the history. Only inside a change."""
    known = {relation.key: relation for relation in relations(Enrollment)}
    for key, ids in joined["moved"].items():
        if key in known:
            point(known[key], ids, uuid.UUID(joined["from"]))


def _join_exits(
    overlap: Overlap,
    now: datetime,
    user: Any,
    moved: dict[str, list[str]],
    changed: dict[str, list[str]],
) -> date | None:
    """Let the joined stay end as the later of the two ends; both being open, or one, it is open."""
    relation = Relation(Exit, "enrollment")
    goes_later = overlap.into_ends is not None and (
        overlap.goes_ends is None or overlap.goes_ends > overlap.into_ends
    )
    dropped = overlap.into if goes_later else overlap.goes
    rows = guard.everything(Exit, "the exits of joined enrollments")
    gone = list(rows.filter(enrollment=dropped.pk, date_deleted=None).values_list("pk", flat=True))
    rows.filter(pk__in=gone).update(date_deleted=now, date_updated=now, user=user)
    changed["Exit"] = [str(one) for one in gone]
    if goes_later:
        kept = list(rows.filter(enrollment=overlap.goes.pk, date_deleted=None).values_list("pk", flat=True))
        point(relation, kept, overlap.into.pk)
        moved[relation.key] = [str(one) for one in kept]
        return overlap.goes_ends
    return overlap.into_ends


def _worth_moving(relation: Relation, overlap: Overlap) -> Iterable[Any]:
    rows = movable(relation, overlap.into.pk, overlap.goes.pk)
    if _has(relation, "date_deleted"):
        rows = rows.filter(date_deleted=None)
    there = {_sign(row) for row in _pieces(relation, overlap.into)}
    return [row for row in rows if (sign := _sign(row)) is None or sign not in there]


def _sign(row: Any) -> tuple[Any, ...] | None:
    """Give what a piece is known by, where two alike would be one thing twice; None where both may be true."""
    if isinstance(row, Service):
        return (row.date_provided,) if row.record_type == _BED_NIGHT else None
    if isinstance(row, AssignedStaff):
        return (row.account_id,)
    if not hasattr(row, "data_collection_stage"):
        return None
    return tuple(getattr(row, name) for name in _SAME if hasattr(row, name))


def _delete_left_behind(
    relation: Relation, overlap: Overlap, now: datetime, changed: dict[str, list[str]]
) -> None:
    if not _has(relation, "date_deleted"):
        return
    rows = _pieces(relation, overlap.goes)
    if ids := [row.pk for row in rows]:
        left = guard.everything(relation.model, "what is deleted with a joined enrollment")
        left.filter(pk__in=ids).update(date_deleted=_moment(relation, now))
        changed.setdefault(relation.model.__name__, []).extend(str(one) for one in ids)


def _settle_stages(
    relation: Relation, overlap: Overlap, ends: date | None, changed: dict[str, list[str]]
) -> None:
    column = next((name for name in _STAGES if _has(relation, name)), None)
    if column is None:
        return
    pieces = _pieces(relation, overlap.into)
    updates = {row.information_date for row in pieces if getattr(row, column) == _UPDATE}
    rows = [
        row.pk
        for row in pieces
        if (getattr(row, column) == _START and row.information_date != overlap.into.entry_date)
        or (getattr(row, column) == _EXIT and row.information_date != ends)
        # There is one update a day in the note of what was asked.
        if column == _STAGES[0] or row.information_date not in updates
    ]
    if rows:
        within = guard.everything(relation.model, "what lies within a joined enrollment")
        within.filter(pk__in=rows).update(**{column: _UPDATE})
        changed.setdefault(relation.model.__name__, []).extend(str(one) for one in rows)


def _pieces(relation: Relation, enrollment: Enrollment) -> list[Any]:
    rows = guard.everything(relation.model, "what hangs on a joined enrollment")
    rows = rows.filter(**{relation.column: enrollment.pk})
    return list(rows.filter(date_deleted=None) if _has(relation, "date_deleted") else rows)


def _has(relation: Relation, name: str) -> bool:
    return any(field.name == name for field in relation.model._meta.concrete_fields)


def _moment(relation: Relation, now: datetime) -> datetime:
    """Give when a row was deleted, as its table keeps it: HUD's date-times have no zone, ours have (ADR 0004)."""
    is_hud = isinstance(relation.model._meta.get_field("date_deleted"), HUDDateTimeField)
    return now if is_hud else clock.instant()


def _living(client: Client) -> list[Enrollment]:
    rows = guard.everything(Enrollment, "where two records of one person are enrolled")
    return list(rows.filter(client=client.pk, date_deleted=None).select_related("project").order_by("id"))


def _household(row: Enrollment) -> tuple[Any, ...]:
    return row.source_id, row.household_id, row.project_id


def ends_of(rows: Iterable[Enrollment]) -> dict[Any, date | None]:
    """Give the exit date of each enrollment, None for one that is open. One query."""
    exits = guard.everything(Exit, "when two records' enrollments ended")
    found = exits.filter(enrollment__in=[row.pk for row in rows], date_deleted=None)
    ended = dict(found.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    return {row.pk: ended.get(row.pk) for row in rows}


def _alone(rows: list[Enrollment]) -> set[Any]:
    """Give those of the enrollments that are a household of one."""
    members = guard.everything(Enrollment, "who is in the household of a joined enrollment").filter(
        household_id__in={row.household_id for row in rows}, date_deleted=None
    )
    counted: dict[tuple[Any, ...], int] = {}
    for member in members:
        counted[_household(member)] = counted.get(_household(member), 0) + 1
    return {row.pk for row in rows if counted[_household(row)] == 1}


def _at_once(one: Enrollment, one_ends: date | None, other: Enrollment, other_ends: date | None) -> bool:
    """Say whether two stays share a night, or a day on which both began."""
    if one.entry_date == other.entry_date:
        return True
    ends, second = (one_ends, other) if one.entry_date < other.entry_date else (other_ends, one)
    return ends is None or ends > second.entry_date
