"""Which records leave with an export of the period type `updated` (HUD 1.1): made, changed or deleted in a period.

HUD lets no row point to one that is not in the export ("must match a record in ..."), and no client go without a
stay. So the parents of a changed row go along, and a changed client brings the stays in the chosen projects.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from hearth.exchange.shape import stored_files
from hearth.hud.standard import standard

if TYPE_CHECKING:
    from hearth.exchange.selection import Selection

_MOMENTS = ("date_created", "date_updated", "date_deleted")


def changed(selection: "Selection", t: str) -> str:
    """Give the SQL condition that a row was made, changed or deleted in the period, its last day included."""
    first = f"'{selection.start}'::timestamp"
    if selection.end is None:
        return "(" + " or ".join(f"{t}.{moment} >= {first}" for moment in _MOMENTS) + ")"
    after = f"'{selection.end + timedelta(days=1)}'::timestamp"
    within = (f"({t}.{moment} >= {first} and {t}.{moment} < {after})" for moment in _MOMENTS)
    return "(" + " or ".join(within) + ")"


def stays(selection: "Selection") -> str:
    """Give the SQL condition of the stays `e` of clients `c` that changed, or of which anything changed."""
    of_children = " union all ".join(
        f"select t.enrollment_id from {stored_files()[name].table} t where {changed(selection, 't')}"
        for name in _files_of("Enrollment")
    )
    return f"({changed(selection, 'e')} or {changed(selection, 'c')} or e.id in ({of_children}))"


def condition(file_name: str, selection: "Selection", t: str, picked: str) -> str:
    """Give the SQL condition of the rows of a file that go out; `t` names its table, `picked` is that of its stay."""
    own = changed(selection, t)
    project = stored_files()["Project"].table
    match file_name:
        case "Organization":
            described = _projects(selection)
            return (
                f"({t}.id in (select organization_id from {project} where id in ({described})) or {own} and {t}.id in "
                f"(select organization_id from {project} where id in (select id from picked_project)))"
            )
        case "Project":
            return f"{t}.id in ({_projects(selection)})"
        case "User":
            return f"{t}.id in (select id from picked_user)"
        case "Client":
            return f"{t}.id in (select client_id from picked_enrollment)"
        case "Enrollment":
            return picked
    if file_name not in _files_of("Enrollment"):
        return f"{own} and {t}.project_id in (select id from picked_project)"
    if file_name == "Assessment":
        of_answers = " union all ".join(
            f"select a.assessment_id from {stored_files()[name].table} a where {changed(selection, 'a')}"
            for name in _files_of("Assessment")
        )
        return f"{picked} and ({own} or {t}.id in ({of_answers}))"
    return f"{picked} and {own}"


def _projects(selection: "Selection") -> str:
    """Give the SQL of the ids of the projects that changed, or that a row going out points to."""
    project, enrollment, affiliation = (
        stored_files()[name].table for name in ("Project", "Enrollment", "Affiliation")
    )
    parts = [
        f"select p.id from {project} p join picked_project using (id) where {changed(selection, 'p')}",
        f"select e.project_id from {enrollment} e where e.id in (select id from picked_enrollment)",
        f"select a.res_project_id from {affiliation} a where {condition('Affiliation', selection, 'a', 'true')}",
    ]
    for name in _files_of("Project"):
        if name not in {"Enrollment", *_files_of("Enrollment")}:
            table = stored_files()[name].table
            parts.append(
                f"select d.project_id from {table} d where {condition(name, selection, 'd', 'true')}"
            )
    return " union ".join(parts)


def _files_of(parent: str) -> list[str]:
    """Give the files whose rows point to a row of `parent`."""
    return [
        file.name
        for file in standard().files.values()
        if any(column.references == parent and not column.is_key for column in file.columns)
    ]
