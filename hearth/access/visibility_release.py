"""Which releases of information are in force: the half of sharing that the client decides.

Nothing is remembered between two queries: a withdrawal, the end of a day and an 18th birthday act on the next one.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q

from hearth.records.models.release import HMIS, ReleaseOfInformation
from hearth.records.models.release_signing import ReleaseSigning

if TYPE_CHECKING:
    from hearth.access.standing import Standing
    from hearth.access.viewer import Viewer

ADULT_AT = 18
_Kind = ReleaseOfInformation.Kind
# Written consent (34 U.S.C. 11231 and the like for youth): a spoken yes is not.
_SIGNED = (_Kind.SIGNATURE, _Kind.PAPER)
_Method = ReleaseSigning.Method
_IN_WRITING = (_Method.DRAWN, _Method.TYPED, _Method.PAPER)
_NOT_TAKEN_BACK: Mapping[str, None] = {"withdrawn_at": None}


def in_force(standing: "Viewer | Standing", network: str = HMIS) -> Q:
    """Give the condition that a release is in force today, in a network: that of this instance decides what is seen.

    A day ends where the CoC is under whose form the release was given; a release of no CoC goes by the viewer's.
    """
    return _by_day(standing, lambda day: _in_force_on(day, network))


def still_readable(standing: "Standing", made_at: OuterRef) -> Q:
    """Give the condition that a release that was taken back lets others go on reading what was made before that.

    The client was told so (setting `withdrawal_of_shared`). It ends on the day on which the release would have ended.
    """
    return Q(keeps_shared=True, withdrawn_at__gte=made_at) & _by_day(
        standing, lambda day: _in_force_on(day, HMIS, {})
    )


def written() -> Q:
    """Give the condition that a release was signed: for a minor, by the guardian, and the minor agreed."""
    by_guardian_here = Q(follows__kind__in=_SIGNED, follows__signed_as_minor=False)
    by_guardian_elsewhere = Q(follows=None, signing__method__in=_IN_WRITING)
    for_minor = Q(kind=_Kind.HOUSEHOLD, minor_agreed=True) & (by_guardian_here | by_guardian_elsewhere)
    return Q(kind__in=_SIGNED, signed_as_minor=False) | for_minor


def eighteen_years_before(day: date) -> date:
    """Give the latest birth date of who is an adult on a day."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - ADULT_AT)


def eighteenth_birthday(born: date) -> date:
    """Give the day on which somebody is 18. Who was born on 29 February is so on 1 March of a common year."""
    try:
        return born.replace(year=born.year + ADULT_AT)
    except ValueError:
        return date(born.year + ADULT_AT, 3, 1)


def _by_day(standing: "Viewer | Standing", condition: "Callable[[date], Q]") -> Q:
    usual = standing.day_in(None)
    others = {code: day for code in standing.zones if (day := standing.day_in(code)) != usual}
    if not others:
        return condition(usual)
    found = (Q(coc=None) | ~Q(coc__in=others)) & condition(usual)
    for code, day in others.items():
        found |= Q(coc=code) & condition(day)
    return found


def _in_force_on(day: date, network: str, taken_back: "Mapping[str, None]" = _NOT_TAKEN_BACK) -> Q:
    follows = _holds(day, network, taken_back, "follows__")
    for_minor = Q(client__dob__gt=eighteen_years_before(day)) & (Q(follows=None) | follows)
    return _holds(day, network, taken_back) & (~Q(kind=_Kind.HOUSEHOLD) | for_minor)


def _holds(day: date, network: str, taken_back: "Mapping[str, None]", whose: str = "") -> Q:
    at = {
        f"{whose}permission": True,
        f"{whose}starts_on__lte": day,
        f"{whose}networks__contains": [network],
        **{f"{whose}{column}": value for column, value in taken_back.items()},
    }
    return Q(**at) & (Q(**{f"{whose}ends_on": None}) | Q(**{f"{whose}ends_on__gte": day}))
