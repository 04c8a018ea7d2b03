"""The stays of a worker's own caseload with answers that nobody gave: open questions, and elements of HUD left blank.

An answer of the client is never missing: "does not know" and "prefers not to say" (8, 9) are answers (ADR 0280).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from hearth.access.answers import EXIT, START, Collected
from hearth.access.auto_exits import still_enrolled
from hearth.access.own_caseload import caseload
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from hearth.records import guard
from hearth.records.models import DataCollection, Enrollment
from hearth.rules.facts import HEAD_OF_HOUSEHOLD

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NOT_COLLECTED = 99
_RACES = (
    "am_ind_ak_native",
    "asian",
    "black_af_american",
    "hispanic_latinao",
    "mid_east_n_african",
    "native_hi_pacific",
    "white",
)
# Those of the profile, and those of the stay that its own page asks; the others are asked at the intake.
ELEMENTS = ("3.01", "3.02", "3.03", "3.04", "3.07", "3.15", "3.16", "3.08", "3.917")
# Intake and exit have lists of their own.
_HAVE_A_LIST = (START, EXIT)


def stays_with_missing_answers(viewer: Viewer) -> "QuerySet[Any]":
    """Give the open stays of the viewer's caseload with something that nobody answered.

    What an intake that is not done will still ask is not among it: it stands on the list of intakes. Each row says of
    every one of ELEMENTS whether it is missing (`missing_of`). Client, its source and the program are loaded.
    """
    missing = _missing(viewer)
    anything = Q(Exists(_open_collections(OuterRef("pk"))))
    for condition in missing.values():
        anything |= condition
    flags = {_flag(one): ExpressionWrapper(what, BooleanField()) for one, what in missing.items()}
    rows = still_enrolled(caseload(viewer)).filter(anything)
    return rows.annotate(**flags).select_related("client__source", "project")


def missing_of(stay: Any) -> list[str]:
    """Give the elements (HUD's numbers) that are missing of one of these stays."""
    return [one for one in ELEMENTS if getattr(stay, _flag(one))]


def open_collections(stays: Iterable[Enrollment]) -> dict[uuid.UUID, list[Collected]]:
    """Give the updates and annual assessments of the stays with questions left, the latest first. One query."""
    found: dict[uuid.UUID, list[Collected]] = defaultdict(list)
    for one in _open_collections(None).filter(enrollment__in=[stay.pk for stay in stays]):
        found[one.enrollment_id].append(Collected(one.stage, one.information_date, one.open_questions))
    return found


def _open_collections(enrollment: Any) -> "QuerySet[DataCollection]":
    rows: QuerySet[DataCollection] = guard.everything(
        DataCollection, "who sees an enrollment sees what is still to be asked"
    ).filter(date_deleted=None, open_questions__gt=0)
    rows = rows.exclude(stage__in=_HAVE_A_LIST).order_by("-information_date", "pk")
    return rows if enrollment is None else rows.filter(enrollment=enrollment)


def _missing(viewer: Viewer) -> dict[str, Q]:
    """Give for each element the condition on enrollments that it is missing."""
    is_head = Q(relationship_to_hoh=HEAD_OF_HOUSEHOLD)
    is_adult = Q(client__dob__lte=eighteen_years_before(viewer.today))
    asked = guard.everything(DataCollection, "who sees an enrollment sees how far its intake is").filter(
        enrollment=OuterRef("pk"), stage=START, open_questions=0, date_deleted=None
    )
    was_asked = Q(source__is_own=False) | Q(Exists(asked))
    no_race = Q()
    for race in _RACES:
        no_race &= ~Q(**{f"client__{race}": 1})
    return {
        "3.01": _blank("client__name_data_quality"),
        "3.02": _blank("client__ssn_data_quality"),
        "3.03": _blank("client__dob_data_quality"),
        "3.04": _blank("client__race_none") & no_race,
        "3.07": _blank("client__veteran_status") & is_adult,
        "3.15": _blank("relationship_to_hoh"),
        "3.16": is_head & (Q(enrollment_coc=None) | Q(enrollment_coc="")),
        "3.08": _blank("disabling_condition") & was_asked,
        "3.917": _blank("living_situation") & was_asked & (is_head | is_adult),
    }


def _blank(column: str) -> Q:
    return Q(**{column: None}) | Q(**{column: _NOT_COLLECTED})


def _flag(element: str) -> str:
    return f"lacks_{element.replace('.', '_')}"
