"""What is due where: the reports that each grant asks for, and those that the whole community owes HUD."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hearth.access.grants import Grant, PaidProject, UndatedGrant, grant_of, grants, undated_grants
from hearth.access.report_runs import report_runs
from hearth.access.viewer import Viewer
from hearth.hud.standard import standard
from hearth.library.kinds import kind_of

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "Due",
    "Grant",
    "UndatedGrant",
    "asking_by_year",
    "components_asking",
    "due_of_community",
    "due_of_grants",
    "grant_of",
    "grants_asking",
    "is_ended",
    "programs_due",
    "programs_to_export",
    "undated_asking",
    "undated_grants",
]


@dataclass(frozen=True, slots=True)
class Due:
    """A report that somebody waits for: its name, where it goes, when; by which report or export it is made here.

    Its words are the reader's.

    `on` is the last day to send it, where the funder counts days from the end of the year. `ran` is the latest finished
    run for that year over these programs.
    """

    name: str
    where: str
    when: str
    report: str = ""
    export: str = ""
    on: date | None = None
    ran: "ReportRun | None" = None


def due_of_grants(viewer: Viewer) -> list[tuple[Grant, list[Due]]]:
    """Give each grant of the viewer's projects with what it asks for. Raises PermissionDenied."""
    known = grants(viewer)
    done = _latest_runs(viewer, known)
    return [(grant, [_due(one, grant, done) for one in _asked_of(grant)]) for grant in known]


def _latest_runs(viewer: Viewer, known: Sequence[Grant]) -> "list[ReportRun]":
    """Give the latest finished run of each report for a year of these grants and the same programs, newest first.

    What runs by itself every night is read once.
    """
    begun = {grant.year[0].isoformat() for grant in known}
    asked_for = {one["report"] for one in _facts()["due"] if "report" in one}
    done = report_runs(viewer, Q(state="done", report__in=asked_for, parameters__start__in=begun))
    same = ("report", "parameters")
    return sorted(done.order_by(*same, "-created_at").distinct(*same), key=lambda run: run.created_at)[::-1]


def is_ended(viewer: Viewer, grant: Grant, asked: Sequence[Due]) -> bool:
    """Say whether a grant is over and so are the days in which what it asks for is to be sent.

    No text of HUD's that is known here names a day after which a late report no longer counts.
    """
    is_over = grant.ends is not None and grant.ends < viewer.today
    return is_over and all(one.on is None or one.on < viewer.today for one in asked)


def asking_by_year(viewer: Viewer, report: str, known: Sequence[str]) -> list[tuple[Grant, list[str]]]:
    """Give the grants that ask for a report of their operating year, with those of the `known` programs it is about.

    Grants without any of these programs are left out. Raises PermissionDenied.
    """
    asking = [
        grant
        for grant in grants(viewer)
        if any(one.get("report") == report and "by_operating_year" in one for one in _asked_of(grant))
    ]
    about = [(grant, set(programs_due(grant, report, known))) for grant in asking]
    return [(grant, own) for grant, due in about if (own := [pk for pk in known if pk in due])]


def grants_asking(viewer: Viewer, report: str) -> list[Grant]:
    """Give the grants whose funders ask for a report, those in force first. Raises PermissionDenied."""
    return [grant for grant in grants(viewer) if _asks(grant, report)] if components_asking(report) else []


def undated_asking(viewer: Viewer, report: str) -> list[UndatedGrant]:
    """Give the grants without a first day whose funders ask for a report. Raises PermissionDenied."""
    return (
        [grant for grant in undated_grants(viewer) if _asks(grant, report)]
        if components_asking(report)
        else []
    )


def due_of_community() -> list[Due]:
    """Give what a CoC owes HUD for all of its projects together."""
    return [
        Due(_(one["name"]), _(one["where"]), _(one["when"]), one.get("report", ""))
        for one in _facts()["community"]
    ]


def programs_due(grant: Grant, report: str, known: Sequence[str]) -> list[str]:
    """Give the ids of the programs that a report of a grant is about: those of its types, all where it names none.

    A report of the whole community is about all that are `known` to who asks.
    """
    asked: dict[str, Any] = next((one for one in _asked_of(grant) if one.get("report") == report), {})
    return list(known) if "whole_community" in asked else [str(one.id) for one in _about(asked, grant)]


def programs_to_export(grant: Grant, export: str) -> list[str]:
    """Give the ids of the programs that an export of a grant is about; none where no funder of it asks for one."""
    asked = next((one for one in _asked_of(grant) if one.get("export") == export), None)
    return [] if asked is None else [str(one.id) for one in _about(asked, grant)]


def components_asking(report: str) -> list[str]:
    """Give the components of funders that ask for a report."""
    return [name for one in _facts()["due"] if one.get("report") == report for name in one["components"]]


def _asks(grant: Grant | UndatedGrant, report: str) -> bool:
    return any(one.get("report") == report for one in _asked_of(grant))


def _asked_of(grant: Grant | UndatedGrant) -> list[dict[str, Any]]:
    components = standard().facts["funder_components"]
    return [
        one
        for one in _facts()["due"]
        if any(set(components[name]) & set(grant.funders) for name in one["components"])
        and _about(one, grant)
    ]


def _about(asked: dict[str, Any], grant: Grant | UndatedGrant) -> list[PaidProject]:
    return [
        project
        for project in grant.projects
        if project.type in asked.get("types", [project.type])
        and project.type not in asked.get("other_than", ())
    ]


def _due(asked: dict[str, Any], grant: Grant, done: "Sequence[ReportRun]") -> Due:
    last = grant.year[1]
    return Due(
        _(asked["name"]),
        _(asked["where"]),
        _(asked["when"]),
        _here(asked.get("report", "")),
        asked.get("export", ""),
        last + timedelta(days=asked["days"]) if "days" in asked else None,
        _ran(asked, grant, done),
    )


def _ran(asked: dict[str, Any], grant: Grant, done: "Sequence[ReportRun]") -> "ReportRun | None":
    days = [day.isoformat() for day in grant.year]
    programs = {str(project.id) for project in _about(asked, grant)}
    whole = "whole_community" in asked
    return next(
        (
            run
            for run in done
            if run.report == asked.get("report")
            and [run.parameters["start"], run.parameters["end"]] == days
            and not run.parameters.get("coc")
            and (programs <= _programs(run) if whole else programs == _programs(run))
        ),
        None,
    )


def _programs(run: "ReportRun") -> set[str]:
    return {project["id"] for project in run.parameters["projects"]}


def _here(report: str) -> str:
    """Give the code of a report, or nothing while the library does not offer it."""
    return report if kind_of(report) else ""


@cache
def _facts() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("due.toml").read_text("utf-8"))
