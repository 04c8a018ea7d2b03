"""On which day a stage of stays was asked last."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from hearth.access.viewer import Viewer
from hearth.records.models import IncomeBenefits


def last_day_of_stage(
    viewer: Viewer, enrollment_ids: Sequence[uuid.UUID], stage: int, first: date, last: date
) -> dict[uuid.UUID, date]:
    """Give the last day from `first` to `last` on which the income of each enrollment was asked at a stage (5.03.1)."""
    rows = viewer.rows(IncomeBenefits).filter(
        enrollment__in=enrollment_ids, data_collection_stage=stage, information_date__range=(first, last)
    )
    return dict(
        rows.order_by()
        .values("enrollment")
        .annotate(day=Max("information_date"))
        .values_list("enrollment", "day")
    )
