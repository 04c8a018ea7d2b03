"""The floor of a report: each stay with its exit and its project, looked at once, where the records are.

`python -m bench.reports_scan zip ZIP` and `... live` (the database is DATABASE_URL's) print how many people there are;
`... middle` prints the ProjectID of the program of middle size.
"""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

import duckdb
import psycopg

_FILES = """
select count(distinct PersonalID), sum(coalesce(ExitDate, date '2026-09-30') - EntryDate), max(ProjectType)
from (select EnrollmentID, PersonalID, ProjectID, EntryDate::date as EntryDate from read_csv($Enrollment, {as_text}))
left join (select EnrollmentID, ExitDate::date as ExitDate from read_csv($Exit, {as_text})) using (EnrollmentID)
join (select ProjectID, ProjectType::integer as ProjectType from read_csv($Project, {as_text})) using (ProjectID)
"""
_LIVE = """
select count(distinct stay.client_id), sum(coalesce(left_on.exit_date, date '2026-09-30') - stay.entry_date),
    max(project.project_type)
from records_enrollment stay
left join records_exit left_on on left_on.enrollment_id = stay.id
join records_project project on project.id = stay.project_id
"""
_MIDDLE = """
select hud_id from (
    select project.hud_id, row_number() over (order by count(*), project.hud_id) as place, count(*) over () as projects
    from records_enrollment stay join records_project project on project.id = stay.project_id group by project.hud_id
) as ordered where place = projects / 2 + 1
"""


def of_zip(archive: Path) -> int:
    """Join the three files of an export; DuckDB reads them as they are."""
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(archive) as members,
        duckdb.connect() as connection,
    ):
        paths = {name: members.extract(f"{name}.csv", folder) for name in ("Enrollment", "Exit", "Project")}
        query = _FILES.format(as_text="all_varchar = true, header = true, delim = ',', quote = '\"'")
        (people, *_others) = connection.execute(query, paths).fetchone() or (0,)
        return int(people)


def of_database(query: str) -> object:
    """Give the first value of the first row."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        (value, *_others) = connection.execute(query).fetchone() or (None,)
        return value


def main(where: str, *paths: str) -> None:
    """Print the one figure."""
    match where:
        case "zip":
            print(of_zip(Path(paths[0])))
        case "live":
            print(of_database(_LIVE))
        case "middle":
            print(of_database(_MIDDLE))


if __name__ == "__main__":
    main(*sys.argv[1:])
