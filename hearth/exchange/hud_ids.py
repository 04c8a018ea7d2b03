"""HUD's keys as an export gives them: the source's own, or a new one where two sources collide.

Of two sources with the same key, the one known longer keeps it, and the other's record goes out under the 32
signs of our own id. So a key, once given out, never changes when another source comes along.
"""

from dataclasses import dataclass
from functools import cached_property

from hearth.exchange.shape import StoredColumn, StoredFile, stored_files
from hearth.records.models.import_run import Source


@dataclass(frozen=True)
class HudIds:
    """The SQL of exported keys, for the sources that exist now (the longest known first)."""

    sources: tuple[str, ...]

    @classmethod
    def now(cls) -> "HudIds":
        ids = Source.objects.order_by("created_at", "id").values_list("id", flat=True)
        return cls(tuple(str(source) for source in ids))

    def key(self, file: StoredFile, alias: str) -> str:
        """Give the SQL of a record's exported key; `alias` names its table."""
        collides = [
            f"({alias}.source_id = '{later}' and exists (select 1 from {file.table} earlier where "
            f"earlier.hud_id = {alias}.hud_id and earlier.source_id in ({self._listed(earlier)})))"
            for later, earlier in self._earlier.items()
        ]
        if not collides:
            return f"{alias}.hud_id"
        return f"case when {' or '.join(collides)} then replace({alias}.id::text, '-', '') else {alias}.hud_id end"

    def parent_key(self, column: StoredColumn) -> str:
        """Give the SQL of the exported key of the record that a column points to; `joined` must be in its query."""
        return self.key(stored_files()[str(column.parent)], f"of_{column.database}")

    @staticmethod
    def joined(file: StoredFile, alias: str) -> str:
        """Give the SQL that joins the records to which a file's rows point; `alias` names the file's table."""
        return " ".join(
            f"left join {stored_files()[column.parent].table} of_{column.database} "
            f"on of_{column.database}.id = {alias}.{column.database}"
            for column in file.columns
            if column.parent and not column.hud.is_key
        )

    def household(self, alias: str) -> str:
        """Give the SQL of an enrollment's HouseholdID, new where a project of an earlier source uses it too.

        It goes by project: someone who joins an imported household here stays in that household. `joined` must be in
        its query.
        """
        enrollment, project = stored_files()["Enrollment"].table, stored_files()["Project"].table
        collides = [
            f"(of_project_id.source_id = '{later}' and exists (select 1 from {enrollment} other "
            f"join {project} place on place.id = other.project_id "
            f"where other.household_id = {alias}.household_id and other.project_id <> {alias}.project_id "
            f"and other.source_id in ({self._listed(self.sources)}) and place.source_id in ({self._listed(earlier)})))"
            for later, earlier in self._earlier.items()
        ]
        if not collides:
            return f"{alias}.household_id"
        new = f"md5({alias}.project_id || ':' || {alias}.household_id)"
        return f"case when {' or '.join(collides)} then {new} else {alias}.household_id end"

    @cached_property
    def _earlier(self) -> dict[str, tuple[str, ...]]:
        return {source: self.sources[:place] for place, source in enumerate(self.sources) if place}

    @staticmethod
    def _listed(sources: tuple[str, ...]) -> str:
        return ", ".join(f"'{source}'" for source in sources)
