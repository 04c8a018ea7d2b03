"""Planted errors: wrong values that a check must find, each with a line of truth."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from hearth.demo.generator.block import Row, Truth


class ErrorPlanter:
    """Spoils rows on their way to the file, as often as the plan says."""

    def __init__(self, rng: Random, share: float, as_of: date) -> None:
        self._rng, self._share, self._as_of = rng, share, as_of
        self._entries: dict[object, date] = {}

    def spoil(self, file: str, row: Row) -> list[Truth]:
        """Plant at most one error in a row, if it is its turn, and give what was planted."""
        if file == "Enrollment":
            self._entries[row["EnrollmentID"]] = row["EntryDate"]  # type: ignore[assignment]
        if file not in _ERRORS or self._rng.random() >= self._share:
            return []
        error, column, change = self._rng.choice(_ERRORS[file])
        before = row.get(column, "")
        after = change(row, self._entries.get(row.get("EnrollmentID")), self._as_of)
        if after is None or after == before:
            return []
        key = row[next(iter(row))]
        row[column] = after
        values = {"column": column, "was": str(before), "is": str(after)}
        return [{"what": "error", "error": error, "file": file, "key": key, **values}]


_Change = Callable[[Row, "date | None", date], object]


def _only_head(row: Row, value: object) -> object:
    return value if row["RelationshipToHoH"] == 1 else None


# By file: a name for the error, the column, and the wrong value (None where the row does not lend itself to it).
_ERRORS: dict[str, list[tuple[str, str, _Change]]] = {
    "Enrollment": [
        ("no head of household", "RelationshipToHoH", lambda row, _entry, _last: _only_head(row, 5)),
        (
            "two heads of household",
            "RelationshipToHoH",
            lambda row, _entry, _last: 1 if row["RelationshipToHoH"] == 2 else None,
        ),
        ("relationship missing", "RelationshipToHoH", lambda _row, _entry, _last: 99),
        ("CoC of the head missing", "EnrollmentCoC", lambda row, _entry, _last: _only_head(row, "")),
        (
            "moved in before the start",
            "MoveInDate",
            lambda row, entry, _last: entry - timedelta(days=10) if entry and row.get("MoveInDate") else None,
        ),
        (
            "homeless since a later day",
            "DateToStreetESSH",
            lambda row, entry, _last: (
                entry + timedelta(days=9) if entry and row.get("DateToStreetESSH") else None
            ),
        ),
    ],
    "Exit": [
        (
            "exit before start",
            "ExitDate",
            lambda _row, entry, _last: entry - timedelta(days=3) if entry else None,
        ),
        ("exit in the future", "ExitDate", lambda _row, _entry, last: last + timedelta(days=400)),
        ("destination not in the list", "Destination", lambda _row, _entry, _last: 419),
        ("destination missing", "Destination", lambda _row, _entry, _last: 99),
    ],
    "Client": [
        (
            "born in the future",
            "DOB",
            lambda row, _entry, last: last + timedelta(days=30) if row.get("DOB") else None,
        ),
        (
            "SSN never issued",
            "SSN",
            lambda row, _entry, _last: f"000{str(row['SSN'])[3:]}" if row["SSNDataQuality"] == 1 else None,
        ),
    ],
    "IncomeBenefits": [
        (
            "total is not the sum",
            "TotalMonthlyIncome",
            lambda row, _entry, _last: "9999.00" if row.get("TotalMonthlyIncome") else None,
        ),
        (
            "no income with a source",
            "IncomeFromAnySource",
            lambda row, _entry, _last: 0 if row.get("IncomeFromAnySource") == 1 else None,
        ),
    ],
    "CurrentLivingSituation": [
        ("enrollment unknown", "EnrollmentID", lambda _row, _entry, _last: "nowhere"),
    ],
    "Services": [
        (
            "service before the start",
            "DateProvided",
            lambda _row, entry, _last: entry - timedelta(days=5) if entry else None,
        ),
    ],
}
