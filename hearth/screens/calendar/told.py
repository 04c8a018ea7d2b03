"""What is due, in words and with where it is done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hearth.access.client_calendar import DueItem, Edge, Kind
from hearth.actions.stamp import person_name

LABELS: dict[Kind, str] = {
    Kind.GOAL: gettext_noop("Goals"),
    Kind.ANNUAL: gettext_noop("Annual assessments"),
    Kind.RELEASE: gettext_noop("Releases that end"),
    Kind.ADULT: gettext_noop("18th birthdays"),
    Kind.EXIT: gettext_noop("Exits by the system"),
    Kind.SERVICE: gettext_noop("Services that end"),
    Kind.ASSISTANCE: gettext_noop("Financial assistance that ends"),
    Kind.BED: gettext_noop("Reserved beds"),
}
# What passes its day without being done is late; a service ends, and a window opens, by itself.
_PASSES: frozenset[object] = frozenset({Kind.SERVICE, Kind.ASSISTANCE, Edge.OPENS, Edge.ANNIVERSARY})


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One thing on its day: for whom, what, where it is done."""

    kind: Kind
    on: date
    name: str
    identifier: str
    words: str
    url: str
    is_private: bool
    is_late: bool


def told(item: DueItem, today: date) -> ToldItem:
    """Tell one thing that is due."""
    passes = item.kind in _PASSES or item.edge in _PASSES
    return ToldItem(
        kind=item.kind,
        on=item.on,
        name=person_name(item.client),
        identifier=item.client.unique_identifier,
        words=_words(item, today),
        url=_url(item),
        is_private=item.is_private,
        is_late=item.on < today and not passes,
    )


def _words(item: DueItem, today: date) -> str:
    match item.kind, item.edge:
        case Kind.GOAL, _edge:
            return _("Goal: %(goal)s") % {"goal": item.words} if item.words else _("Goal")
        case Kind.SERVICE, _edge:
            return _("Ends: %(service)s") % {"service": item.words} if item.words else _("A service ends")
        case Kind.ASSISTANCE, _edge:
            return _("Financial assistance ends")
        case Kind.RELEASE, _edge:
            return _("Release ended") if item.on < today else _("Release ends")
        case Kind.ADULT, _edge:
            return _("Turned 18: their own release is due") if item.on < today else _("Turns 18")
        case Kind.BED, _edge:
            return _("A bed is reserved from this night")
        case Kind.EXIT, _edge:
            return _for_people(_("Exit by the system"), item.people)
        case Kind.ANNUAL, Edge.OPENS:
            return _for_people(_("Annual assessment: first day"), item.people)
        case Kind.ANNUAL, Edge.CLOSES:
            return _for_people(_("Annual assessment: last day"), item.people)
    return _for_people(_("Annual assessment: anniversary"), item.people)


def _for_people(words: str, people: int) -> str:
    if people == 1:
        return words
    number = ngettext("%(number)s person", "%(number)s people", people) % {"number": people}
    return f"{words} · {number}"


def _url(item: DueItem) -> str:
    match item.kind:
        case Kind.GOAL:
            return f"{reverse('goals:stay', args=[item.about])}#goal-{item.row}"
        case Kind.RELEASE | Kind.ADULT:
            return reverse("release:client", args=[item.about])
        case Kind.SERVICE:
            return reverse("services:correct_own", args=[item.about])
        case Kind.ASSISTANCE:
            return reverse("services:correct", args=[item.about])
        case Kind.BED:
            return reverse("shelter:beds", args=[item.about])
        case Kind.EXIT:
            return reverse("enrollment:enrollment", args=[item.about])
    name = "collection:household" if item.people > 1 else "collection:collect"
    return reverse(name, args=[item.about, "annual"])
