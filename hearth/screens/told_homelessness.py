"""Months of homelessness and what proves them, in words: for the page, the packet and the report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.rules.homelessness.at_project_start import Status
from hearth.rules.homelessness.chronic import Answer, Said
from hearth.rules.homelessness.evidence import Evidence, Place, Source
from hearth.rules.homelessness.months_homeless import Homelessness, Month, Proof

# Each proof has a sign beside its words: a page may be printed in black, and not everybody tells colours apart.
SIGNS = {Proof.THIRD_PARTY: "●", Proof.SELF_REPORT: "◐", Proof.ELSEWHERE: "○", Proof.UNKNOWN: "–"}
ICONS = {
    Proof.THIRD_PARTY: "check-circle",
    Proof.SELF_REPORT: "person",
    Proof.ELSEWHERE: "house-door",
    Proof.UNKNOWN: "question-circle",
}
KINDS = {
    Proof.THIRD_PARTY: "success",
    Proof.SELF_REPORT: "info",
    Proof.ELSEWHERE: "",
    Proof.UNKNOWN: "warning",
}

# Where a piece of evidence leads to, by its record; nowhere where that cannot be opened.
Leads = Callable[[tuple[str, object] | None], str]


@dataclass(frozen=True, slots=True)
class ToldProof:
    """One line of what proves a month, and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ToldMonths:
    """One month, or several of which the same is known. `proof` is in words, `sign` and `icon` stand beside it."""

    first: date
    last: date
    label: str
    proof: str
    sign: str
    icon: str
    kind: str
    counts: bool
    lines: tuple[ToldProof, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ToldYear:
    """A row of the calendar: a year and its months, each (or none) as sign, words and the row that it leads to."""

    year: int
    months: tuple[tuple[str, str, str] | None, ...]


def proof_words(proof: Proof) -> str:
    """Say what is known of a month."""
    return {
        Proof.THIRD_PARTY: _("Homeless, proved"),
        Proof.SELF_REPORT: _("Homeless, by the client's word"),
        Proof.ELSEWHERE: _("Not homeless"),
        Proof.UNKNOWN: _("Nothing on record"),
    }[proof]


def answer_words(answer: Answer) -> str:
    """Say the answer to "chronically homeless?"."""
    return {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.NOT_KNOWN: _("Not known")}[answer]


def status_words(status: Status) -> str:
    """Say what the answers at project start mean."""
    return {
        Status.YES: _("Yes"),
        Status.NO: _("No"),
        Status.NOT_TOLD: _("The client did not tell"),
        Status.MISSING: _("Not all was asked"),
    }[status]


def sentence(said: Said) -> str:
    """Say a sentence of the rules; days as people say them, `first` and `last` as months."""
    return _(said.text) % {name: _value(name, value) for name, value in said.values.items()}


def _value(name: str, value: object) -> object:
    if not isinstance(value, date):
        return value
    return month_name(value) if name in ("first", "last") else date_format(value)


def month_name(first: date) -> str:
    """Name a month: "Mar 2026"."""
    return date_format(first, "YEAR_MONTH_FORMAT")


def months_name(first: date, last: date) -> str:
    """Name some months by the first and the last of them."""
    if first == last:
        return month_name(first)
    return f"{month_name(first)} – {month_name(last)}"


def told_months(known: Homelessness, leads: Leads) -> list[ToldMonths]:
    """Tell all months, the latest first. Months that do not count and of which the same is known stand together."""
    runs: list[list[Month]] = []
    for month in known.months:
        if runs and _same(runs[-1][-1], month):
            runs[-1].append(month)
        else:
            runs.append([month])
    # Before the first thing that is known there is no gap, only the time before.
    return [_told(run, leads) for run in runs]


def calendar(known: Homelessness, rows: Iterable[ToldMonths]) -> list[ToldYear]:
    """Lay the months out by year, the latest year first; each leads to the row that tells of it."""
    anchors = {}
    for row in rows:
        for month in known.months:
            if row.first <= month.first_day <= row.last:
                anchors[month.first_day] = anchor(row)
    cells = {
        month.first_day: (
            SIGNS[month.proof],
            f"{month_name(month.first_day)}: {proof_words(month.proof)}",
            anchors[month.first_day],
        )
        for month in known.months
    }
    years = sorted({month.first_day.year for month in known.months}, reverse=True)
    return [
        ToldYear(year, tuple(cells.get(date(year, number, 1)) for number in range(1, 13))) for year in years
    ]


def anchor(row: ToldMonths) -> str:
    """Give the name by which the page finds a row."""
    return f"m{row.first:%Y%m}"


def _same(one: Month, other: Month) -> bool:
    if one.counts or other.counts or one.proof is not other.proof:
        return False
    return set(one.evidence) == set(other.evidence)


def _told(run: Sequence[Month], leads: Leads) -> ToldMonths:
    latest, earliest = run[0], run[-1]
    note = ""
    if latest.counts and latest.nights_of_break:
        note = ngettext(
            "%(count)s night of a break is in this month.",
            "%(count)s nights of a break are in this month.",
            latest.nights_of_break,
        ) % {"count": latest.nights_of_break}
    return ToldMonths(
        earliest.first_day,
        latest.first_day,
        months_name(earliest.first_day, latest.first_day),
        proof_words(latest.proof),
        SIGNS[latest.proof],
        ICONS[latest.proof],
        KINDS[latest.proof],
        latest.counts,
        tuple(_lines(latest, leads)),
        note,
    )


def _lines(month: Month, leads: Leads) -> list[ToldProof]:
    """Tell what proves a month: bed nights and contacts at one program in one line."""
    grouped: dict[tuple[Source, Place, str], list[Evidence]] = {}
    for one in month.evidence:
        grouped.setdefault((one.source, one.place, one.at), []).append(one)
    return [
        ToldProof(_line(source, place, at, found), leads(found[0].record))
        for (source, place, at), found in grouped.items()
    ]


def _line(source: Source, place: Place, at: str, found: Sequence[Evidence]) -> str:
    days = sorted({one.first for one in found})
    values = {
        "at": at,
        "count": len(days),
        "first": date_format(days[0]),
        "last": date_format(days[-1]),
        "until": date_format(found[0].last),
    }
    if source is Source.BED_NIGHT:
        text = ngettext(
            "%(count)s bed night at %(at)s, %(first)s",
            "%(count)s bed nights at %(at)s, %(first)s to %(last)s",
            len(days),
        )
    elif source is Source.CONTACT:
        text = {
            Place.HOMELESS: ngettext(
                "Met homeless by %(at)s on %(first)s",
                "Met homeless by %(at)s %(count)s times, %(first)s to %(last)s",
                len(days),
            ),
            Place.INSTITUTION: _("In an institution when met by %(at)s on %(first)s"),
            Place.ELSEWHERE: _("Not homeless when met by %(at)s on %(first)s"),
        }[place]
    else:
        text = _TEXTS[source, place]()
    return text % values


_TEXTS: dict[tuple[Source, Place], Callable[[], str]] = {
    (Source.STAY, Place.HOMELESS): lambda: _("Stay at %(at)s from %(first)s to %(until)s"),
    (Source.STAY, Place.INSTITUTION): lambda: _("Stay at %(at)s from %(first)s to %(until)s"),
    (Source.STAY, Place.ELSEWHERE): lambda: _("Housed by %(at)s from %(first)s to %(until)s"),
    (Source.START, Place.HOMELESS): lambda: _("Found homeless by %(at)s on %(first)s"),
    (Source.EXIT, Place.HOMELESS): lambda: _("Left %(at)s for the street or a shelter on %(first)s"),
    (Source.EXIT, Place.INSTITUTION): lambda: _("Left %(at)s for an institution on %(first)s"),
    (Source.EXIT, Place.ELSEWHERE): lambda: _("Left %(at)s for housing or another place on %(first)s"),
    (Source.ANSWER, Place.HOMELESS): lambda: _("Said at the start of %(at)s: homeless since %(first)s"),
    (Source.ANSWER, Place.INSTITUTION): lambda: _("Said at the start of %(at)s: in an institution before"),
    (Source.ANSWER, Place.ELSEWHERE): lambda: _("Said at the start of %(at)s: not homeless until %(until)s"),
    (Source.LETTER, Place.HOMELESS): lambda: _("Letter of a third party: %(at)s"),
    (Source.STATEMENT, Place.HOMELESS): lambda: _("The client's own statement: %(at)s"),
}
