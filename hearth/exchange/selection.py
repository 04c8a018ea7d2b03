"""Which live records leave the database: projects, their stays in a period, and all that hangs on these.

The chosen projects and enrollments are put into two temporary tables; every file's rows follow from them.
Deleted records never leave.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

from hearth.dataset import UnusableInput
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.shape import stored_files
from hearth.hud.standard import standard

# The date that places a row of an enrollment's file in time.
_DATES = {
    "Assessment": "assessment_date",
    "CurrentLivingSituation": "information_date",
    "Disabilities": "information_date",
    "EmploymentEducation": "information_date",
    "Event": "event_date",
    "Exit": "exit_date",
    "HealthAndDV": "information_date",
    "IncomeBenefits": "information_date",
    "Services": "date_provided",
    "YouthEducationStatus": "information_date",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Projects (None: all) and the period in which somebody must have been enrolled (None: open)."""

    projects: tuple[uuid.UUID, ...] | None = None
    start: date | None = None
    end: date | None = None

    @classmethod
    def named(
        cls, project_ids: Sequence[str], start: date | None = None, end: date | None = None
    ) -> "Selection":
        """Select projects by the ProjectIDs that an export gives them. Raises UnusableInput."""
        if start and end and end < start:
            raise UnusableInput(f"The period ends on {end}, before it starts on {start}.")
        found = project_ids_by_hud_id(project_ids) if project_ids else {}
        missing = [project_id for project_id in project_ids if project_id not in found]
        if missing:
            raise UnusableInput(f"There is no project {', '.join(missing)}.")
        return cls(tuple(found.values()) if project_ids else None, start, end)


def project_ids_by_hud_id(hud_ids: Sequence[str]) -> dict[str, uuid.UUID]:
    """Give our id of each project by the ProjectID that an export gives it; unknown ones are left out."""
    file = stored_files()["Project"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select * from (select {HudIds.now().key(file, 't')} as hud_id, t.id from {file.table} t "
            "where t.date_deleted is null) p where hud_id = any(%s)",
            [list(hud_ids)],
        )
        return dict(cursor.fetchall())


def pick(cursor: CursorWrapper, selection: Selection) -> None:
    """Fill the temporary tables `picked_project` and `picked_enrollment` for this transaction."""
    project, enrollment, client, leaving = (
        stored_files()[name].table for name in ("Project", "Enrollment", "Client", "Exit")
    )
    cursor.execute(
        f"create temp table picked_project on commit drop as select id from {project} "
        "where date_deleted is null and (%(projects)s::uuid[] is null or id = any(%(projects)s::uuid[]))",
        {"projects": list(selection.projects) if selection.projects is not None else None},
    )
    cursor.execute(
        f"create temp table picked_enrollment on commit drop as select e.id, e.client_id from {enrollment} e "
        "join picked_project p on p.id = e.project_id "
        f"join {client} c on c.id = e.client_id and c.date_deleted is null "
        "where e.date_deleted is null and (%(end)s::date is null or e.entry_date <= %(end)s::date) "
        "and (%(start)s::date is null or not exists (select 1 from "
        f"{leaving} x where x.enrollment_id = e.id and x.date_deleted is null and x.exit_date < %(start)s::date))",
        {"start": selection.start, "end": selection.end},
    )
    cursor.execute("create index on picked_enrollment (id)")
    cursor.execute("create index on picked_enrollment (client_id)")
    cursor.execute("analyze picked_project, picked_enrollment")


def condition(file_name: str, selection: Selection, t: str = "t") -> str:
    """Give the SQL condition of the picked rows of a file (all but User.csv); `t` names its table."""
    alive = f"{t}.date_deleted is null"
    parents = {column.references for column in standard().files[file_name].columns}
    affiliation, project, assessment = (
        stored_files()[name].table for name in ("Affiliation", "Project", "Assessment")
    )
    # HUD wants the residential projects that an affiliation names described too.
    described = (
        f"select id from picked_project union select res_project_id from {affiliation} "
        "where date_deleted is null and project_id in (select id from picked_project)"
    )
    match file_name:
        case "Organization":
            return f"{alive} and {t}.id in (select organization_id from {project} where id in ({described}))"
        case "Project":
            return f"{alive} and {t}.id in ({described})"
        case "Client":
            return f"{alive} and {t}.id in (select client_id from picked_enrollment)"
        case "Enrollment":
            return f"{t}.id in (select id from picked_enrollment)"
    if "Enrollment" not in parents:
        return f"{alive} and {t}.project_id in (select id from picked_project)"
    within = f"{alive} and {t}.enrollment_id in (select id from picked_enrollment)"
    if "Assessment" in parents:
        whole = condition("Assessment", selection, "a")
        return f"{within} and {t}.assessment_id in (select a.id from {assessment} a where {whole})"
    if selection.end is None:
        return within
    return f"{within} and {t}.{_DATES[file_name]} <= '{selection.end.isoformat()}'"


def user_condition(selection: Selection) -> str:
    """Give the SQL condition on `t` of the users that the picked rows of all other files name."""
    named = " union ".join(
        f"select t.user_id from {file.table} t where {condition(name, selection)}"
        for name, file in stored_files().items()
        if name != "User"
    )
    return f"t.date_deleted is null and t.id in ({named})"
