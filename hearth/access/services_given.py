"""What was given lately to the people of a household or a program: offered to be recorded once more."""

from collections.abc import Iterable
from typing import Any

from hearth.access.viewer import Viewer
from hearth.records.models import Enrollment
from hearth.rules.service.within_stay import BED_NIGHT

_LOOKED_AT = 60


def latest_services(viewer: Viewer, enrollments: Iterable[Enrollment], at_most: int = 3) -> list[Any]:
    """Give the latest services that differ, the newest first, each with `given_to`: the enrollments that had it then.

    A bed night is left out: it is recorded night by night and never copied. One query.
    """
    ids = [enrollment.pk for enrollment in enrollments]
    rows = viewer.services.filter(enrollment__in=ids).exclude(record_type=BED_NIGHT)
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows.order_by("-date_provided", "-date_created", "pk")[:_LOOKED_AT]:
        key = (row.record_type, row.type_provided, row.sub_type_provided, row.other_type_provided)
        first = found.setdefault(key, row)
        if first is row:
            if len(found) > at_most:
                found.pop(key)
                break
            row.given_to = set()
        if row.change_id == first.change_id:
            first.given_to.add(row.enrollment_id)
    return list(found.values())
