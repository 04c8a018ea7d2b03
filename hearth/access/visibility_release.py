"""Which releases of information are in force: the half of sharing that the client decides.

Nothing is remembered between two queries: a withdrawal, the end of a day and an 18th birthday act on the next one.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from hearth.records.models.release import HMIS, ReleaseOfInformation

if TYPE_CHECKING:
    from hearth.access.viewer import Viewer

ADULT_AT = 18
_Kind = ReleaseOfInformation.Kind
# Written consent (34 U.S.C. 11231 and the like for youth): a spoken yes is not.
_SIGNED = (_Kind.SIGNATURE, _Kind.PAPER)


def in_force(viewer: "Viewer") -> Q:
    """Give the condition that a release is in force today.

    A day ends where the CoC is under whose form the release was given; a release of no CoC goes by the viewer's.
    """
    usual = viewer.day_in(None)
    others = {code: day for code in viewer.zones if (day := viewer.day_in(code)) != usual}
    if not others:
        return _in_force_on(usual)
    found = (Q(coc=None) | ~Q(coc__in=others)) & _in_force_on(usual)
    for code, day in others.items():
        found |= Q(coc=code) & _in_force_on(day)
    return found


def written() -> Q:
    """Give the condition that a release was signed: for a minor, by the guardian, and the minor agreed."""
    for_minor = Q(kind=_Kind.HOUSEHOLD, minor_agreed=True, follows__kind__in=_SIGNED)
    return Q(kind__in=_SIGNED) | for_minor


def eighteen_years_before(day: date) -> date:
    """Give the latest birth date of who is an adult on a day."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - ADULT_AT)


def _in_force_on(day: date) -> Q:
    for_minor = Q(client__dob__gt=eighteen_years_before(day)) & (Q(follows=None) | _holds(day, "follows__"))
    return _holds(day) & (~Q(kind=_Kind.HOUSEHOLD) | for_minor)


def _holds(day: date, whose: str = "") -> Q:
    at = {
        f"{whose}permission": True,
        f"{whose}withdrawn_at": None,
        f"{whose}starts_on__lte": day,
        f"{whose}networks__contains": [HMIS],
    }
    return Q(**at) & (Q(**{f"{whose}ends_on": None}) | Q(**{f"{whose}ends_on__gte": day}))
