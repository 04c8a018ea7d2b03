"""What a report was asked for, checked against the data set: its days, its projects, its CoC."""

from collections.abc import Sequence
from datetime import date

from hearth.dataset import Dataset


class NoSuchProject(Exception):
    """A project that was asked for is not in the data set. Its text is one clear line."""


def check_days(start: date, end: date) -> None:
    """Raise ValueError for an end before the start."""
    if end < start:
        raise ValueError(f"The report ends on {end}, before it starts on {start}.")


def check_coc(dataset: Dataset, coc: str | None) -> None:
    """Raise ValueError for a CoC that no project is in. None asks for no CoC."""
    if coc is None:
        return
    query = "select 1 from kept.ProjectCoC where CoCCode = ? limit 1"
    if dataset.connection.execute(query, [coc]).fetchone() is None:
        raise ValueError(f"The data has no project in the CoC {coc!r}.")


def existing_projects(dataset: Dataset, wanted: Sequence[str]) -> tuple[str, ...]:
    """Give the projects that were asked for, or all when none are named. Raises NoSuchProject."""
    rows = dataset.connection.execute("select ProjectID from kept.Project order by ProjectID").fetchall()
    existing = [project_id for (project_id,) in rows]
    missing = [project_id for project_id in wanted if project_id not in existing]
    if missing:
        raise NoSuchProject(f"The data has no project {', '.join(missing)}.")
    return tuple(dict.fromkeys(wanted)) if wanted else tuple(existing)


def projects_of(dataset: Dataset, organizations: Sequence[str]) -> list[str]:
    """Give the projects of some organizations. Raises NoSuchProject for one without any."""
    found: list[str] = []
    for organization in dict.fromkeys(organizations):
        rows = dataset.connection.execute(
            "select ProjectID from kept.Project where OrganizationID = ? order by ProjectID", [organization]
        ).fetchall()
        if not rows:
            raise NoSuchProject(f"The data has no project of the organization {organization}.")
        found += [project_id for (project_id,) in rows]
    return found
