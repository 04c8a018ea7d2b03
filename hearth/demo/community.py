"""The demo's agencies and programs (community.toml), as the generator takes them."""

import tomllib
from datetime import timedelta
from pathlib import Path

from hearth.demo.generator.plan import Plan
from hearth.demo.generator.projects import Agency, Community, Place

COC_CODE, COC_NAME, TIME_ZONE = "XX-501", "Hearth County CoC (demo)", "America/Los_Angeles"
SHELTER_AGENCY, HOUSING_AGENCY = "1", "2"
# Supportive housing holds people for years: the programs are older than the data.
_OLDER = timedelta(days=18 * 365)
_MISSING = 0.02
_WORKERS = 4


def demo_community(plan: Plan) -> Community:
    """Give the demo's agencies and programs, open since long before the plan's first day."""
    file = tomllib.loads((Path(__file__).parent / "community.toml").read_text("utf-8"))
    agencies, places = [], []
    for described in file["agency"]:
        workers = [f"{described['id']}{number:02d}" for number in range(1, _WORKERS + 1)]
        agency = Agency(described["id"], described["name"], workers)
        agencies.append(agency)
        for number, program in enumerate(described["program"], start=1):
            place = Place(
                project_id=f"{described['id']}{number:02d}",
                agency=agency,
                opened=plan.first_day - _OLDER,
                closed=None,
                cocs=(COC_CODE,),
                missing=_MISSING,
                **program | {"funders": tuple(program["funders"])},
            )
            places.append(place)
    return Community(agencies, places)
