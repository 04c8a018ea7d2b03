"""Round numbers along one axis, days along the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from django.utils.formats import date_format

from hearth.ui.charts.chart import Axis

_ROUND = (1, 2, 5, 10)
# How much room a word on the axis of days needs, in the units of a drawing.
_ROOM: dict[Axis, float] = {"day": 46, "month": 34, "year": 40}


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that is named on the axis: its place from 0, its name, and the year where it is told below."""

    place: int
    name: str
    year: str


def round_numbers(highest: float, most: int = 5) -> list[int]:
    """Give whole numbers from 0 to one not below the highest, at even distances, about as many as `most`."""
    wanted = max(highest, 1) / most
    power = 10 ** int(log10(wanted)) if wanted >= 1 else 1
    distance = next(power * one for one in _ROUND if power * one >= wanted)
    return [distance * number for number in range(ceil(max(highest, 1) / distance) + 1)]


def ticks(days: Sequence[date], axis: Axis, length: float) -> list[Tick]:
    """Name as many steps as there is room for, at even distances, with the year where it begins or changes."""
    most = max(2, int(length / _ROOM[axis]))
    if axis == "day" and len(days) > 2 * 31:
        places = _months([place for place, day in enumerate(days) if day.day == 1], days, length)
        axis = "month"
    elif axis == "month":
        places = _months(list(range(len(days))), days, length)
    else:
        places = next(found for jump in _jumps(axis) if len(found := list(range(0, len(days), jump))) <= most)
    named = []
    before = None
    for place in places:
        day = days[place]
        year = "" if axis == "year" or day.year == before else date_format(day, "Y")
        named.append(Tick(place, date_format(day, {"day": "j M", "month": "M"}.get(axis, "Y")), year))
        before = day.year
    return named


def _months(places: list[int], days: Sequence[date], length: float) -> list[int]:
    """Every month, or every second, third or sixth, or each January."""
    most = max(2, int(length / _ROOM["month"]))
    for jump in (1, 2, 3, 6):
        found = [place for place in places if (days[place].month - 1) % jump == 0]
        if len(found) <= most:
            return found
    januaries = [place for place in places if days[place].month == 1]
    return januaries[:: ceil(len(januaries) / most)]


def _jumps(axis: Axis) -> range | tuple[int, ...]:
    return (1, 2, 7, 14, 31) if axis == "day" else range(1, 1000)
