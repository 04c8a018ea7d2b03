"""Intakes that began here and are not done: the household is enrolled, and questions are still open."""

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from hearth.access.answers import START
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import DataCollection

if TYPE_CHECKING:
    from django.db.models import QuerySet


def unfinished_intakes(viewer: Viewer) -> "QuerySet[Any]":
    """Give the open enrollments of the viewer's agency whose intake is not done, the latest first.

    Each has `open_questions`: how many are still to be asked, or None where nobody has begun to ask. A stay that came
    by import is never among them: nobody knows which of its blanks are still to be asked. Client and project are
    loaded.
    """
    asked = guard.everything(DataCollection, "who sees an enrollment sees how far its intake is").filter(
        enrollment=OuterRef("pk"), stage=START, date_deleted=None
    )
    rows = open_enrollments(viewer).filter(project__organization=viewer.organization.pk, source__is_own=True)
    return (
        rows.annotate(open_questions=Subquery(asked.values("open_questions")[:1]))
        .filter(Q(open_questions=None) | Q(open_questions__gt=0))
        .select_related("client", "project")
        .order_by("-entry_date", "household_id", "relationship_to_hoh", "pk")
    )
