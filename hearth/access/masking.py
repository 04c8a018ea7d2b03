"""Sensitive columns read as "no answer" outside the agency that entered them: in the rows, and in what may be asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import F
from django.db.models.query import ModelIterable

from hearth.access import sensitive
from hearth.access.standing import Kept, Standing
from hearth.access.visibility_sharing import shared_enrollments
from hearth.records import guard
from hearth.records.models import Component, Enrollment, Level
from hearth.records.models.record import GuardedQuerySet

if TYPE_CHECKING:
    from hearth.access.viewer import Viewer


class MaskedIterable(ModelIterable):  # type: ignore[type-arg]
    """Gives the rows with the sensitive columns of other agencies' rows emptied, and remembers which were."""

    def __iter__(self) -> Iterator[Any]:
        rows = list(super().__iter__())
        yield from mask(self.queryset.viewer, rows)  # type: ignore[attr-defined]


class MaskedQuerySet(GuardedQuerySet[Any]):
    """A viewer's rows. What is sensitive can be neither read nor searched through it."""

    viewer: "Viewer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sensitive.columns(self.model.__name__):
            self._iterable_class = MaskedIterable

    def _clone(self) -> "MaskedQuerySet":
        clone = super()._clone()  # type: ignore[misc]
        clone.viewer = self.viewer
        return clone  # type: ignore[no-any-return]

    def _values(self, *fields: Any, **expressions: Any) -> Any:
        hidden = sensitive.columns(self.model.__name__)
        if hidden and not fields and not expressions:
            raise guard.Refused(f"All columns of {self.model.__name__} at once: name those that are needed.")
        _refuse(fields, hidden)
        _refuse(expressions.values(), sensitive.every_column())
        return super()._values(*fields, **expressions)  # type: ignore[misc]

    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        _refuse([*args, *kwargs, *kwargs.values()], sensitive.every_column())
        super()._filter_or_exclude_inplace(negate, args, kwargs)  # type: ignore[misc]

    def _annotate(self, args: Any, kwargs: Any, select: bool = True) -> Any:
        _refuse([*args, *kwargs.values()], sensitive.every_column())
        return super()._annotate(args, kwargs, select)  # type: ignore[misc]

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        _refuse([*args, *kwargs.values()], sensitive.every_column())
        return super().aggregate(*args, **kwargs)

    def order_by(self, *names: Any) -> Any:
        _refuse(names, sensitive.every_column())
        return super().order_by(*names)


def masked(rows: "QuerySet[Any]", viewer: "Viewer") -> "QuerySet[Any]":
    """Give the same rows with sensitive columns masked for the viewer."""
    found = MaskedQuerySet(model=rows.model, query=rows.query.chain(), using=rows.db)
    found.viewer = viewer
    return found


def mask(viewer: "Viewer", rows: list[Any]) -> list[Any]:
    """Empty the sensitive columns of rows that neither the viewer's agency entered nor the client released so."""
    told: list[Any] = [row for row in rows if isinstance(row, Model) and _told(row)]
    if told:
        open_ = open_enrollments(viewer, {_enrollment_of(row) for row in told})
        for row in told:
            if _enrollment_of(row) not in open_:
                row.masked_columns = frozenset(_told(row))
                for name in row.masked_columns:
                    setattr(row, name, None)
    return rows


def open_enrollments(viewer: "Viewer", enrollment_ids: set[Any]) -> set[UUID]:
    """Give those of the enrollments whose sensitive answers the viewer may read. One query."""
    rows = guard.everything(Enrollment, "whose sensitive answers a viewer may read")
    open_ = rows.filter(_open_to(viewer), pk__in=enrollment_ids)
    return set(open_.values_list("pk", flat=True))


def _open(standing: Standing) -> Q:
    released = shared_enrollments(standing, (Component.SERVICES, Level.FULL), with_sensitive=True)
    own = Q(project__organization=standing.organization_id)
    return own | Q(Exists(released.filter(pk=OuterRef("pk"))))


_open_to = Kept(Enrollment, _open)


def _told(row: Any) -> list[str]:
    return [name for name in sensitive.columns(type(row).__name__) if row.__dict__.get(name) is not None]


def _enrollment_of(row: Any) -> Any:
    return row.pk if isinstance(row, Enrollment) else row.enrollment_id


def _refuse(asked: Any, hidden: frozenset[str]) -> None:
    for name in _names(asked):
        if hidden.intersection(name.lstrip("-").split("__")):
            raise guard.Refused(f"{name} is sensitive: it is read row by row, where it is masked.")


def _names(asked: Any) -> Iterator[str]:
    """Give the names of columns in lookups, conditions and expressions, however deep."""
    for one in asked:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Q):
            for child in one.children:
                yield from _names(
                    [child] if isinstance(child, Q) else child if isinstance(child, tuple) else [child]
                )
        elif isinstance(one, F):
            yield str(one.name)  # type: ignore[attr-defined]
        elif hasattr(one, "get_source_expressions"):
            yield from _names(part for part in one.get_source_expressions() if part is not None)
