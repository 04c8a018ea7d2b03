"""What an import did or would do, as its page tells it: rows per file, the first keys of each kind, time left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from hearth.dataset.cleanups import CLEANUPS
from hearth.exchange.outcome import FileCount
from hearth.exchange.uploads import counts_of

# What can become of a row, in the order of the columns. The first and the last are always shown.
_KINDS = ("read", "new", "matched", "changed", "same", "older", "deleted", "refused")
_ALWAYS = ("read", "new", "refused")
_PLACES = 3
_SAMPLED = ("deleted", "changed", "older", "new")


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of an import: a line per file with rows, and only the columns that say something."""

    columns: list[str]
    rows: list[tuple[FileCount, list[int]]]
    totals: list[int]
    without_rows: list[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first HUD keys of the rows of one file that share a fate, and how many more there are."""

    file: str
    fate: str
    keys: list[str]
    more: int


def counted(run: Any) -> Counted:
    """Lay out the counts of a run."""
    # Export.csv describes the file itself and is no record.
    counts = [one for one in counts_of(run) if one.file != "Export"]
    kinds = [kind for kind in _KINDS if kind in _ALWAYS or any(getattr(one, kind) for one in counts)]
    rows = [(one, values) for one in counts if any(values := [getattr(one, kind) for kind in kinds])]
    empty = [one.file for one in counts if all(one is not shown for shown, _values in rows)]
    totals = [sum(getattr(one, kind) for one in counts) for kind in kinds]
    return Counted([_column(kind) for kind in kinds], rows, totals, empty)


def in_short(run: Any) -> str:
    """Say in one line how many rows there are of each fate, without those of which there is none."""
    shown = counted(run)
    parts = zip(shown.columns[1:], shown.totals[1:], strict=True)
    return " · ".join(f"{intcomma(number)} {column.lower()}" for column, number in parts if number)


def samples(counts: Sequence[FileCount]) -> list[Sample]:
    """Give the first keys of what goes or changes, what goes first; nothing of a first file, where all is new."""
    if not any(one.live for one in counts):
        return []
    return [
        Sample(one.file, _fate(kind), keys, getattr(one, kind) - len(keys))
        for kind in _SAMPLED
        for one in counts
        if (keys := one.samples.get(kind))
    ]


@dataclass(frozen=True, slots=True)
class ToldCleanup:
    """What a cleanup put right: its sentence, how many rows, the keys of the first ones and how many more."""

    sentence: str
    file: str
    rows: int
    keys: list[str]
    more: int


def cleanup_choices() -> list[tuple[str, str]]:
    """Give the cleanups to choose from: name and sentence."""
    return [(name, _(cleanup.sentence)) for name, cleanup in CLEANUPS.items()]


def cleaned(run: Any) -> list[ToldCleanup]:
    """Tell what each chosen cleanup changed in the file, also where that is nothing."""
    return [
        ToldCleanup(
            _in_words(one), one["file"], one["rows"], one["samples"], one["rows"] - len(one["samples"])
        )
        for one in run.cleaned
    ]


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """What a quality check found: its sentence and id, how grave that is, how often, and where it is first met."""

    id: str
    sentence: str
    severity: str
    count: int
    places: list[str]
    more: int


def checks(run: Any) -> list[ToldCheck]:
    """Tell what the quality checks found in the file, gravest first; places name rows and columns, never a value."""
    return [
        ToldCheck(
            one["id"],
            _in_words(one),
            _severity(one["severity"]),
            one["count"],
            [_place(place) for place in one["samples"][:_PLACES]],
            one["count"] - len(one["samples"][:_PLACES]),
        )
        for one in run.quality or ()
    ]


def _in_words(one: dict[str, Any]) -> str:
    """Give the sentence of the numbers wing, which knows no languages, in the reader's."""
    sentence: str = one["sentence"]
    return _(sentence)


def _place(place: dict[str, Any]) -> str:
    words = _("%(file)s line %(line)s") % place if place["line"] else str(place["file"])
    return f"{words}, {place['column']}" if place["column"] else words


def _severity(name: str) -> str:
    return {"high": _("High"), "error": _("Error"), "warning": _("Warning"), "report": _("Note")}[name]


def large_changes(run: Any) -> list[FileCount]:
    """Give the files of which so much would change or go that a person should look twice."""
    return [one for one in counts_of(run) if one.is_large_change]


def _column(kind: str) -> str:
    return {
        "read": _("Read"),
        "new": _("New"),
        "matched": _("Recognized"),
        "changed": _("Changed"),
        "same": _("The same"),
        "older": _("Older"),
        "deleted": _("Deleted"),
        "refused": _("Refused"),
    }[kind]


def _fate(kind: str) -> str:
    return {
        "deleted": _("Deleted: not in this export any more, or marked so in it"),
        "changed": _("Changed"),
        "older": _("Older than what is stored: left alone"),
        "new": _("New"),
    }[kind]
