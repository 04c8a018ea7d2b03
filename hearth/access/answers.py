"""The answers that a viewer sees: of one collection, the last ones before it, and which collections there are.

Answers are named as fields of forms are (hearth/hud/collection.py): file, fixed values, column.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, QuerySet, UUIDField, Value

from hearth.access.masking import mask
from hearth.access.standing import KeptRows, Standing
from hearth.access.viewer import Viewer
from hearth.hud.standard import snake_case, standard
from hearth.records import guard
from hearth.records.kept_condition import Asked
from hearth.records.kept_query import IsOneOf
from hearth.records.models import (
    DataCollection,
    Disability,
    EmploymentEducation,
    Enrollment,
    HealthAndDV,
    IncomeBenefits,
    LocalAnswer,
    YouthEducationStatus,
)
from hearth.records.whole_row import WholeRow, record_of

START, UPDATE, EXIT, ANNUAL, POST_EXIT = 1, 2, 3, 5, 6

# The files whose rows belong to a collection: they carry its stage and its day.
FILES_OF_COLLECTIONS: tuple[type[Any], ...] = (
    IncomeBenefits,
    HealthAndDV,
    Disability,
    EmploymentEducation,
    YouthEducationStatus,
)
_READ: tuple[type[Any], ...] = (*FILES_OF_COLLECTIONS, DataCollection, LocalAnswer)
# What tells the rows of a long file apart.
ROW_KEY = {"Disabilities": "DisabilityType"}
# Domestic violence (4.11) is asked anew each time: nobody should have to take back a yes that stood there already.
_NEVER_OFFERED = "4.11"


@dataclass(frozen=True, slots=True)
class Collected:
    """One collection of an enrollment. `open_questions` is None where nobody knows: it came by import."""

    stage: int
    on: date
    open_questions: int | None


class AnswersOf:
    """What a viewer sees of a client's answers, read once, as one enrollment's pages need it.

    The answers of other enrollments and agencies are among them only as far as the viewer sees those.
    """

    def __init__(self, viewer: Viewer, enrollment: Enrollment, read: "Iterable[Any] | None" = None) -> None:
        """`read` are the rows of `answers_of`, which reads those of a whole household at once."""
        self._viewer = viewer
        self._enrollment = enrollment
        rows = list(_read(viewer, [enrollment]) if read is None else read)
        self._rows = [
            row
            for row in rows
            if isinstance(row, FILES_OF_COLLECTIONS) and row.client_id == enrollment.client_id
        ]
        own = [row for row in rows if row.enrollment_id == enrollment.pk]
        self._noted = [row for row in own if isinstance(row, DataCollection)]
        self._local = [row for row in own if isinstance(row, LocalAnswer)]

    def collections(self) -> list[Collected]:
        """Give the collections of the enrollment, the oldest first."""
        found: dict[tuple[date, int], int | None] = {
            (row.information_date, row.data_collection_stage): None
            for row in self._rows
            if row.enrollment_id == self._enrollment.pk
        }
        found |= {(one.information_date, one.stage): one.open_questions for one in self._noted}
        return [Collected(stage, on, left) for (on, stage), left in sorted(found.items())]

    def at(self, stage: int, on: date) -> dict[str, Any]:
        """Give what is stored of one collection of the enrollment, by the names of a form's fields."""
        found: dict[str, Any] = {}
        if stage == START:
            found |= dict(named(self._enrollment)) | dict(named(self._enrollment.client))
        if stage == EXIT:
            for ending in self._viewer.exits.filter(enrollment=self._enrollment):
                found |= dict(named(ending))
        for row in self._rows:
            if self._is_of(row, stage, on):
                found |= dict(named(row))
        return found | {
            f"{one.element}.{one.column}": one.value
            for one in self._local
            if one.data_collection_stage == stage and one.information_date == on
        }

    def last(self, stage: int, on: date) -> dict[str, tuple[Any, date]]:
        """Give the client's latest answers up to a day, with their days: what a form offers to confirm.

        What belongs to one stay (where the person was before it, when they moved in, where they went) is of no later
        one, and about domestic violence (4.11) everybody is asked anew.
        """
        found: dict[str, tuple[Any, date]] = {}
        for row in self._rows:
            if row.information_date <= on and not self._is_of(row, stage, on):
                found |= {
                    name: (value, row.information_date) for name, value in named(row) if value is not None
                }
        asked_anew = _asked_anew()
        return {name: told for name, told in found.items() if name not in asked_anew}

    def _is_of(self, row: Any, stage: int, on: date) -> bool:
        own = row.enrollment_id == self._enrollment.pk
        return own and row.data_collection_stage == stage and bool(row.information_date == on)


def answers_of(viewer: Viewer, enrollments: Sequence[Enrollment]) -> dict[uuid.UUID, AnswersOf]:
    """Give the answers of several enrollments, by their ids: of the members of a household. Few queries."""
    rows = _read(viewer, enrollments)
    return {one.pk: AnswersOf(viewer, one, rows) for one in enrollments}


def _read(viewer: Viewer, enrollments: Sequence[Enrollment]) -> list[Any]:
    """Read the rows of collections, what was noted of them and the local answers: one query, or two.

    The second asks whether the viewer may read what is sensitive in rows of other agencies.
    """
    found = _WHOLE_ROWS.rows(
        viewer,
        clients=list({one.client_id for one in enrollments}),
        enrollments=[one.pk for one in enrollments],
    )
    rows: list[Any] = [record_of(_READ[kind], row) for kind, row in found]
    oldest = datetime.min

    def order(row: Any) -> tuple[date, datetime, str]:
        return row.information_date or date.min, getattr(row, "date_updated", None) or oldest, str(row.pk)

    return mask(viewer, sorted(rows, key=order))


def _whole_rows(standing: Standing) -> "QuerySet[Any, tuple[int, str]]":
    clients = IsOneOf(F("client"), Asked("clients", ArrayField(UUIDField())))
    stays = IsOneOf(F("enrollment"), Asked("enrollments", ArrayField(UUIDField())))
    first: QuerySet[Any, tuple[int, str]]
    first, *others = [
        guard.scoped(model, standing)
        .filter(clients if model in FILES_OF_COLLECTIONS else stays)
        .order_by()
        .annotate(kind=Value(number), whole_row=WholeRow())
        .values_list("kind", "whole_row")
        for number, model in enumerate(_READ)
    ]
    return first.union(*others, all=True)


_WHOLE_ROWS = KeptRows(_whole_rows)


@cache
def _asked_anew() -> frozenset[str]:
    return frozenset(
        f"{column.file}.{column.name}"
        for model in FILES_OF_COLLECTIONS
        for column in standard().files[model.hud_file].columns
        if column.element == _NEVER_OFFERED
    )


def named(row: Any) -> Iterator[tuple[str, Any]]:
    """Give a row's answers as (name of the field, value)."""
    file = standard().files[row.hud_file]
    key = ROW_KEY.get(file.name)
    fixed = f"[{key}={getattr(row, snake_case(key))}]" if key else ""
    for column in file.columns:
        if hasattr(row, column.database_name):
            yield f"{file.name}{fixed}.{column.name}", getattr(row, column.database_name)
