"""What describes a program, as the rules look at it: HUD's columns, row by row, whoever asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearth.hud.standard import standard
from hearth.records import guard
from hearth.records.models.affiliation import Affiliation
from hearth.records.models.ce_participation import CEParticipation
from hearth.records.models.funder import Funder
from hearth.records.models.hmis_participation import HMISParticipation
from hearth.records.models.inventory import Inventory
from hearth.records.models.project import Project
from hearth.records.models.project_coc import ProjectCoC
from hearth.rules.facts import ProgramFacts, Row

Rows = Mapping[str, Sequence[Any]]
_MODELS: dict[str, Any] = {
    "coc": ProjectCoC,
    "funder": Funder,
    "inventory": Inventory,
    "hmis": HMISParticipation,
    "ce": CEParticipation,
}


def facts_of(project: Project) -> ProgramFacts:
    """Read all that describes a program; seven queries at most."""
    rows = {kind: _alive(model, project) for kind, model in _MODELS.items()}
    rows["affiliation"] = _alive(Affiliation, project) if project.residential_affiliation == 1 else []
    return facts_from(project, rows)


def facts_from(project: Project, rows: Rows) -> ProgramFacts:
    """Give the facts of rows that were read already, by kind."""
    of = {kind: [hud_row(row) for row in rows.get(kind, ())] for kind in _MODELS}
    return ProgramFacts(
        project=hud_row(project),
        is_victim_service_provider=project.organization.victim_service_provider == 1,
        cocs=of["coc"],
        funders=of["funder"],
        inventory=of["inventory"],
        hmis=of["hmis"],
        ce=of["ce"],
        affiliations=[{"ResProject": hud_row(row.res_project)} for row in rows.get("affiliation", ())],
    )


def hud_row(record: Any) -> Row:
    """Give the answers of a record by HUD's columns; keys and housekeeping are none."""
    plain = {field.name for field in record._meta.concrete_fields if not field.is_relation}
    columns = standard().files[record.hud_file].columns
    return {
        column.name: getattr(record, column.database_name)
        for column in columns
        if column.database_name in plain and column.name != "DateDeleted"
    }


def _alive(model: Any, project: Project) -> Any:
    rows = guard.everything(model, "whether a program's description keeps the rules")
    found = rows.filter(project=project, date_deleted=None).order_by("pk")
    return found.select_related("res_project") if model is Affiliation else found
