"""Which table and which columns of the records hold a HUD file; derived from the standard and the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps

from hearth.hud.standard import Column, standard
from hearth.records.generate_fields import model_name, relation_name
from hearth.records.models.record import Record


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """One HUD column and the database column that holds it; `parent` is the file whose record it points to."""

    hud: Column
    database: str
    parent: str | None
    required: bool
    # What the database can hold, where that is less than the staged value may be.
    max_length: int | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One HUD file and the model of its rows. Export.csv is not here: it describes the run, not a record."""

    name: str
    model: type[Record]
    columns: tuple[StoredColumn, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def history_table(self) -> str:
        return apps.get_model("records", f"{self.model.__name__}History")._meta.db_table

    @property
    def key(self) -> str:
        return standard().files[self.name].key.name

    @property
    def parents(self) -> list[StoredColumn]:
        """The columns whose record must exist before a row can be stored."""
        return [column for column in self.columns if column.parent and column.required]


@cache
def stored_files() -> dict[str, StoredFile]:
    """Give the 23 files that become records, parents before children."""
    return {name: _stored_file(name) for name in _parents_first()}


def _parents_first() -> Iterator[str]:
    waiting = {
        file.name: {column.references for column in file.columns if column.references} - {"Export", file.name}
        for file in standard().files.values()
        if file.name != "Export"
    }
    while waiting:
        ready = [name for name, parents in waiting.items() if not parents & waiting.keys()]
        yield from ready
        for name in ready:
            del waiting[name]


def _stored_file(name: str) -> StoredFile:
    model = apps.get_model("records", model_name(name))
    columns = []
    for column in standard().files[name].columns:
        if column.is_key:
            field = model._meta.get_field("hud_id")
        elif column.references == "Export" or (name, column.name) == ("Client", "SSN"):
            continue
        elif column.references:
            field = model._meta.get_field(relation_name(column))
        else:
            field = model._meta.get_field(column.database_name)
        columns.append(
            StoredColumn(
                hud=column,
                database=field.column,
                parent=column.references,
                required=not field.null,
                max_length=getattr(field, "max_length", None) if not column.references else None,
            )
        )
    return StoredFile(name, model, tuple(columns))
