"""Whether the households of a program fit its units and beds: hearth/rules/household/fits_place.py says how."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from hearth.access.nights import enrolled_on
from hearth.access.viewer import Viewer
from hearth.records.models import Dedicated, Project
from hearth.rules.client.age import age_on
from hearth.rules.household.fits_place import Person, Place, misfits

_VETERANS: Final = {Dedicated.VETERAN, Dedicated.CH_VETERAN, Dedicated.YOUTH_VETERAN}
_YOUTH: Final = {Dedicated.YOUTH, Dedicated.CH_YOUTH, Dedicated.YOUTH_VETERAN}

Households = Mapping[uuid.UUID, list[Person]]


def households_on(viewer: Viewer, project: Project, beds: Iterable[Any], on: date) -> Households:
    """Give whom each enrollment of that day lives with, themselves too: one query, none where no bed asks anything."""
    if all(place.is_for_anybody for bed in beds for place in _places(bed)):
        return {}
    rows = enrolled_on(viewer.enrollments, project, on).values_list(
        "pk", "source", "household_id", "client__dob", "client__sex", "client__veteran_status"
    )
    together: dict[Any, list[Person]] = {}
    of: dict[uuid.UUID, list[Person]] = {}
    for pk, source, household, born, sex, veteran_status in rows:
        members = together.setdefault((source, household) if household else pk, [])
        members.append(Person(age_on(on, born), sex, veteran_status))
        of[pk] = members
    return of


def misfit(bed: Any, household: list[Person] | None) -> list[str]:
    """Give the sentences, in the viewer's language; of a household that is not known, none."""
    if not household:
        return []
    found = [one for place in _places(bed) for one in misfits(place, household)]
    return [_(one.text) % one.values for one in found]


def _places(bed: Any) -> tuple[Place, Place]:
    unit = bed.unit
    return (
        Place(
            _("Unit %(unit)s") % {"unit": unit.name},
            unit.household_type,
            unit.most_people,
            unit.sex,
            unit.for_veterans,
            unit.for_youth,
        ),
        Place(
            _("Bed %(bed)s") % {"bed": bed.name},
            for_veterans=bed.dedicated in _VETERANS,
            for_youth=bed.dedicated in _YOUTH,
        ),
    )
