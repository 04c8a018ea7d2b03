"""What every HUD record has: our key, where it came from, HUD's key there, and who inserted it."""

import hashlib
import uuid
from typing import Any, ClassVar, TypeVar

import pghistory
from django.db import models
from django.db.models.query import QuerySet

from hearth.records import guard

_Record = TypeVar("_Record", bound="Record")
_Model = TypeVar("_Model", bound=models.Model)


class GuardedQuerySet(QuerySet[_Record]):
    """A queryset of records. The guard itself stands in the compiler; here are only the wrappers Django needs."""

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise guard.Refused(f"Raw SQL on {self.model.__name__} has no viewer.")

    def delete(self) -> Any:
        raise guard.Refused(
            f"{self.model.__name__} rows are never deleted: set date_deleted inside a change."
        )


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """The default manager. Its rows can be read only after guard.scoped or guard.everything granted them."""

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise guard.Refused(f"Raw SQL on {self.model.__name__} has no viewer.")


class ForwardKeyQuerySet(GuardedQuerySet[_Record]):
    """Rows reached along a foreign key. Django hints at the row in hand before it reads, one by one or by prefetch."""

    def _add_hints(self, **hints: Any) -> None:
        super()._add_hints(**hints)  # type: ignore[misc]
        if _leads_on(hints.get("instance"), self.model):
            self.query.hearth_grant = guard.Grant(self.model._meta.db_table, "forward key")  # type: ignore[attr-defined]


class ForwardKeyManager(models.Manager.from_queryset(ForwardKeyQuerySet)):  # type: ignore[misc]
    """The base manager: Django follows foreign keys with it, from a row that a viewer already gave.

    Reverse relations use the default manager, so a client's enrollments are still asked of the viewer.
    """

    def get_queryset(self) -> "QuerySet[Any]":
        rows = super().get_queryset()
        return (
            guard.grant(rows, "forward key") if _leads_on(self._hints.get("instance"), self.model) else rows
        )


def _leads_on(in_hand: Any, model: type[Any]) -> bool:
    """Say whether a row in hand leads to a record: a record that was given does, for it was asked of the viewer.

    Any other row (a reading, an alert, a likely match) was not: it leads to agencies and programs, never to people.
    """
    return in_hand is not None and (guard.is_guarded(in_hand._meta.db_table) or not model.is_about_people)


class Record(models.Model):
    """A row of a HUD file. `hud_id` is the key that its source gave it; `id` is ours and goes into addresses."""

    # The HUD file whose columns the model has; each model says its own.
    hud_file: ClassVar[str]
    # What describes agencies and programs says no.
    is_about_people: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Not indexed by itself: the unique (source, hud_id) begins with it.
    source = models.ForeignKey("records.Source", models.PROTECT, related_name="+", db_index=False)
    hud_id = models.CharField(max_length=32)
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")

    objects = GuardedManager()
    following = ForwardKeyManager()

    class Meta:
        abstract = True
        base_manager_name = "following"
        default_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "hud_id"], name="%(class)s_hud_id_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.hud_id}"

    # What a viewer was not shown of this row (hearth/access/masking.py): it stands empty here and full in the database.
    masked_columns: ClassVar[frozenset[str]] = frozenset()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row. Raises guard.Refused when that would empty what a viewer was not shown."""
        fields = kwargs.get("update_fields")
        if self.masked_columns and (fields is None or self.masked_columns.intersection(fields)):
            raise guard.Refused(f"{type(self).__name__} was read masked: name the columns that changed.")
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        with guard.inside_wrapper():
            super().refresh_from_db(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        with guard.inside_wrapper():
            super().clean_fields(exclude)

    def validate_unique(self, exclude: Any = None) -> None:
        with guard.inside_wrapper():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with guard.inside_wrapper():
            super().validate_constraints(exclude)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise guard.Refused(f"{type(self).__name__} is never deleted: set date_deleted inside a change.")

    @classmethod
    def new_hud_id(cls) -> str:
        """Give a key for a record that is born here, unique in HUD's 32 characters."""
        return uuid.uuid4().hex

    @classmethod
    def imported_id(cls, source_id: uuid.UUID, hud_id: str) -> uuid.UUID:
        """Give our key of a source's record. It follows from the source and HUD's key, so an import needs no look-ups.

        `exchange` computes the same in SQL: md5(source || ':' || file || ':' || hud_id) as uuid.
        """
        text = f"{source_id}:{cls.hud_file}:{hud_id}"
        return uuid.UUID(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest())


def tracked(model: type[_Model]) -> type[_Model]:
    """Put a record under the guard and keep its history: the old row at each update, signed by its change.

    Statement triggers see bulk and raw writes too; the context is NOT NULL, so the database itself refuses an
    update that nobody signs. Inserts are not copied: the record names the change that inserted it.
    """
    history = pghistory.create_event_model(
        model,
        pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        obj_field=pghistory.ObjForeignKey(related_name="history", db_constraint=False),
        context_field=pghistory.ContextForeignKey(null=False),
        model_name=f"{model.__name__}History",
        abstract=False,
    )
    guard.protect(model)
    guard.protect(history)
    return model
