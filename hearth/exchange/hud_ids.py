"""HUD's keys as an export gives them: the source's own, or a new one where two sources collide.

Of two sources with the same key, the one known longer keeps it, and the other's record goes out under the 32
signs of our own id. So a key, once given out, never changes when another source comes along.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from hearth.exchange.shape import StoredColumn, StoredFile, stored_files
from hearth.records.models.import_run import Source

# The picked stay of a row (selection.pick), with the keys of the stay and of its client.
STAY = "of_stay"


@dataclass(frozen=True)
class HudIds:
    """The SQL of exported keys, for the sources of which there are records of a file now (the longest known first)."""

    sources: Mapping[str, tuple[str, ...]]

    @classmethod
    def now(cls) -> "HudIds":
        ids = [str(id_) for id_ in Source.objects.order_by("created_at", "id").values_list("id", flat=True)]
        files = list(stored_files().values())
        tests = ", ".join(
            f"exists (select 1 from {file.table} where source_id = '{source}')"
            for file in files
            for source in ids
        )
        found: Sequence[bool] = ()
        if tests:
            with connection.cursor() as cursor:
                cursor.execute(f"select array[{tests}]")
                (found,) = cursor.fetchone() or ((),)
        return cls(
            {
                file.name: tuple(
                    source
                    for source, has_rows in zip(ids, found[place * len(ids) :], strict=False)
                    if has_rows
                )
                for place, file in enumerate(files)
            }
        )

    def key(self, file: StoredFile, alias: str) -> str:
        """Give the SQL of a record's exported key; `alias` names its table."""
        collides = [
            f"({alias}.source_id = '{later}' and exists (select 1 from {file.table} earlier where "
            f"earlier.hud_id = {alias}.hud_id and earlier.source_id in ({self._listed(earlier)})))"
            for later, earlier in self._earlier(file.name)
        ]
        if not collides:
            return f"{alias}.hud_id"
        return f"case when {' or '.join(collides)} then replace({alias}.id::text, '-', '') else {alias}.hud_id end"

    def parent_key(self, file: StoredFile, column: StoredColumn, alias: str) -> str:
        """Give the SQL of the exported key of the record that a column points to; `joined` must be in its query."""
        parent = stored_files()[str(column.parent)]
        if parent.name == "Enrollment":
            return f"{STAY}.enrollment_key"
        of_parent = self.key(parent, f"of_{column.database}")
        if parent.name != "Client":
            return of_parent
        # It is the stay's, but nothing keeps it so.
        return (
            f"case when {alias}.{column.database} = {STAY}.client_id then {STAY}.client_key else "
            f"(select {of_parent} from {parent.table} of_{column.database} "
            f"where of_{column.database}.id = {alias}.{column.database}) end"
        )

    @staticmethod
    def joined(file: StoredFile, alias: str) -> str:
        """Give the SQL that joins what a file's rows point to; `alias` names the file's table.

        What is, or hangs on, a stay is joined with the picked one, once for its own key and its client's: where that
        was not picked, the row is left out.
        """
        joins = [
            f"left join {stored_files()[column.parent].table} of_{column.database} "
            f"on of_{column.database}.id = {alias}.{column.database}"
            for column in file.columns
            if column.parent and not column.hud.is_key and column.parent not in ("Enrollment", "Client")
        ]
        if (stay := stay_of(file, alias)) is not None:
            joins.insert(0, f"join picked_enrollment {STAY} on {STAY}.id = {stay}")
        return " ".join(joins)

    def household(self, alias: str) -> str:
        """Give the SQL of an enrollment's HouseholdID, new where a project of an earlier source uses it too.

        It goes by project: someone who joins an imported household here stays in that household. `joined` must be in
        its query.
        """
        enrollment, project = stored_files()["Enrollment"].table, stored_files()["Project"].table
        keepers = self._listed(self.sources["Enrollment"])
        collides = [
            f"(of_project_id.source_id = '{later}' and exists (select 1 from {enrollment} other "
            f"join {project} place on place.id = other.project_id "
            f"where other.household_id = {alias}.household_id and other.project_id <> {alias}.project_id "
            f"and other.source_id in ({keepers}) and place.source_id in ({self._listed(earlier)})))"
            for later, earlier in self._earlier("Project")
        ]
        if not collides:
            return f"{alias}.household_id"
        new = f"md5({alias}.project_id || ':' || {alias}.household_id)"
        return f"case when {' or '.join(collides)} then {new} else {alias}.household_id end"

    def _earlier(self, file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each source of a file's records but the first, with those before it."""
        sources = self.sources[file]
        return ((source, sources[:place]) for place, source in enumerate(sources) if place)

    @staticmethod
    def _listed(sources: tuple[str, ...]) -> str:
        return ", ".join(f"'{source}'" for source in sources)


def stay_of(file: StoredFile, alias: str) -> str | None:
    """Give the SQL of the id of the stay that a row is or hangs on; None for a file that is about no stay."""
    if file.name == "Enrollment":
        return f"{alias}.id"
    return next(
        (f"{alias}.{column.database}" for column in file.columns if column.parent == "Enrollment"), None
    )
