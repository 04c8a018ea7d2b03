"""A client and an enrollment as they stood on a day, rebuilt from history. Nothing can be changed there."""

import uuid
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hearth.access.as_of import State, client_as_of, end_of, enrollment_as_of
from hearth.access.log import log_reading
from hearth.access.viewer import Viewer, requires
from hearth.screens.client_frame import client_page
from hearth.screens.history.form import DayForm
from hearth.screens.told_records import label_of, told_kind, told_record, value_of

_NOT_TOLD = {
    "id",
    "source_id",
    "hud_id",
    "user_id",
    "client_id",
    "enrollment_id",
    "organization_id",
    "date_updated",
    "date_deleted",
    "household_id",
    "project_id",
    "unique_identifier",
    "first_name_plain",
    "last_name_plain",
    "is_private",
    "is_consent_refused",
}
# More records of one kind than this are counted only: a year of bed nights tells nobody anything.
_LISTED_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class ToldState:
    """One record as it stood, in words."""

    name: str
    answers: list[tuple[str, str]]
    kind: str
    enrollment_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class ToldKind:
    """The records of one kind, as they stood; `more` of them are not listed."""

    name: str
    states: list[ToldState]
    more: int


@require_safe
@requires("see_history")
def client(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show who the client was and where they were enrolled on a day."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "as_it_was")
    on, form = _day(request, viewer)
    found = client_as_of(viewer, one, end_of(on, viewer)) if on else []
    return _page(request, one, found, on, form)


@require_safe
@requires("see_history")
def enrollment(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show an enrollment and what was recorded in it, as it stood on a day."""
    viewer: Viewer = request.viewer
    stay = viewer.enrollment(enrollment_id)
    log_reading(viewer, "as_it_was", stay.client, about=stay.pk)
    on, form = _day(request, viewer)
    found = enrollment_as_of(viewer, stay, end_of(on, viewer)) if on else []
    return _page(request, stay.client, found, on, form, stay)


def _day(request: Any, viewer: Viewer) -> tuple[date | None, DayForm]:
    form = DayForm(request.GET if "on" in request.GET else {"on": viewer.today.isoformat()})
    return (form.cleaned_data["on"] if form.is_valid() else None), form


def _page(
    request: Any, client: Any, found: list[State], on: date | None, form: DayForm, stay: Any = None
) -> HttpResponse:
    return client_page(
        request,
        "history/as_it_was.html",
        client,
        "history",
        enrollment=stay,
        name=told_record(stay) if stay else "",
        kinds=_told(found),
        on=on,
        form=form,
    )


def _told(found: list[State]) -> list[ToldKind]:
    kinds: dict[str, list[State]] = {}
    for state in found:
        kinds.setdefault(state.record.hud_file, []).append(state)
    return [
        ToldKind(
            told_kind(file), [_in_words(one) for one in rows[:_LISTED_AT_MOST]], len(rows[_LISTED_AT_MOST:])
        )
        for file, rows in kinds.items()
    ]


def _in_words(state: State) -> ToldState:
    then, file = _as_it_was(state), state.record.hud_file
    answers = [
        (label_of(file, name), value_of(then, name, value))
        for name, value in state.values.items()
        if name not in _NOT_TOLD and value is not None and value != ""
    ]
    return ToldState(
        "" if file == "Client" else told_record(then),
        answers,
        file,
        state.record.pk if file == "Enrollment" else None,
    )


def _as_it_was(state: State) -> Any:
    """Give something that reads like the record as it stood: the words name it by its values of then."""
    record = state.record
    then = {field.attname: None for field in record._meta.concrete_fields} | state.values
    if record.hud_file == "Disabilities":
        then["disability_type"] = record.disability_type
    project = record.project if record.hud_file == "Enrollment" else None
    return SimpleNamespace(**then, hud_file=record.hud_file, project=project)
