"""A block of a few hundred enrollments: what is generated at once, by one process, with its own dice."""

from datetime import date, timedelta
from random import Random
from typing import Any, Protocol

from hearth.demo.generator.plan import Plan
from hearth.demo.generator.projects import Community, Place
from hearth.demo.generator.write import Sheet

# Keys of a block lie between its number and the next one's, times this.
_KEYS = 10_000_000
# Times of day at which people enter data.
_CLOCK = [f" {hour:02d}:{minute:02d}:{minute * 7 % 60:02d}" for hour in range(8, 18) for minute in range(60)]
Row = dict[str, object]
# One line of the truth file.
Truth = dict[str, Any]


class Spoiler(Protocol):
    """What plants errors: it may change a row before it is written; it gives what it planted."""

    def spoil(self, file: str, row: Row) -> list[Truth]: ...


class Block:
    """Collects the lines of one block. Nothing in it depends on other blocks."""

    def __init__(
        self, plan: Plan, community: Community, sheets: dict[str, Sheet], number: int, spoiler: Spoiler | None
    ) -> None:
        self.plan = plan
        self.community = community
        self.rng = Random()
        self._number, self._households = number, 0
        self._sheets = sheets
        self._spoiler = spoiler
        self.truth: list[Truth] = []
        self._last_key = (number + 1) * _KEYS
        # Set while the rows of an enrollment are written that somebody deleted later.
        self.in_mistaken_stay = False
        self._lines: dict[str, list[str]] = {name: [] for name in sheets}

    def begin_household(self) -> None:
        """Take the dice of the next household. Each has its own, so that a change in one leaves the others as they are.

        The calendar is such a change: the demo's people are much the same from one day to the next.
        """
        self._households += 1
        self.rng.seed(f"{self.plan.seed}:{self.plan.enrollments}:{self._number}:{self._households}")

    def new_key(self) -> str:
        """Give a key that no other row of the export has."""
        self._last_key += 1
        return str(self._last_key)

    def add(self, file: str, row: Row) -> None:
        """Write a row. Now and then it was entered twice, and the other one was deleted."""
        if self._spoiler is not None:
            self.truth += self._spoiler.spoil(file, row)
        line = self._sheets[file].line
        self._lines[file].append(line(row))
        if self.rng.random() < self.plan.deleted and not row.get("DateDeleted"):
            key = next(iter(row))
            self._lines[file].append(line({**row, key: f"{row[key]}x", "DateDeleted": row["DateUpdated"]}))

    def stamp(self, place: Place, on: date) -> Row:
        """Give who entered a row about a day, and when: on that day or in the days after, at working hours."""
        rng = self.rng
        lag = 0 if rng.random() < 0.6 else rng.randrange(1, 6)
        clock = _CLOCK[int(rng.random() * len(_CLOCK))]
        created = min(on + timedelta(days=lag), self.plan.as_of)
        updated = created
        if rng.random() < 0.1:
            updated = min(created + timedelta(days=rng.randrange(1, 60)), self.plan.as_of)
        workers = place.agency.workers
        stamp: Row = {
            "DateCreated": f"{created}{clock}",
            "DateUpdated": f"{updated}{clock}",
            "UserID": workers[int(rng.random() * len(workers))],
        }
        if self.in_mistaken_stay:
            stamp["DateDeleted"] = stamp["DateUpdated"]
        return stamp

    def yes_no(self, likely: float, place: Place) -> int:
        """Answer a question of list 1.8: yes, no, or one of the reasons for missing data."""
        rng = self.rng
        if rng.random() < place.missing:
            return rng.choice((8, 9, 99, 99))
        return int(rng.random() < likely)

    def answer(self, codes: tuple[int, ...], place: Place) -> int:
        """Answer a question with a list of its own; the reasons for missing data come as often as usual here."""
        rng = self.rng
        if rng.random() < place.missing:
            return rng.choice((8, 9, 99, 99))
        return codes[rng.randrange(len(codes))]

    def lines(self) -> dict[str, bytes]:
        """Give the lines collected, by file."""
        return {name: "".join(lines).encode() for name, lines in self._lines.items() if lines}
