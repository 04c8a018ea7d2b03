"""What hangs on a client and goes along when two records are merged: every table that points at one, but for a few.

The tables are found by looking at the models, so that a new one moves without a line here. What stays is listed with
its reason; a test holds the list against the models.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import pghistory.models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, UniqueConstraint
from django.db.models.functions import Coalesce

from hearth.records import guard
from hearth.records.models import Client

# Rows that tell what happened to, or was said of, one of the two records by itself.
STAYS: dict[str, str] = {
    "Reading.client": "who looked at which record stays as it was",
    "DisclosedClient.client": "what left this system was the record as it was then",
    "EmergencyOpening.client": "an emergency opens one record, not what is merged into another",
    "LogAlert.client": "the log speaks of the record that was looked at",
    "LikelyMatch.client": "an import named these two records",
    "LikelyMatch.other": "an import named these two records",
    "ClientMerge.kept": "which record was kept then",
    "ClientMerge.merged": "which record was merged then",
    "DuplicatePair.one": "decided pair by pair (hearth/actions/duplicate_pairs.py)",
    "DuplicatePair.other": "decided pair by pair (hearth/actions/duplicate_pairs.py)",
}


class Relation(NamedTuple):
    """A column that points at a client, or at an enrollment."""

    model: Any
    column: str

    @property
    def key(self) -> str:
        return f"{self.model.__name__}.{self.column}"


def relations(to: Any = Client) -> list[Relation]:
    """Give every column that points at a client (or at another model's rows), history apart: it tells what was."""
    found = []
    for field in to._meta.get_fields(include_hidden=True):
        if not field.auto_created or field.concrete or field.many_to_many:
            continue
        model = field.related_model
        if not issubclass(model, pghistory.models.Event):  # type: ignore[arg-type]
            found.append(Relation(model, field.field.name))  # type: ignore[union-attr]
    return sorted(found, key=lambda relation: relation.key)


def moving() -> list[Relation]:
    """Give the columns whose rows go along."""
    return [relation for relation in relations() if relation.key not in STAYS]


def rows_of(relation: Relation, target: Any) -> "QuerySet[Any]":
    """Give the rows of a relation that point at a client (or an enrollment), deleted ones too."""
    return guard.everything(relation.model, "what hangs on a merged record").filter(
        **{relation.column: target}
    )


def movable(relation: Relation, kept: Any, merged: Any) -> "QuerySet[Any]":
    """Give the rows that can go from `merged` to `kept`.

    A row of which there can be only one stays behind where the kept record has its own; an undo finds it there.
    """
    rows = rows_of(relation, merged)
    for clashing in _clashes(relation, kept, merged):
        rows = rows.exclude(pk__in=clashing)
    return rows


def move(kept: Client, merged: Client) -> dict[str, list[str]]:
    """Let what hangs on `merged` hang on `kept`, and give the rows by relation. Only inside a change."""
    moved = {}
    for relation in moving():
        if ids := list(movable(relation, kept.pk, merged.pk).values_list("pk", flat=True)):
            point(relation, ids, kept.pk)
            moved[relation.key] = [str(one) for one in ids]
    return moved


def counted(client: Client) -> dict[str, int]:
    """Give how many rows of each model hang on a client and would go along, deleted ones apart. One query."""
    asked = {}
    for relation in moving():
        rows = guard.everything(relation.model, "what a merge would move").filter(
            **{relation.column: OuterRef("pk")}
        )
        if any(field.name == "date_deleted" for field in relation.model._meta.concrete_fields):
            rows = rows.filter(date_deleted=None)
        each = rows.order_by().values(relation.column).annotate(found=Count("*")).values("found")
        asked[relation.key.replace(".", "__of__")] = Coalesce(Subquery(each), 0)
    row: Any = (
        guard.everything(Client, "what a merge would move").filter(pk=client.pk).values(**asked).first()
    )
    found: dict[str, int] = {}
    for key, number in (row or {}).items():
        name = key.partition("__of__")[0]
        found[name] = found.get(name, 0) + number
    return found


def move_back(moved: dict[str, list[str]], merged: Client) -> None:
    """Let the rows of a merge hang on `merged` again, and what was added to its enrollments since with them."""
    known = {relation.key: relation for relation in relations()}
    for key, ids in moved.items():
        if key in known:
            point(known[key], ids, merged.pk)
    follow_enrollments(moved.get("Enrollment.client", []), merged)


def follow_enrollments(enrollment_ids: Collection[Any], client: Client) -> None:
    """Let everything in these enrollments be of the enrollments' client."""
    for relation in moving():
        if relation.column == "client" and _has_enrollment(relation.model):
            rows = guard.everything(relation.model, "pieces follow their enrollment")
            found = rows.filter(enrollment__in=list(enrollment_ids)).exclude(client=client.pk)
            if ids := list(found.values_list("pk", flat=True)):
                point(relation, ids, client.pk)


def point(relation: Relation, ids: Collection[Any], target: Any) -> None:
    """Let rows of a relation point at another client (or enrollment)."""
    rows = guard.everything(relation.model, "what hangs on a merged record").filter(pk__in=list(ids))
    rows.update(**{relation.column: target})


def _has_enrollment(model: Any) -> bool:
    return any(field.name == "enrollment" for field in model._meta.concrete_fields)


def _clashes(relation: Relation, kept: Any, merged: Any) -> Iterator[list[Any]]:
    """Give the rows of `merged` that would be a second one where the database allows one to a client."""
    for names, condition in _uniqueness(relation):
        others = [name for name in names if name != relation.column]
        taken = {_values(row, others) for row in rows_of(relation, kept).filter(condition)}
        if taken:
            rows = rows_of(relation, merged).filter(condition)
            yield [row.pk for row in rows if _values(row, others) in taken]


def _uniqueness(relation: Relation) -> Iterator[tuple[list[str], Q]]:
    options = relation.model._meta
    if options.get_field(relation.column).unique:
        yield [relation.column], Q()
    for names in options.unique_together:
        if relation.column in names:
            yield list(names), Q()
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and relation.column in constraint.fields:
            yield list(constraint.fields), constraint.condition or Q()


def _values(row: Any, names: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)
