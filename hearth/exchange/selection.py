"""Which live records leave the database: projects, their stays in a period, and all that hangs on these.

The chosen projects and enrollments are put into two temporary tables; every file's rows follow from them.
Deleted records leave only with what was updated in a period (updated.py), because they tell of the deletion.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

from hearth.dataset import UnusableInput
from hearth.exchange import updated
from hearth.exchange.hud_ids import HudIds, stay_of
from hearth.exchange.shape import stored_files
from hearth.hud.standard import standard

# The date that places a row of an enrollment's file in time.
DATES = {
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


_COC_CODE = re.compile(r"[A-Z]{2}-[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Projects, CoCs and funders (None: all) and the period in which somebody must have been enrolled (None: open).

    With `is_updated` the period is the one in which a record was made, changed or deleted. With `with_households` the
    whole households of those who were enrolled in it are selected, with the other stays of these people and whom they
    lived with then: what a report on active clients looks at. A project has a funder while a grant of it runs in the
    period. With `with_destinations` the projects to which people of the picked stays were referred are described too,
    but for those of confidential agencies.
    """

    projects: tuple[uuid.UUID, ...] | None = None
    start: date | None = None
    end: date | None = None
    cocs: tuple[str, ...] | None = None
    is_updated: bool = False
    funders: tuple[int, ...] | None = None
    with_households: bool = False
    with_destinations: bool = False

    def __post_init__(self) -> None:
        for coc in self.cocs or ():
            if not _COC_CODE.fullmatch(coc):
                raise UnusableInput(f"{coc!r} is no CoC code: two letters, a dash and three digits.")
        if self.start and self.end and self.end < self.start:
            raise UnusableInput(f"The period ends on {self.end}, before it starts on {self.start}.")
        if self.is_updated and self.start is None:
            raise UnusableInput(
                "What was updated is asked for since a day: name the first day of the period."
            )

    @classmethod
    def named(
        cls,
        project_ids: Sequence[str],
        start: date | None = None,
        end: date | None = None,
        *,
        cocs: Sequence[str] = (),
        is_updated: bool = False,
        funders: Sequence[int] = (),
    ) -> "Selection":
        """Select projects by the ProjectIDs that an export gives them. Raises UnusableInput."""
        found = project_ids_by_hud_id(project_ids) if project_ids else {}
        missing = [project_id for project_id in project_ids if project_id not in found]
        if missing:
            raise UnusableInput(f"There is no project {', '.join(missing)}.")
        return cls(
            tuple(found.values()) if project_ids else None,
            start,
            end,
            tuple(coc.upper() for coc in cocs) or None,
            is_updated,
            tuple(funders) or None,
        )


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


def projects_of_organizations(hud_ids: Sequence[str]) -> tuple[uuid.UUID, ...]:
    """Give our ids of the projects of some organizations, by the OrganizationIDs that an export gives them.

    Raises UnusableInput for an organization without any.
    """
    organization, project = stored_files()["Organization"], stored_files()["Project"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select o.hud_id, p.id from (select {HudIds.now().key(organization, 't')} as hud_id, t.id "
            f"from {organization.table} t where t.date_deleted is null) o "
            f"join {project.table} p on p.organization_id = o.id and p.date_deleted is null where o.hud_id = any(%s)",
            [list(hud_ids)],
        )
        found = cursor.fetchall()
    if missing := set(hud_ids) - {hud_id for hud_id, _project in found}:
        raise UnusableInput(f"There is no project of the organization {', '.join(sorted(missing))}.")
    return tuple(project_id for _hud_id, project_id in found)


def pick(cursor: CursorWrapper, selection: Selection, hud_ids: HudIds) -> None:
    """Fill the temporary tables `picked_project` and `picked_enrollment` for this transaction.

    A picked stay has its key and its client's, as `hud_ids` gives them out: what hangs on it asks for them once a row.
    """
    files = stored_files()
    project, enrollment, client, leaving = (
        files[name].table for name in ("Project", "Enrollment", "Client", "Exit")
    )
    cursor.execute(
        f"create temp table picked_project on commit drop as select p.id from {project} p "
        f"where ({'true' if selection.is_updated else 'p.date_deleted is null'}) "
        f"and {_project_in_cocs(selection, 'p.id')} and {_project_has_funder(selection, 'p.id')} "
        "and (%(projects)s::uuid[] is null or p.id = any(%(projects)s::uuid[]))",
        {"projects": list(selection.projects) if selection.projects is not None else None},
    )
    # Before it is counted, the database takes one project for thousands, and reads all stays for it.
    cursor.execute("analyze picked_project")
    period = {"start": selection.start, "end": selection.end}
    alive = "c.date_deleted is null and e.date_deleted is null"
    within = (
        "(%(end)s::date is null or e.entry_date <= %(end)s::date) "
        f"and (%(start)s::date is null or not exists (select 1 from {leaving} x "
        "where x.enrollment_id = e.id and x.date_deleted is null and x.exit_date < %(start)s::date))"
    )
    if selection.is_updated:
        wanted = updated.stays(selection)
    elif selection.with_households:
        _pick_households(cursor, within, period)
        households = "select project_id, household_id from picked_household"
        wanted = f"{alive} and (e.project_id, e.household_id) in ({households})"
    else:
        wanted = f"{alive} and {within}"
    cursor.execute(
        f"create temp table picked_enrollment on commit drop as select e.id, e.client_id, "
        f"{hud_ids.key(files['Enrollment'], 'e')} as enrollment_key, {hud_ids.key(files['Client'], 'c')} as client_key "
        f"from {enrollment} e "
        f"join picked_project p on p.id = e.project_id join {client} c on c.id = e.client_id "
        f"where {_stay_in_cocs(selection)} and {wanted}",
        period,
    )
    cursor.execute("create index on picked_enrollment (id)")
    cursor.execute("create index on picked_enrollment (client_id)")
    cursor.execute("analyze picked_enrollment")


def _pick_households(cursor: CursorWrapper, within: str, period: Mapping[str, date | None]) -> None:
    """Fill `picked_household`: the households of those whose stay is `within`, now and at other times.

    Step by step, each counted: in one statement the database takes them for few, and looks up a million stays one by
    one.
    """
    enrollment = stored_files()["Enrollment"].table
    picked = f"from {enrollment} e join picked_project p on p.id = e.project_id where e.date_deleted is null"
    for name, query in (
        ("reached_household", f"select distinct e.project_id, e.household_id {picked} and {within}"),
        (
            "reached_client",
            f"select distinct e.client_id from {enrollment} e join reached_household h "
            "on h.project_id = e.project_id and h.household_id = e.household_id where e.date_deleted is null",
        ),
        (
            "picked_household",
            f"select distinct e.project_id, e.household_id {picked} "
            "and e.client_id in (select client_id from reached_client)",
        ),
    ):
        cursor.execute(f"create temp table {name} on commit drop as {query}", period)
        cursor.execute(f"analyze {name}")


def _listed(cocs: Sequence[str]) -> str:
    return ", ".join(f"'{coc}'" for coc in cocs)


def _project_in_cocs(selection: Selection, project_id: str) -> str:
    if selection.cocs is None:
        return "true"
    project_coc = stored_files()["ProjectCoC"].table
    return (
        f"exists (select 1 from {project_coc} k where k.project_id = {project_id} "
        f"and k.date_deleted is null and k.coc_code in ({_listed(selection.cocs)}))"
    )


def _project_has_funder(selection: Selection, project_id: str) -> str:
    if selection.funders is None:
        return "true"
    runs = f"(f.end_date is null or f.end_date >= '{selection.start}')" if selection.start else "true"
    begun = f"f.start_date <= '{selection.end}'" if selection.end else "true"
    return (
        f"exists (select 1 from {stored_files()['Funder'].table} f where f.project_id = {project_id} "
        f"and f.date_deleted is null and f.funder in ({', '.join(str(int(code)) for code in selection.funders)}) "
        f"and {runs} and {begun})"
    )


def _stay_in_cocs(selection: Selection) -> str:
    """Give the condition of the stays `e` in the CoCs: by the head's EnrollmentCoC, else by where the project is."""
    if selection.cocs is None:
        return "true"
    enrollment = stored_files()["Enrollment"].table
    head = (
        f"select h.enrollment_coc from {enrollment} h where h.project_id = e.project_id "
        "and h.household_id = e.household_id and h.relationship_to_hoh = 1 and h.enrollment_coc is not null "
        "and h.date_deleted is null order by h.entry_date, h.id limit 1"
    )
    own = f"coalesce(e.enrollment_coc, ({head}))"
    # A stay without any CoC belongs where its project is; that project was picked for being there.
    return f"({own} is null or {own} in ({_listed(selection.cocs)}))"


def condition(file_name: str, selection: Selection, t: str = "t", *, is_joined: bool = False) -> str:
    """Give the SQL condition of the picked rows of a file; `t` names its table. `pick_users` tells those of User.csv.

    `is_joined` says that the rows are joined with the picked stays (HudIds.joined), which need not be asked again.
    """
    stay = stay_of(stored_files()[file_name], t)
    picked = "true" if is_joined or stay is None else f"{stay} in (select id from picked_enrollment)"
    if selection.is_updated:
        return updated.condition(file_name, selection, t, picked)
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
    if selection.with_destinations:
        described += f" union {_destinations()}"
    match file_name:
        case "Organization":
            return f"{alive} and {t}.id in (select organization_id from {project} where id in ({described}))"
        case "Project":
            return f"{alive} and {t}.id in ({described})"
        case "User":
            return f"{t}.id in (select id from picked_user)"
        case "Client":
            return f"{alive} and {t}.id in (select client_id from picked_enrollment)"
        case "Enrollment":
            return picked
    if "Enrollment" not in parents:
        within = f"{alive} and {t}.project_id in (select id from picked_project)"
        if selection.cocs is not None and "CoCCode" in standard().files[file_name].column:
            return f"{within} and ({t}.coc_code is null or {t}.coc_code in ({_listed(selection.cocs)}))"
        return within
    within = f"{alive} and {picked}"
    if "Assessment" in parents:
        whole = condition("Assessment", selection, "a")
        return f"{within} and {t}.assessment_id in (select a.id from {assessment} a where {whole})"
    if selection.end is None or selection.with_households:
        return within
    return f"{within} and {t}.{DATES[file_name]} <= '{selection.end.isoformat()}'"


def _destinations() -> str:
    """Give the query of the projects that events of the picked stays name by their ProjectIDs (4.20.C)."""
    event, organization, project = (
        stored_files()[name].table for name in ("Event", "Organization", "Project")
    )
    return (
        f"select p.id from {project} p join {organization} o on o.id = p.organization_id where "
        f"not o.is_confidential and p.hud_id in (select v.location_crisis_or_ph_housing from {event} v "
        "where v.date_deleted is null and v.enrollment_id in (select id from picked_enrollment))"
    )


def affirmed(t: str) -> str:
    """Give the SQL condition of the rows `t` of Disabilities.csv about a condition to which their stay has a yes."""
    table = stored_files()["Disabilities"].table
    return (
        f"({t}.enrollment_id, {t}.disability_type) in (select enrollment_id, disability_type from {table} "
        "where disability_response in (1, 2, 3) and date_deleted is null)"
    )


def pick_users(cursor: CursorWrapper, selection: Selection) -> None:
    """Fill the temporary table `picked_user` with the users that the picked rows of all other files name.

    Deleted ones too. Nearly all of them are named by the first files; the long ones are asked only for the others.
    """
    users = stored_files()["User"].table
    cursor.execute(f"select id from {users}")
    missing = {id_ for (id_,) in cursor.fetchall()}
    named: set[uuid.UUID] = set()
    for name in sorted(stored_files(), key=lambda name: (name != "Enrollment", name in DATES)):
        if name == "User" or not missing:
            continue
        cursor.execute(
            f"select u.id from {users} u where u.id = any(%s) and exists (select 1 from {stored_files()[name].table} t "
            f"where t.user_id = u.id and {condition(name, selection)})",
            [list(missing)],
        )
        found = {id_ for (id_,) in cursor.fetchall()}
        named |= found
        missing -= found
    cursor.execute("create temp table picked_user (id uuid) on commit drop")
    cursor.execute("insert into picked_user select unnest(%s::uuid[])", [list(named)])
