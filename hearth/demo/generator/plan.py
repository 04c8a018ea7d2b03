"""What to generate."""

from dataclasses import dataclass, field
from datetime import date, timedelta

LEAST, MOST = 1, 2_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The size, the seed and the dials; equal plans give equal bytes.

    `as_of` is the last day that the records know of, `years` how long before it the export begins. Shares are
    between 0 and 1: `missing` scales how often an answer is 8, 9 or 99 (1 is as often as in a usual community),
    `deleted` is the share of rows sent as deleted, `duplicates` of people who are recorded twice, `errors` of
    rows that a check must find (both are listed in the truth file), `under_way` of households whose first stay is
    made to last until `as_of`, besides those whose does by chance.
    """

    enrollments: int
    seed: int = 1
    as_of: date = date(2026, 9, 30)
    years: int = 4
    missing: float = 1.0
    deleted: float = 0.015
    duplicates: float = 0.0
    errors: float = 0.0
    under_way: float = 0.0
    first_day: date = field(init=False)

    def __post_init__(self) -> None:
        """Raise ValueError for a plan that cannot be carried out."""
        if not LEAST <= self.enrollments <= MOST:
            raise ValueError(f"The number of enrollments must lie between {LEAST} and {MOST:,}.")
        if not 1 <= self.years <= 20:
            raise ValueError("The number of years must lie between 1 and 20.")
        for name in ("deleted", "duplicates", "errors", "under_way"):
            if not 0 <= getattr(self, name) <= 0.5:
                raise ValueError(f"The share {name} must lie between 0 and 0.5.")
        if not 0 <= self.missing <= 10:
            raise ValueError("The dial for missing answers must lie between 0 and 10.")
        object.__setattr__(self, "first_day", self.as_of - timedelta(days=round(365.25 * self.years)))

    @property
    def export_id(self) -> str:
        """Export.ExportID, carried by every row."""
        return f"generated-{self.seed}-{self.enrollments}"
