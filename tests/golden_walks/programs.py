"""Programs with descriptors as complete as HUD asks for them, so that a walk through one leaves no finding."""

from datetime import date
from typing import Any

from hearth.records import guard
from hearth.records.models import CEParticipation, Funder, HMISParticipation, Inventory, Project, ProjectCoC
from hearth.records.write import change
from tests.community import COC_CODE, Community, born, viewer_for

OPENED = date(2020, 1, 1)
_ENDS: tuple[tuple[Any, str], ...] = (
    (Funder, "end_date"),
    (HMISParticipation, "hmis_participation_status_end_date"),
    (CEParticipation, "ce_participation_status_end_date"),
    (Inventory, "inventory_end_date"),
)
_RESIDENTIAL = (0, 1, 2, 3, 8, 13)
_SHELTERS = (0, 1)
_RAPID, _SERVICES_WITH_HOUSING = 13, 2


def add_program(community: Community, name: str, project_type: int, *funders: int, **columns: Any) -> Project:
    """Store a program of the own agency with its CoC, funders, participation and beds."""
    with change(by=None, action="build_walk") as signed:
        entered_by = viewer_for(community.personas["hmis_lead"]).hud_user

        def stamp() -> dict[str, Any]:
            return born(community.source, signed) | {"user": entered_by}

        columns = {"rrh_sub_type": _SERVICES_WITH_HOUSING if project_type == _RAPID else None} | columns
        project = Project.objects.create(
            organization=community.own_agency,
            project_name=name,
            project_type=project_type,
            operating_start_date=OPENED,
            continuum_project=1,
            housing_type=1 if project_type in _RESIDENTIAL else None,
            residential_affiliation=0 if project_type == 6 else None,
            target_population=4,
            **columns,
            **stamp(),
        )
        known = {"project": project}
        ProjectCoC.objects.create(
            coc_code=COC_CODE,
            geocode="069999",
            geography_type=1,
            address1="1 Example Street",
            city="Example",
            state="CA",
            zip="95814",
            **known,
            **stamp(),
        )
        for code in funders:
            Funder.objects.create(
                funder=code, grant_id=f"INVENTED-{code}", start_date=OPENED, **known, **stamp()
            )
        HMISParticipation.objects.create(
            hmis_participation_type=1, hmis_participation_status_start_date=OPENED, **known, **stamp()
        )
        CEParticipation.objects.create(
            access_point=0,
            receives_referrals=1,
            ce_participation_status_start_date=OPENED,
            **known,
            **stamp(),
        )
        if project_type in _RESIDENTIAL:
            _add_beds(project, stamp())
    return project


def close_program(program: Project, on: date) -> None:
    """Let a program have ended, with its beds, grants and participation: it serves nobody any more."""
    with change(by=None, action="build_walk"):
        program.operating_end_date = on
        program.save(update_fields=["operating_end_date"])
        for model, column in _ENDS:
            rows = guard.everything(model, "a walk's program ends")
            rows.filter(project=program).update(**{column: on})


def _add_beds(project: Any, stamp: dict[str, Any]) -> None:
    is_shelter = project.project_type in _SHELTERS
    # Households with children and without: one row for each walk's people would be more than is asked for.
    for household_type, own in ((1, stamp), (3, {**stamp, "hud_id": Inventory.new_hud_id()})):
        Inventory.objects.create(
            project=project,
            coc_code=COC_CODE,
            household_type=household_type,
            availability=1 if is_shelter else None,
            es_bed_type=1 if is_shelter else None,
            unit_inventory=4,
            bed_inventory=8,
            other_bed_inventory=8,
            inventory_start_date=OPENED,
            **own,
        )
