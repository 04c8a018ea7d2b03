"""Set a goal with a client in one of their stays, and say how it goes."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.pieces import check_place, own_piece
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import Enrollment, Goal
from hearth.records.write import change

RIGHT = "write_notes"


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at and how it stands. `progress` is plain text."""

    description: str
    starts_on: date
    category: str = ""
    target_on: date | None = None
    status: str = Goal.Status.OPEN
    ended_on: date | None = None
    progress: str = ""
    is_private: bool | None = None


def set_goal(*, viewer: Viewer, enrollment: Enrollment, aim: Aim) -> Goal:
    """Set a goal in a stay.

    Raises PermissionDenied without the right or for another agency's stay, NotVisible, and NotDone for dates that
    contradict each other. In each case nothing is stored.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    check_place(viewer, enrollment.client, enrollment)
    _check_dates(aim, viewer.today)
    with change(by=viewer.account, action="set_goal") as signed:
        goal = Goal(
            client=enrollment.client,
            enrollment=enrollment,
            organization=viewer.organization,
            change=signed,
            **asdict(aim),
        )
        goal.save(force_insert=True)
    return goal


def change_goal(*, viewer: Viewer, goal_id: uuid.UUID, aim: Aim) -> Goal:
    """Change a goal of the own agency: its words, its days, how it stands. What stood there before is kept.

    Raises PermissionDenied, NotVisible, and NotDone (see `set_goal`).
    """
    goal: Goal = own_piece(viewer, "goal", goal_id)
    _check_dates(aim, viewer.today)
    values: dict[str, Any] = asdict(aim)
    different = [name for name, value in values.items() if getattr(goal, name) != value]
    if different:
        with change(by=viewer.account, action="change_goal"):
            for name in different:
                setattr(goal, name, values[name])
            goal.save(update_fields=different)
    return goal


def _check_dates(aim: Aim, today: date) -> None:
    """A goal that is not open has the day of its end, which has come; no day lies before the start."""
    problems = []
    if aim.status == Goal.Status.OPEN and aim.ended_on is not None:
        problems.append(Problem(_("An open goal has no end date. Choose how it ended."), "goal/ended_on"))
    if aim.status != Goal.Status.OPEN and aim.ended_on is None:
        problems.append(Problem(_("Say on which day the goal was achieved or given up."), "goal/ended_on"))
    if aim.ended_on is not None and aim.ended_on < aim.starts_on:
        problems.append(Problem(_("The end date is before the start date."), "goal/ended_on"))
    if aim.ended_on is not None and aim.ended_on > today:
        problems.append(
            Problem(_("The end date has not come yet. Keep the goal open until then."), "goal/ended_on")
        )
    if aim.target_on is not None and aim.target_on < aim.starts_on:
        problems.append(Problem(_("The target date is before the start date."), "goal/target_on"))
    if problems:
        raise NotDone(problems)
