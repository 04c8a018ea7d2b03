"""What a viewer can see of where a client slept, as evidence for hearth/rules/homelessness.

Only what the viewer sees enters. What other agencies keep to themselves is not counted and leaves no trace: a viewer
must not learn from a count that somebody was in a shelter they may not know of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, Value

from hearth.access.viewer import Viewer
from hearth.records.models import AttestedMonth, Client, Disability, Enrollment
from hearth.rules.homelessness.at_project_start import Answers, Status, disabled, status
from hearth.rules.homelessness.chronic import Answer, Chronic, chronic
from hearth.rules.homelessness.evidence import Evidence, Place, Source, day_before
from hearth.rules.homelessness.months_homeless import THREE_YEARS, Homelessness, homelessness
from hearth.rules.homelessness.nights import DAYS_IN_AN_INSTITUTION

_SHELTERED_EVERY_NIGHT = (0, 8)  # emergency shelter entry/exit, safe haven
_OUTREACH = 4
_TRANSITIONAL = 2
_HOUSING = (3, 9, 10, 13)
_BED_NIGHT = 200
_AN_EXIT, _A_NIGHT, _A_CONTACT = range(3)
# The least number of nights that an answer about the length of stay (3.917.2) stands for.
_LEAST_NIGHTS = {10: 1, 11: 2, 2: 7, 3: 30, 4: 90, 5: 365}


class _Ending(NamedTuple):
    """An exit: its key, day (3.11) and destination (3.12)."""

    pk: Any
    exit_date: date
    destination: int | None


@dataclass(frozen=True, slots=True)
class AtStart:
    """What the client's answers at one project start mean, by the flowchart that reports use."""

    enrollment: Any
    status: Status


@dataclass(frozen=True, slots=True)
class HomelessnessOfClient:
    """Everything that a page or a packet says: the months, the answer, the project starts (the latest first)."""

    known: Homelessness
    chronic: Chronic
    starts: tuple[AtStart, ...]
    attested: tuple[Any, ...]


def homelessness_of(viewer: Viewer, client: Client, months: int = THREE_YEARS) -> HomelessnessOfClient:
    """Give the client's history of homelessness as this viewer sees it. Four queries.

    The client must have been given by this viewer. The answer is about three years, whatever `months` are shown.
    """
    stays = list(
        viewer.enrollments.filter(client=client)
        .select_related("project__organization")
        .order_by("-entry_date", "pk")
    )
    attested = list(
        viewer.rows(AttestedMonth)
        .filter(client=client)
        .select_related("change__account", "organization", "letter")
        .order_by("-month", "pk")
    )
    evidence = [*_of_stays(viewer, client, stays), *(_attested(row) for row in attested)]
    starts = tuple(_starts(viewer, client, stays))
    known = homelessness(evidence, viewer.today)
    judged = chronic(known, _disability(starts))
    if months != THREE_YEARS:
        known = homelessness(evidence, viewer.today, months)
    return HomelessnessOfClient(
        known, judged, tuple(AtStart(stay, status(told)) for stay, told in starts), tuple(attested)
    )


def _of_stays(viewer: Viewer, client: Client, stays: list[Enrollment]) -> list[Evidence]:
    names = {stay.pk: stay.project.project_name or "" for stay in stays}
    exits: dict[Any, _Ending] = {}
    found: list[Evidence] = []
    for source, enrollment, day, code, key in _days(viewer, client):
        if source == _AN_EXIT:
            exits[enrollment] = _Ending(key, day, code)
        elif enrollment in names and source == _A_NIGHT:
            record = ("services", key)
            found.append(Evidence(day, day, Place.HOMELESS, Source.BED_NIGHT, names[enrollment], record))
        elif enrollment in names and (place := _place(code)):
            record = ("current_living_situation", key)
            found.append(Evidence(day, day, place, Source.CONTACT, names[enrollment], record))
    for stay in stays:
        ending = exits.get(stay.pk)
        found += _of_stay(stay, ending.exit_date if ending else None, viewer.today)
        found += _before(stay)
    homeless = [one for one in found if one.place is Place.HOMELESS]
    for stay in stays:
        if stay.pk in exits:
            found += _after(stay, exits[stay.pk], homeless, viewer.today)
    return found


def _days(viewer: Viewer, client: Client) -> Iterable[tuple[int, Any, date, int | None, Any]]:
    """Give exits, bed nights and contacts: which of them, the enrollment, the day, the code of the place, the key."""
    nights = viewer.services.filter(client=client, record_type=_BED_NIGHT)
    met = viewer.current_living_situations.filter(client=client)
    asked = (
        (_AN_EXIT, viewer.exits.filter(client=client), "exit_date", F("destination")),
        (_A_NIGHT, nights, "date_provided", Value(None, output_field=IntegerField())),
        (_A_CONTACT, met, "information_date", F("current_living_situation")),
    )
    exits, *others = (
        rows.order_by()
        .annotate(of=Value(which, output_field=IntegerField()), day=F(day), code=code)
        .values_list("of", "enrollment_id", "day", "code", "pk")
        for which, rows, day, code in asked
    )
    # An enrollment has one exit; of two that an import brought, the later counts.
    return exits.union(*others, all=True).order_by("day", "id")  # type: ignore[no-any-return]


def _of_stay(stay: Any, exit_date: date | None, today: date) -> Iterator[Evidence]:
    """Give what an enrollment itself says of its nights."""
    kind, name, record = stay.project.project_type, stay.project.project_name or "", ("enrollment", stay.pk)
    # The night of the exit was spent elsewhere; an open stay goes on tonight.
    last = day_before(exit_date) if exit_date else today
    if kind in _SHELTERED_EVERY_NIGHT:
        yield Evidence(stay.entry_date, last, Place.HOMELESS, Source.STAY, name, record)
    elif kind == _TRANSITIONAL:
        yield Evidence(stay.entry_date, last, Place.ELSEWHERE, Source.STAY, name, record)
    elif kind in _HOUSING and stay.move_in_date:
        yield Evidence(stay.move_in_date, last, Place.ELSEWHERE, Source.STAY, name, record)
    elif kind == _OUTREACH and _place(stay.living_situation) is Place.HOMELESS:
        yield Evidence(stay.entry_date, stay.entry_date, Place.HOMELESS, Source.START, name, record)


def _before(stay: Any) -> Iterator[Evidence]:
    """Give what the client said at project start of the time before (3.917)."""
    name, record = stay.project.project_name or "", ("enrollment", stay.pk)
    place, began, eve = _place(stay.living_situation), stay.date_to_street_essh, day_before(stay.entry_date)
    from_street = stay.previous_street_essh == 1
    asked = place is Place.HOMELESS or from_street or stay.project.project_type in (0, 1, 4, 8)
    if began and began <= eve and asked:
        yield Evidence(began, eve, Place.HOMELESS, Source.ANSWER, name, record)
        # An episode begins after a break: that is what the question asks for.
        yield Evidence(
            began - timedelta(days=7), day_before(began), Place.ELSEWHERE, Source.ANSWER, name, record
        )
    elif place is Place.HOMELESS:
        yield Evidence(eve, eve, Place.HOMELESS, Source.ANSWER, name, record)
    nights = _LEAST_NIGHTS.get(stay.length_of_stay or 0, 1)
    first = stay.entry_date - timedelta(days=nights)
    if place is Place.INSTITUTION:
        yield Evidence(first, eve, place, Source.ANSWER, name, record, came_from_homelessness=from_street)
    elif place is Place.ELSEWHERE and not from_street:
        yield Evidence(first, eve, place, Source.ANSWER, name, record)


def _after(stay: Any, ending: Any, homeless: list[Evidence], today: date) -> Iterator[Evidence]:
    """Give what the destination (3.12) says of the nights after the exit.

    Who went to permanent housing is taken to be there until a homeless night is on record again; of other places only
    the first night is sure, but for an institution that was left for homelessness within 90 days.
    """
    place, went = _place(ending.destination), ending.exit_date
    if place is None:
        return
    again = min((max(one.first, went) for one in homeless if one.last >= went), default=None)
    last = went
    if again and place is Place.INSTITUTION and (again - went).days < DAYS_IN_AN_INSTITUTION:
        last = max(went, day_before(again))
    elif place is Place.ELSEWHERE and (ending.destination or 0) >= 400:
        last = max(went, day_before(again)) if again else max(went, today)
    yield Evidence(went, last, place, Source.EXIT, stay.project.project_name or "", ("exit", ending.pk))


def _attested(row: Any) -> Evidence:
    last = (row.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    source = Source.LETTER if row.kind == AttestedMonth.Kind.LETTER else Source.STATEMENT
    return Evidence(row.month, last, Place.HOMELESS, source, row.said_by, ("attested", row.change_id))


def _starts(viewer: Viewer, client: Client, stays: list[Enrollment]) -> Iterator[tuple[Any, Answers]]:
    """Give the client's answers at each project start where they were asked."""
    conditions: dict[Any, bool] = {}
    for row in viewer.rows(Disability).filter(client=client, data_collection_stage=1):
        disables = _disables(row.disability_type, row.disability_response, row.indefinite_and_impairs)
        conditions[row.enrollment_id] = conditions.get(row.enrollment_id, False) or disables
    for stay in stays:
        yield (
            stay,
            Answers(
                stay.project.project_type,
                stay.entry_date,
                conditions.get(stay.pk, False),
                stay.disabling_condition,
                stay.living_situation,
                stay.los_under_threshold,
                stay.previous_street_essh,
                stay.date_to_street_essh,
                stay.times_homeless_past_three_years,
                stay.months_homeless_past_three_years,
            ),
        )


def _disables(kind: int | None, response: int | None, lasts: int | None) -> bool:
    """Say whether a condition disables: glossary, "Disabling Condition"; SQL twin in universe/disabling.sql."""
    if kind in (6, 8):
        return response == 1
    return lasts == 1 and (response == 1 or (kind == 10 and response in (2, 3)))


def _disability(starts: tuple[tuple[Any, Answers], ...]) -> Answer:
    """Take the latest project start that knows."""
    told = (disabled(answers) for _stay, answers in starts)
    known = next((one for one in told if one in (Status.YES, Status.NO)), None)
    return (
        {Status.YES: Answer.YES, Status.NO: Answer.NO}.get(known, Answer.NOT_KNOWN)
        if known
        else Answer.NOT_KNOWN
    )


def _place(code: int | None) -> Place | None:
    """Sort a code of HUD's living situations and destinations; none for those that say nothing of a place."""
    hundreds = (code or 0) // 100
    if hundreds in (3, 4):
        return Place.ELSEWHERE
    return {1: Place.HOMELESS, 2: Place.INSTITUTION}.get(hundreds)
