"""Store what a person answered: at intake, at an update, at the annual assessment, at exit or afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.answers import EXIT, FILES_OF_COLLECTIONS, POST_EXIT, ROW_KEY, START
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born, person_name
from hearth.hud.standard import snake_case
from hearth.records import clock, guard
from hearth.records.models import DataCollection, Enrollment, Exit, LocalAnswer
from hearth.records.write import change, current
from hearth.rules.collection import within_stay
from hearth.rules.facts import Broken

_MODELS: dict[str, type[Any]] = {model.hud_file: model for model in FILES_OF_COLLECTIONS}
# What it takes to record each stage (5.03.1): who enrolls asks at the door, who exits at the end.
_RIGHT_FOR = {START: "enroll_household", EXIT: "exit_household", POST_EXIT: "exit_household"}


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one row: a HUD file (a local element's number where `local`), what tells the row apart, columns.

    A column that stands here as None was asked and is empty now.
    """

    file: str
    fixed: Mapping[str, int]
    values: Mapping[str, Any]
    local: bool = False


def may_collect(viewer: Viewer, enrollment: Enrollment, stage: int) -> bool:
    """Say whether the viewer may record the answers of a stage at the enrollment's program."""
    return viewer.may(_RIGHT_FOR.get(stage, "record_assessment"), enrollment.project)


def collect(
    *,
    viewer: Viewer,
    enrollment: Enrollment,
    stage: int,
    on: date,
    answers: Sequence[Answers],
    open_questions: int,
) -> DataCollection:
    """Store the answers of one collection, or correct it: the one of the same stage (5.03.1) and day (5.04).

    Intake is dated on the start and exit on the exit, whatever `on` says. Only columns that changed are written.
    `open_questions` is how many are still to be asked; the collection stands on the to-do list until it is 0.

    Raises PermissionDenied without the right, NotVisible, NotDone for a day outside the stay, an exit that was not
    recorded, or a record that is kept elsewhere. In each case nothing is stored.
    """
    row = viewer.enrollments.filter(pk=enrollment.pk).select_related("project", "client").first()
    if row is None:
        raise NotVisible("There is no such enrollment.")
    if not may_collect(viewer, row, stage):
        raise PermissionDenied
    stop_if_kept_elsewhere(row)
    stop_if_kept_out(row.project, row.entry_date)
    with change(by=viewer.account, action="collect"):
        # Two workers who answer for the same person go one after the other: each row is there once.
        row = _locked(row)
        ending = _exit_of(row)
        on = _information_date(row, ending, stage, on)
        stop_if(_broken(row, ending, stage, on))
        for one in answers:
            _store(viewer, row, ending, stage, on, one)
        return _note(viewer, row, stage, on, open_questions)


def _locked(enrollment: Enrollment) -> Enrollment:
    rows = guard.everything(Enrollment, "the enrollment, while its answers are stored")
    return rows.select_related("client", "project").select_for_update(of=("self",)).get(pk=enrollment.pk)


def _exit_of(enrollment: Enrollment) -> Exit | None:
    rows = guard.everything(Exit, "answers at exit belong to it")
    return rows.filter(enrollment=enrollment, date_deleted=None).first()


def _information_date(enrollment: Enrollment, ending: Exit | None, stage: int, on: date) -> date:
    if stage == START:
        return enrollment.entry_date
    if stage == EXIT and ending is not None:
        return ending.exit_date
    return on


def _broken(enrollment: Enrollment, ending: Exit | None, stage: int, on: date) -> list[Broken]:
    name = person_name(enrollment.client)
    if stage in (EXIT, POST_EXIT) and ending is None:
        return [
            Broken("collection/exit_first", "%(name)s has not left. Record the exit first.", {"name": name})
        ]
    if stage == POST_EXIT:
        return []
    return within_stay.broken(
        name, on, enrollment.entry_date, ending.exit_date if ending else None, clock.today()
    )


def _store(
    viewer: Viewer, enrollment: Enrollment, ending: Exit | None, stage: int, on: date, one: Answers
) -> None:
    if one.local:
        _store_local(viewer, enrollment, stage, on, one)
        return
    values = {snake_case(column): value for column, value in one.values.items()}
    held: Any = {"Enrollment": enrollment, "Client": enrollment.client, "Exit": ending}.get(one.file)
    if held is not None:
        if one.file == "Client":
            stop_if_kept_elsewhere(held)
        _write(viewer, held, values)
        return
    model = _MODELS[one.file]
    known = {
        "enrollment": enrollment,
        "data_collection_stage": stage,
        "information_date": on,
        **{snake_case(column): code for column, code in one.fixed.items() if column == ROW_KEY.get(one.file)},
    }
    held = guard.everything(model, "the collection's own row").filter(date_deleted=None, **known).first()
    if held is not None:
        _write(viewer, held, values)
    elif any(value is not None for value in values.values()):
        made = model(client_id=enrollment.client_id, **known, **values, **born(viewer))
        made.save()


def _write(viewer: Viewer, row: Any, values: Mapping[str, Any]) -> None:
    """Write what differs; a correction that changes nothing leaves no trace."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return
    for name in different:
        setattr(row, name, values[name])
    row.date_updated = clock.now()
    row.user = viewer.hud_user
    row.save(update_fields=[*different, "date_updated", "user"])


def _store_local(viewer: Viewer, enrollment: Enrollment, stage: int, on: date, one: Answers) -> None:
    """Store answers to questions that the community asks beyond HUD."""
    rows = guard.everything(LocalAnswer, "the collection's own answers")
    for column, value in one.values.items():
        known = {
            "client_id": enrollment.client_id,
            "enrollment": enrollment,
            "organization": viewer.organization,
            "element": one.file,
            "column": column,
            "information_date": on,
            "data_collection_stage": stage,
        }
        kept = value.isoformat() if isinstance(value, date) else value
        held = rows.filter(date_deleted=None, **known).first()
        if held is None and kept is not None:
            LocalAnswer.objects.create(value=kept, change=current(), **known)
        elif held is not None and held.value != kept:
            held.value = kept
            held.save(update_fields=["value"])


def _note(
    viewer: Viewer, enrollment: Enrollment, stage: int, on: date, open_questions: int
) -> DataCollection:
    """Keep that somebody was asked, and how much is left."""
    known = {"enrollment": enrollment, "stage": stage, "information_date": on}
    held = (
        guard.everything(DataCollection, "the collection itself").filter(date_deleted=None, **known).first()
    )
    if held is None:
        return DataCollection.objects.create(
            client_id=enrollment.client_id,
            open_questions=open_questions,
            organization=viewer.organization,
            change=current(),
            **known,
        )
    if held.open_questions != open_questions:
        held.open_questions = open_questions
        held.save(update_fields=["open_questions"])
    return held
