"""What becomes of the rows of a file, counted, and told in a sentence."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import duckdb
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hearth.exchange.difference import Difference
from hearth.exchange.judge import Judgement
from hearth.hud.standard import standard

# A person has to agree when more than this share of a file's records would change or go ...
LARGEST_SHARE = 0.10
# ... unless it is only a handful.
FEWEST_HELD = 25


@dataclass(slots=True)
class FileCount(Difference):
    """What becomes of one file's rows. `added` counts the users that were added for an id without a row.

    new + matched + changed + same + older = stored. `matched` counts clients who were recognised as those of another
    source. `deleted` counts live records: named so by the file, or missing from it.
    """

    file: str = ""
    read: int = 0
    stored: int = 0
    refused: int = 0
    added: int = 0
    done: int = 0

    @property
    def to_send(self) -> int:
        return self.new + self.changed + self.deleted

    @property
    def is_large_change(self) -> bool:
        lost = self.changed + self.deleted
        return lost >= FEWEST_HELD and lost > self.live * LARGEST_SHARE


Counts = dict[str, FileCount]


def count_read(staged: duckdb.DuckDBPyConnection, names: Iterable[str]) -> Counts:
    """Count the rows of each file that was sent, those that could not be read as rows too."""
    stored = [f"select '{name}' as file, count(*) as rows from \"{name}\"" for name in standard().files]
    left_out = "select file, count(*) from left_out group by 1"
    read = dict(
        staged.execute(
            f"select file, sum(rows)::bigint from ({' union all '.join([*stored, left_out])}) group by 1"
        ).fetchall()
    )
    return {name: FileCount(file=name, read=read[name]) for name in standard().files if name in names}


def count_judged(counts: Counts, judged: Judgement, found: dict[str, Difference]) -> None:
    """Add what was refused, and what becomes of the others."""
    for name, refused in judged.refused.items():
        if name in counts:
            counts[name].refused += refused
    if judged.added_users:
        counts.setdefault("User", FileCount(file="User")).added = judged.added_users
    for name, difference in found.items():
        # What hangs on a stay that is gone goes with it, also from a file that was not sent.
        if name in counts or difference.deleted:
            for what, value in asdict(difference).items():
                setattr(counts.setdefault(name, FileCount(file=name)), what, value)
    for count in counts.values():
        count.stored = count.read - count.refused + count.added


def as_json(counts: Counts) -> dict[str, dict[str, Any]]:
    """Give the counts as a run keeps them: by file."""
    return {
        name: {what: value for what, value in asdict(count).items() if what != "file"}
        for name, count in counts.items()
    }


def large_changes(counts: Counts) -> str:
    """Say in which files much would change or go; empty where in none."""
    return "; ".join(
        _("%(file)s: %(changed)s changed and %(deleted)s deleted of %(live)s")
        % {"file": name, **_numbers(count, "changed", "deleted", "live")}
        for name, count in counts.items()
        if count.is_large_change
    )


def plan(counts: Counts) -> str:
    """Say what an import would do."""
    total = _totals(counts)
    return (
        _(
            "Dry run, nothing was stored: %(new)s new, %(changed)s changed, %(same)s the same, %(deleted)s deleted, "
            "%(refused)s refused."
        )
        % total
    )


def summary(counts: Counts, *, is_first: bool, descriptors_only: int) -> str:
    """Say what an import did."""
    total = _totals(counts)
    if not is_first:
        line = (
            _("%(new)s rows were new, %(changed)s changed, %(deleted)s deleted and %(same)s the same.")
            % total
        )
        if total["older"] != "0":
            line += " " + _("%(older)s were older than what is stored here.") % total
    elif total["refused"] == "0":
        line = _("All %(stored)s rows were stored.") % total
    else:
        line = _("%(stored)s rows were stored; %(refused)s could not be, see the findings.") % total
    if not is_first and total["refused"] != "0":
        line += " " + _("%(refused)s could not be stored, see the findings.") % total
    if total["matched"] != "0":
        line += " " + _("%(matched)s clients were recognised as clients of another source.") % total
    if descriptors_only:
        line += " " + _(
            "%(count)s of them tell of clients of victim service providers or comparable databases; none of these "
            "was stored."
        ) % {"count": number_format(descriptors_only, force_grouping=True)}
    return line


def _totals(counts: Counts) -> dict[str, str]:
    total = FileCount()
    for count in counts.values():
        for what in ("read", "refused", "new", "matched", "changed", "same", "older", "deleted"):
            setattr(total, what, getattr(total, what) + getattr(count, what))
    total.stored = total.read - total.refused
    return _numbers(total, "stored", "refused", "new", "matched", "changed", "same", "older", "deleted")


def _numbers(count: FileCount, *names: str) -> dict[str, str]:
    return {name: number_format(getattr(count, name), force_grouping=True) for name in names}
