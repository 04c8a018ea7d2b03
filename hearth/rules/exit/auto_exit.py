"""Who has had nothing recorded for so many days is exited by the system, on a day that the records themselves give.

PRODUCT.md K4; HUD: 3.11 Project Exit Date. A night-by-night shelter's stay ends on the day after the last bed night,
street outreach on the day of the last contact (4.12), every other stay on the day of the last activity that counts.
The day is never the one on which the system looked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hearth.hud.standard import standard

# 3.12: nobody could ask where they went.
NO_EXIT_INTERVIEW = 30
STREET_OUTREACH = 4
_TRANSITIONAL, _SAFE_HAVEN = 2, 8

# People live there without anybody recording something each month.
USUALLY_OFF = standard().project_types("permanent_housing") | {_TRANSITIONAL, _SAFE_HAVEN}
NIGHT_BY_NIGHT = standard().project_types("uses_bed_nights")


@dataclass(frozen=True, slots=True)
class Policy:
    """How a CoC handles stays of one project type. `why` is the reason for another way than the usual one."""

    is_on: bool
    days: int
    warning_days: tuple[int, ...] = ()
    notes_count: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """The last thing that was recorded for anybody in a household: its kind and its day."""

    kind: str
    on: date


def due_on(policy: Policy, last: date) -> date:
    """Give the day from which the household is exited: so many days without anything recorded have passed."""
    return last + timedelta(days=policy.days)


def days_left(policy: Policy, last: date, today: date) -> int:
    """Give how many days remain until the exit; 0 or less: it is due."""
    return (due_on(policy, last) - today).days


def warning_step(policy: Policy, left: int) -> int | None:
    """Give the step of warnings that is reached (30, 14 or 3 days ahead): each is told once. None: not yet."""
    return next((step for step in sorted(policy.warning_days) if left <= step), None)


def exit_day(
    project_type: int | None,
    last: date,
    *,
    last_night: date | None,
    last_contact: date | None,
    starts: Iterable[date],
) -> date:
    """Give the day of the exit of a whole household: nobody leaves before they start."""
    day = last
    if project_type in NIGHT_BY_NIGHT and last_night is not None:
        day = last_night + timedelta(days=1)
    elif project_type == STREET_OUTREACH and last_contact is not None:
        day = last_contact
    return max([day, *starts])
