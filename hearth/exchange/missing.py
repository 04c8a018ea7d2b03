"""Find the live records that a full export should hold and does not: in its source they were deleted.

Such a record belongs to a project of the export and, where it is a stay or hangs on one, to its period. What lies
outside of the export's scope is not missing. A partial export says itself what was deleted (DateDeleted), so nothing
is missing from it. Projects, agencies and users are never missing: an export holds those that somebody chose.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import duckdb

from hearth.exchange.keys import Keys
from hearth.exchange.selection import DATES
from hearth.exchange.shape import StoredFile

_DELTA, _UPDATED, _COC = 1, 1, 1
_NEVER_MISSING = ("User", "Organization", "Project", "Client")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an export says that it holds. `start` and `end` are None where it is partial or does not say."""

    files: frozenset[str]
    start: date | None
    end: date | None
    cocs: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return self.start is not None and self.end is not None


def scope_of(staged: duckdb.DuckDBPyConnection, files: Collection[str]) -> Scope:
    """Read the scope from Export.csv: from its latest row where a vendor lists all exports so far."""
    row = staged.execute(
        'select "ExportStartDate", "ExportEndDate", "ExportDirective", "ExportPeriodType", "SourceType", "SourceID" '
        'from "Export" order by "ExportDate" desc nulls last, _line desc limit 1'
    ).fetchone()
    start, end, directive, period, kind, listed = row or (None,) * 6
    if directive == _DELTA or period == _UPDATED or start is None or end is None:
        start = end = None
    codes = tuple(code.strip() for code in (listed or "").split(";") if code.strip()) if kind == _COC else ()
    return Scope(frozenset(files), start, end, codes)


def mark_missing(staged: duckdb.DuckDBPyConnection, file: StoredFile, keys: Keys, scope: Scope) -> None:
    """Mark the live rows of a file as gone. Its parents were marked and judged before; clients come last."""
    if not scope.is_full or file.name in _NEVER_MISSING:
        return
    parents = {str(column.parent): column.database for column in file.columns if column.parent}
    if file.name == "Enrollment":
        within = (
            f"project_id in ({_staged_ids(keys, 'Project')}) and entry_date <= $end and not exists "
            '(select 1 from live."Exit" x where x.enrollment_id = l.id and x.date_deleted is null '
            "and x.exit_date < $start)"
        )
    elif "Assessment" in parents:
        within = f"assessment_id in ({_staged_ids(keys, 'Assessment')})"
    elif "Enrollment" in parents:
        within = f"enrollment_id in ({_staged_ids(keys, 'Enrollment')}) and {DATES[file.name]} <= $end"
    else:
        within = f"project_id in ({_staged_ids(keys, 'Project')})"
    if file.name in ("ProjectCoC", "Inventory") and scope.cocs:
        within += " and (coc_code is null or coc_code in (select unnest($cocs)))"
    orphaned = [
        f'{parents[parent]} in (select id from live."{parent}" where gone)'
        for parent in ("Enrollment", "Assessment")
        if parent in parents
    ]
    # A file that was not sent says nothing of its rows; what hangs on a stay that is gone goes with it.
    tests = [*([within] if file.name in scope.files else []), *orphaned]
    if not tests:
        return
    values: dict[str, object] = {"start": scope.start, "end": scope.end, "cocs": list(scope.cocs)}
    _mark(staged, file, " or ".join(f"({test})" for test in tests), values)


def mark_missing_clients(staged: duckdb.DuckDBPyConnection, file: StoredFile, keys: Keys) -> None:
    """Mark the clients whose last stay is gone and who are not in the file any more."""
    of_client = 'from live."Enrollment" e where e.client_id = l.id and e.date_deleted is null'
    _mark(
        staged,
        file,
        f"not enrolled_elsewhere and exists (select 1 {of_client} and e.gone) "
        f"and not exists (select 1 {of_client} and not e.gone) and l.id not in "
        f'(select {keys.id_of("Client", "PersonalID")} from "Enrollment" t)',
        {},
    )


def _mark(staged: duckdb.DuckDBPyConnection, file: StoredFile, test: str, values: dict[str, object]) -> None:
    used = {name: value for name, value in values.items() if f"${name}" in test}
    staged.execute(
        f'update live."{file.name}" l set gone = true where date_deleted is null and ({test}) '
        f'and hud_id not in (select t."{file.key}" from "{file.name}" t) '
        f"and hud_id not in (select key from refused where file = '{file.name}' and problem <> 'descriptors')",
        used,
    )


def _staged_ids(keys: Keys, parent: str) -> str:
    key = {"Project": "ProjectID", "Enrollment": "EnrollmentID", "Assessment": "AssessmentID"}[parent]
    return f'select {keys.id_of(parent, key)} from "{parent}" t'
