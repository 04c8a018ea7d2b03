"""How an action says no: what is wrong, in words for the person at the desk. Nothing was stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from hearth.rules.facts import Broken


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason. `about` is the position of the member concerned in what was handed in, where one is."""

    message: str
    rule: str
    about: int | None = None


class NotDone(Exception):
    """The act breaks rules; nothing was stored. Shown to the person, so it is told in their words."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def stop_if(broken: Iterable[Broken]) -> None:
    """Raise NotDone when any rule is broken."""
    problems = [Problem(gettext(one.text) % _words(one.values), one.rule, one.about) for one in broken]
    if problems:
        raise NotDone(problems)


def _words(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: date_format(value, "j M Y") if isinstance(value, date) else value
        for name, value in values.items()
    }
