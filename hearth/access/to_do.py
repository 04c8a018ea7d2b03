"""What waits for a worker: open intakes, annuals, exits that are coming, answers of exits that are open."""

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, OuterRef, Q, Subquery, Value

from hearth.access.answers import EXIT
from hearth.access.missing_answers import stays_with_missing_answers
from hearth.access.own_caseload import caseload
from hearth.access.releases_due import Due, clients_due
from hearth.access.services_ending import own_services_ending
from hearth.access.unfinished_intakes import unfinished_intakes
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import DataCollection, Exit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_exit_answers(viewer: Viewer) -> "QuerySet[Exit]":
    """Give the exits that people of the viewer's agency recorded here and whose questions are not all answered.

    Nobody can ask who was exited by the system: those are not among them. The newest first, with client and program.
    """
    asked = guard.everything(DataCollection, "who sees an exit sees what is still to be asked").filter(
        enrollment=OuterRef("enrollment"), stage=EXIT, date_deleted=None
    )
    rows = viewer.exits.filter(
        enrollment__project__organization=viewer.organization.pk, source__is_own=True, is_automatic=False
    ).annotate(open_questions=Subquery(asked.values("open_questions")[:1]))
    return (
        rows.filter(Q(open_questions=None) | Q(open_questions__gt=0))
        .select_related("enrollment__client", "enrollment__project")
        .order_by("-exit_date", "pk")
    )


def waiting(viewer: Viewer) -> dict[str, int]:
    """Count what waits, by the name of its kind, each for who has its right. One query."""
    asked: dict[str, QuerySet[Any]] = {}
    if viewer.may("enroll_household"):
        asked["intakes"] = unfinished_intakes(viewer)
    if viewer.may("exit_household"):
        asked["exits"] = open_exit_answers(viewer)
    if viewer.may("record_release"):
        asked["releases"] = clients_due(viewer, Due.SOON)
        asked["adults"] = clients_due(viewer, Due.ADULT)
    if viewer.may("find_client"):
        asked["caseload"] = caseload(viewer)
    if viewer.may("record_assessment"):
        asked["missing"] = stays_with_missing_answers(viewer)
    if viewer.may("record_service"):
        asked["services"] = own_services_ending(viewer)
    if not asked:
        return {}
    found = dict.fromkeys(asked, 0)
    first, *others = [
        rows.order_by()
        .select_related(None)
        .annotate(what=Value(name, CharField()))
        .values("what")
        .annotate(number=Count("pk"))
        .values_list("what", "number")
        for name, rows in asked.items()
    ]
    found.update(first.union(*others, all=True) if others else first)
    return found
