"""What is wrong with a setting's value, in one line for the person at the desk."""

from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import ip_network
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from hearth.records.setting_kinds import Told

_LONGEST_WORD = 60
_MOST_DAYS = 12
# Any year without a 29 February: the day has to exist every year.
_COMMON_YEAR = 2027


def fault(told: Told, value: Any) -> str:
    """Give what is wrong with a value of its default's type, by itself; nothing for a good one."""
    return _FAULTS[told.kind](told, value)


def contradiction(values: Mapping[str, Any]) -> str:
    """Give what is wrong between settings of one place, or nothing. Needs the values of TOGETHER."""
    warnings = values["inactive_warning_days"]
    if warnings and warnings[-1] >= values["inactive_after_days"]:
        return _(
            "The last warning comes before the account is paused: day %(last)d is not before day %(paused)d."
        ) % {
            "last": warnings[-1],
            "paused": values["inactive_after_days"],
        }
    if values["inactive_after_days"] > values["rest_after_days"]:
        return _(
            "An account is paused before training is due again: day %(paused)d is after day %(rest)d."
        ) % {
            "paused": values["inactive_after_days"],
            "rest": values["rest_after_days"],
        }
    if values["password_minimum"] > values["password_minimum_alone"]:
        return _("A password without a second step is not shorter than one with it.")
    if values["agreement_reminder_days"] >= values["agreement_days"]:
        return _("The reminder comes after the agreement was signed: take fewer days than it holds.")
    return ""


# The settings that have to fit each other.
TOGETHER: Final = frozenset(
    {
        "inactive_warning_days",
        "inactive_after_days",
        "rest_after_days",
        "password_minimum",
        "password_minimum_alone",
        "agreement_reminder_days",
        "agreement_days",
    }
)


def _number(told: Told, value: int) -> str:
    if told.lowest <= value <= told.highest:
        return ""
    bounds = {"lowest": told.lowest, "highest": told.highest}
    return _("Write a number from %(lowest)d to %(highest)d.") % bounds


def _choice(told: Told, value: str) -> str:
    return "" if value in dict(told.choices) else _("Choose one of these.")


def _month_day(_told: Told, value: str) -> str:
    try:
        is_day = date.fromisoformat(f"{_COMMON_YEAR}-{value}").strftime("%m-%d") == value
    except ValueError:
        is_day = False
    return "" if is_day else _("Write a month and a day of every year, as 01-31.")


def _days(told: Told, value: list[Any]) -> str:
    if any(type(day) is not int for day in value):
        return _("Write numbers with commas between them, as 20, 25, 29.")
    if any(before >= after for before, after in pairwise(value)):
        return _("The days rise: each is later than the one before.")
    if len(value) > _MOST_DAYS:
        return _("Write at most %(most)d.") % {"most": _MOST_DAYS}
    return next((found for day in value if (found := _number(told, day))), "")


def _words(told: Told, value: list[Any]) -> str:
    if any(not isinstance(word, str) or not 0 < len(word) <= _LONGEST_WORD for word in value):
        return _("Write one word in each line, of at most %(longest)d characters.") % {
            "longest": _LONGEST_WORD
        }
    return _("Write at most %(most)d.") % {"most": told.highest} if len(value) > told.highest else ""


def _networks(told: Told, value: list[Any]) -> str:
    for network in value:
        try:
            ip_network(str(network), strict=False)
        except ValueError:
            return _("“%(network)s” is no network. Write one as 203.0.113.0/24.") % {"network": network}
    return _("Write at most %(most)d.") % {"most": told.highest} if len(value) > told.highest else ""


_FAULTS: Final[dict[str, Callable[[Told, Any], str]]] = {
    "number": _number,
    "hour": _number,
    "yes_no": lambda _told, _value: "",
    "choice": _choice,
    "month_day": _month_day,
    "days": _days,
    "words": _words,
    "networks": _networks,
}
