"""Everything that was recorded in one enrollment, in one list: the latest day first, page by page.

One query gives a page, however many kinds are on it: each kind gives the same few columns and, as JSON, what it tells.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    JSONField,
    OuterRef,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, JSONObject, TruncDate

from hearth.access.answers import FILES_OF_COLLECTIONS
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import (
    Absence,
    Assessment,
    BedStay,
    Change,
    CurrentLivingSituation,
    DataCollection,
    Enrollment,
    Event,
    Exit,
    Goal,
    KeptFile,
    LocalService,
    Note,
    Service,
)
from hearth.rules.service.within_stay import BED_NIGHT

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANSWERS, SERVICES, NIGHTS, CONTACTS, COORDINATED = "answers", "services", "nights", "contacts", "coordinated"
NOTES, FILES, HOUSEHOLD, CORRECTIONS = "notes", "files", "household", "corrections"
KINDS = (ANSWERS, SERVICES, NIGHTS, CONTACTS, COORDINATED, NOTES, FILES, HOUSEHOLD, CORRECTIONS)
# Without the right these are not in the list at all, not even counted.
_RIGHTS = {
    ANSWERS: "see_answers",
    CONTACTS: "see_answers",
    COORDINATED: "see_answers",
    NOTES: "see_notes",
    FILES: "see_files",
}
# An earlier state of one of these is a correction; a note and a file have pages that tell what was there before.
_CORRECTED: tuple[type[Any], ...] = (
    Enrollment,
    Exit,
    Service,
    CurrentLivingSituation,
    *FILES_OF_COLLECTIONS,
)
_NAMES = ("kind_", "what_", "on_", "made_", "by_", "record_", "told_")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was recorded, about one day. `told` is what it tells, by the names of columns.

    `what` tells things of one kind apart. `made_at` and `by` are empty where nobody noted who recorded it.
    """

    kind: str
    what: str
    on: date
    made_at: datetime | None
    by: str
    record_id: uuid.UUID | None
    told: Mapping[str, Any]


class EnrollmentHistory:
    """The list as a paginator reads it: its length and its slices, a query each."""

    def __init__(self, viewer: Viewer, enrollment: Enrollment, kinds: Collection[str] = KINDS) -> None:
        """The enrollment must have been given by this viewer. A kind that they may not read gives nothing."""
        asked = [
            rows for kind in kinds_for(viewer) if kind in kinds for rows in _rows(viewer, enrollment, kind)
        ]
        # One act may have corrected several records: its lines are the same, and a union gives one of them.
        self._rows = reduce(lambda some, more: some.union(more), asked) if asked else None

    def __len__(self) -> int:
        return 0 if self._rows is None else self._rows.count()

    def __getitem__(self, part: slice) -> list[Recorded]:
        if self._rows is None:
            return []
        ordered = self._rows.order_by("-on_", F("made_").desc(nulls_last=True), "what_", "record_", "told_")
        return [Recorded(*row) for row in ordered[part]]


def kinds_for(viewer: Viewer) -> list[str]:
    """Give the kinds that the viewer may read, in the order of a filter."""
    return [kind for kind in KINDS if kind not in _RIGHTS or viewer.may(_RIGHTS[kind])]


def _rows(viewer: Viewer, enrollment: Enrollment, kind: str) -> "Iterator[QuerySet[Any, Any]]":
    def of(model: type[Any], **only: Any) -> "QuerySet[Any]":
        return viewer.rows(model).filter(enrollment=enrollment.pk, **only)

    if kind == ANSWERS:
        noted = of(DataCollection)
        yield _line(noted, kind, "collection", "information_date", "stage", "open_questions")
        for model in FILES_OF_COLLECTIONS:
            yield _imported_answers(of(model))
    elif kind == SERVICES:
        columns = ("record_type", "type_provided", "sub_type_provided", "other_type_provided", "fa_amount")
        hud = of(Service).exclude(record_type=BED_NIGHT)
        yield _line(hud, kind, "service", "date_provided", *columns)
        own = {"category": F("offered__category"), "name": F("offered__name"), "agency": F("organization")}
        yield _line(of(LocalService), kind, "own_service", "starts_on", "ends_on", "note", **own)
    elif kind == NIGHTS:
        yield _line(of(Service, record_type=BED_NIGHT), kind, "night", "date_provided")
        yield _line(of(Absence), kind, "absence", "on")
        yield _line(of(BedStay), kind, "bed", "starts_on", "ends_on", name=F("bed__name"))
    elif kind == CONTACTS:
        yield _line(
            of(CurrentLivingSituation), kind, "contact", "information_date", "current_living_situation"
        )
    elif kind == COORDINATED:
        yield _line(of(Assessment), kind, "assessment", "assessment_date", "assessment_type")
        yield _line(of(Event), kind, "event", "event_date", "event")
    elif kind == NOTES:
        yield _line(of(Note), kind, "note", "on", "title", "category", "is_private")
        yield _line(of(Goal), kind, "goal", "starts_on", "description", "category", "status", "ended_on")
    elif kind == FILES:
        files = of(KeptFile, purpose=KeptFile.Purpose.DOCUMENT)
        yield _line(
            files, kind, "file", TruncDate("change__made_at", tzinfo=viewer.zone), "name", file_kind=F("kind")
        )
    elif kind == HOUSEHOLD:
        yield from _household(viewer, enrollment)
    else:
        for model in _CORRECTED:
            seen = viewer.rows(model).filter(pk=enrollment.pk) if model is Enrollment else of(model)
            yield _corrections(viewer, model, seen)


def _line(rows: "QuerySet[Any]", kind: str, what: str, on: Any, *columns: str, **told: Any) -> Any:
    """Give rows as the columns that every kind has."""
    return (
        rows.order_by()
        .annotate(
            kind_=Value(kind, CharField()),
            what_=Value(what, CharField()),
            on_=Cast(on, DateField()),
            made_=F("change__made_at"),
            by_=F("change__account__name"),
            record_=F("pk"),
            told_=JSONObject(**{name: F(name) for name in columns}, **told),
        )
        .values_list(*_NAMES)
    )


def _imported_answers(rows: "QuerySet[Any]") -> Any:
    """Give the collections of a file's rows that nobody noted here: they came by import."""
    noted = guard.everything(DataCollection, "whether a collection was noted here").filter(
        enrollment=OuterRef("enrollment"),
        stage=OuterRef("data_collection_stage"),
        information_date=OuterRef("information_date"),
        date_deleted=None,
    )
    return (
        rows.filter(~Exists(noted))
        .order_by()
        .annotate(
            kind_=Value(ANSWERS, CharField()),
            what_=Value("collection", CharField()),
            on_=F("information_date"),
            made_=Cast(Value(None), DateTimeField()),
            by_=Cast(Value(None), CharField()),
            record_=Cast(Value(None), UUIDField()),
            told_=JSONObject(stage=F("data_collection_stage"), open_questions=Value(None, JSONField())),
        )
        .values_list(*_NAMES)
    )


def _household(viewer: Viewer, enrollment: Enrollment) -> "Iterator[QuerySet[Any, Any]]":
    """Give who came and who left: lines about the enrollments of the household."""
    same = {
        "source": enrollment.source_id,
        "household_id": enrollment.household_id,
        "project": enrollment.project_id,
    }
    joined = viewer.enrollments.filter(**same)
    yield _line(joined, HOUSEHOLD, "joined", "entry_date", "relationship_to_hoh", enrollment=F("pk"))
    left = viewer.exits.filter(**{f"enrollment__{name}": value for name, value in same.items()})
    yield _line(left, HOUSEHOLD, "left", "exit_date", "destination", enrollment=F("enrollment"))


def _corrections(viewer: Viewer, model: type[Any], seen: "QuerySet[Any]") -> Any:
    """Give the acts that changed rows of a model after they were made; `record_id` is the act's."""
    states = model.history.rel.related_model
    rows = guard.everything(states, "who changed records that the viewer was given")
    act = Change.objects.filter(pk=OuterRef("pgh_context"))
    found = rows.filter(pgh_obj__in=seen.order_by().values("pk")).exclude(pgh_context=F("change"))
    made_at = Subquery(act.values("made_at"))
    return (
        found.order_by()
        .annotate(
            kind_=Value(CORRECTIONS, CharField()),
            what_=Value("correction", CharField()),
            on_=TruncDate(made_at, tzinfo=viewer.zone),
            made_=made_at,
            by_=Subquery(act.values("account__name")),
            record_=F("pgh_context"),
            told_=JSONObject(action=Subquery(act.values("action")), why=Subquery(act.values("why"))),
        )
        .values_list(*_NAMES)
    )
