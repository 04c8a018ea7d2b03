"""Limit a staged export to some of its projects: what hangs on the others is taken out, as if it had not been sent."""

from collections.abc import Sequence

import duckdb

from hearth.dataset import UnusableInput
from hearth.exchange.shape import stored_files


def limit_to(staged: duckdb.DuckDBPyConnection, project_ids: Sequence[str]) -> None:
    """Keep only the rows of these projects, their agencies and their clients.

    Raises UnusableInput for a project that the export does not have.
    """
    if not project_ids:
        return
    found = staged.execute('select distinct "ProjectID" from "Project"').fetchall()
    missing = sorted(set(project_ids) - {key for (key,) in found})
    if missing:
        raise UnusableInput(f"The export has no project {', '.join(missing)}.")
    staged.execute("create or replace temp table chosen as select unnest(?) as key", [list(project_ids)])
    for file in stored_files().values():
        names = {column.hud.name for column in file.columns}
        if "ProjectID" in names:
            _keep(staged, file.name, '"ProjectID" in (select key from chosen)')
    for file in stored_files().values():
        names = {column.hud.name for column in file.columns}
        if "EnrollmentID" in names and file.name != "Enrollment":
            _keep(staged, file.name, '"EnrollmentID" in (select "EnrollmentID" from "Enrollment")')
    _keep(staged, "Client", '"PersonalID" in (select "PersonalID" from "Enrollment")')
    _keep(staged, "Organization", '"OrganizationID" in (select "OrganizationID" from "Project")')


def _keep(staged: duckdb.DuckDBPyConnection, file: str, test: str) -> None:
    staged.execute(f'delete from "{file}" where not coalesce({test}, false)')
