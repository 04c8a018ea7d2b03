"""Month by month: was the client homeless, and who says so.

HUD: a calendar month with one homeless night counts, the first and the present one too (3.917.5; Glossary, "CH at a
point in time"; 24 CFR 578.103(a)(4): one encounter in a month stands for the month). A month counts once, however many
records prove it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from hearth.rules.homelessness.evidence import Evidence
from hearth.rules.homelessness.nights import Nights, Spell, breaks, sort_nights, spells

THREE_YEARS = 36


class Proof(Enum):
    """What is known of a month: the best proof of a homeless night in it, else where the client was, else nothing."""

    THIRD_PARTY = "third_party"
    SELF_REPORT = "self_report"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month. `nights_of_break` are those of a break (seven nights or more elsewhere) in it."""

    first_day: date
    proof: Proof
    evidence: tuple[Evidence, ...]
    nights_of_break: int = 0

    @property
    def counts(self) -> bool:
        return self.proof in (Proof.THIRD_PARTY, Proof.SELF_REPORT)

    @property
    def last_day(self) -> date:
        return first_of(self.first_day + timedelta(days=31)) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Homelessness:
    """What is known up to `today`: months, the latest first; breaks; the occasions between them, the earliest first."""

    today: date
    months: tuple[Month, ...]
    breaks: tuple[Spell, ...]
    occasions: tuple[Spell, ...]
    last_homeless: date | None
    # The last time that is known to have been spent elsewhere.
    elsewhere: Spell | None

    @property
    def counted(self) -> list[Month]:
        """The homeless months, the latest first."""
        return [month for month in self.months if month.counts]

    @property
    def self_reported(self) -> list[Month]:
        """The homeless months for which only the client's word stands."""
        return [month for month in self.months if month.proof is Proof.SELF_REPORT]

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """The months between two homeless ones of which nothing is known, as first and last month, the latest first."""
        return gaps(self.months)


def homelessness(evidence: Iterable[Evidence], today: date, how_many: int = THREE_YEARS) -> Homelessness:
    """Put everything that is known together for the last `how_many` calendar months, this one included."""
    known = [one for one in evidence if one.first <= today and one.first <= one.last]
    nights = sort_nights(known, today)
    breaks_known = breaks(nights)
    months = tuple(
        _month(first, known, nights, breaks_known, today) for first in last_months(today, how_many)
    )
    since = months[-1].first_day
    return Homelessness(
        today,
        months,
        tuple(one for one in breaks_known if one.last >= since),
        tuple(one for one in _occasions(nights, breaks_known) if one.last >= since),
        date.fromordinal(max(nights.homeless)) if nights.homeless else None,
        next(iter(spells(nights.elsewhere)[-1:]), None),
    )


def first_of(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def gaps(months: Sequence[Month]) -> list[tuple[date, date]]:
    """Give the unknown months between the first and the last homeless one. `months` begin with the latest."""
    places = [place for place, month in enumerate(months) if month.counts]
    found: list[tuple[date, date]] = []
    for place in range(places[0], places[-1]) if places else ():
        if months[place].proof is not Proof.UNKNOWN:
            continue
        day = months[place].first_day
        follows = months[place - 1].proof is Proof.UNKNOWN
        if follows:
            found[-1] = (day, found[-1][1])
        else:
            found.append((day, day))
    return found


def last_months(today: date, how_many: int) -> list[date]:
    """Give the first days of the last calendar months, this one first."""
    found = [first_of(today)]
    while len(found) < how_many:
        found.append(first_of(found[-1] - timedelta(days=1)))
    return found


def _month(
    first: date, known: list[Evidence], nights: Nights, breaks_known: list[Spell], today: date
) -> Month:
    last = Month(first, Proof.UNKNOWN, ()).last_day
    here = range(first.toordinal(), last.toordinal() + 1)
    if any(night in nights.homeless_by_third_party for night in here):
        proof = Proof.THIRD_PARTY
    elif any(night in nights.homeless for night in here):
        proof = Proof.SELF_REPORT
    elif any(night in nights.elsewhere for night in here):
        proof = Proof.ELSEWHERE
    else:
        proof = Proof.UNKNOWN
    away = sum(
        (min(one.last, last) - max(one.first, first)).days + 1
        for one in breaks_known
        if one.first <= last and one.last >= first
    )
    proving = sorted(
        (one for one in known if one.touches(first, min(last, today))),
        key=lambda one: (one.first, one.source.value),
    )
    return Month(first, proof, tuple(proving), away)


def _occasions(nights: Nights, breaks_known: list[Spell]) -> list[Spell]:
    """Put homeless nights together that no break parts. Unknown nights part nothing: a break has to be known."""
    found: list[Spell] = []
    ends = [one.first for one in breaks_known]
    for spell in spells(nights.homeless):
        if found and not any(found[-1].last < start < spell.first for start in ends):
            found[-1] = Spell(found[-1].first, spell.last)
        else:
            found.append(spell)
    return found
