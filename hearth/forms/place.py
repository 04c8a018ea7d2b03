"""What decides a form about its project, read from the records: type, grants in force, access point, CoCs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.access.viewer import Viewer
from hearth.forms.build import CollectionForm, build
from hearth.forms.local_rules import rules_of
from hearth.hud.collection import PersonFacts, ProjectFacts
from hearth.hud.local import LocalRules
from hearth.records import guard
from hearth.records.models import Affiliation, CEParticipation, Project


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is filled in, on its information date. `local_rules` are those of the project's CoCs."""

    facts: ProjectFacts
    coc_codes: tuple[str, ...]
    local_rules: tuple[LocalRules, ...]


def place_of(viewer: Viewer, project: Project, on: date) -> Place:
    """Read what decides the forms of a project on a day. One query, and one for what its CoCs ask beyond HUD."""
    here = OuterRef("pk")
    grants = _in_force(viewer.funders.filter(project=here), on, "start_date", "end_date")
    entries = viewer.rows(CEParticipation).filter(project=here, access_point=1)
    dates = ("ce_participation_status_start_date", "ce_participation_status_end_date")
    codes = viewer.project_cocs.filter(project=here).exclude(coc_code=None)
    read = (
        guard.everything(Project, "what decides the forms of the project in hand")
        .filter(pk=project.pk)
        .annotate(
            is_access_point=Exists(_in_force(entries, on, *dates)),
            is_affiliated=Exists(viewer.rows(Affiliation).filter(project=here)),
            grants=ArraySubquery(grants.exclude(funder=None).order_by().values("funder")),
            codes=ArraySubquery(codes.order_by().values("coc_code")),
        )
        .get()
    )
    told: Any = read
    coc_codes = tuple(sorted(set(told.codes)))
    return Place(
        facts=ProjectFacts(
            type=project.project_type,
            funders=tuple(sorted(set(told.grants))),
            rrh_subtype=project.rrh_sub_type,
            access_point=told.is_access_point,
            residential_affiliation=told.is_affiliated,
        ),
        coc_codes=coc_codes,
        local_rules=rules_of(coc_codes),
    )


def build_at(
    viewer: Viewer, project: Project, stage: str, person: PersonFacts, on: date, **options: Any
) -> CollectionForm:
    """Build the form of a stage for a person in a project of this instance, with what its CoCs ask beyond HUD.

    `options` are those of `build`: data, answers, last_answers, settled.
    """
    return build_in(place_of(viewer, project, on), stage, person, on, **options)


def build_in(place: Place, stage: str, person: PersonFacts, on: date, **options: Any) -> CollectionForm:
    """Build the form of a stage for a person in a place that was read before, as `build_at` does."""
    return build(
        stage, place.facts, place.facts.funders, person, on, local_rules=place.local_rules, **options
    )


def _in_force(rows: "QuerySet[Any]", on: date, start: str, end: str) -> "QuerySet[Any]":
    """Keep the rows whose period holds the day; a missing date is open on its side."""
    begun = Q(**{start: None}) | Q(**{f"{start}__lte": on})
    return rows.filter(begun, Q(**{end: None}) | Q(**{f"{end}__gte": on}))
