"""Presets: exports to a known receiver (presets.toml)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hearth.dataset import UnusableInput

if TYPE_CHECKING:
    from hearth.quality.check import Check


@dataclass(frozen=True, slots=True)
class Preset:
    """One receiver. `is_hashed` None: the person chooses. See presets.toml."""

    code: str
    title: str
    description: str
    recipient: str
    purpose: str
    by_month: bool
    stops_at: tuple[str, ...]
    stops: tuple[str, ...]
    is_hashed: bool | None = None
    funders: tuple[int, ...] = ()
    asks_funders: bool = False

    def stops_on(self, check: "Check") -> bool:
        """Tell whether what a check finds stops the export until somebody accepts it."""
        return check.in_quality.value in self.stops_at or check.name in self.stops

    def hashing(self, asked: bool | None) -> bool:
        """Give whether the export is hashed. Raises UnusableInput for what the receiver does not take."""
        if self.is_hashed is None:
            return bool(asked)
        if asked is not None and asked is not self.is_hashed:
            how = "hashed" if self.is_hashed else "unhashed"
            raise UnusableInput(f"{self.title} takes {how} exports only.")
        return self.is_hashed

    def chosen_funders(self, asked: Sequence[int]) -> tuple[int, ...]:
        """Give the funders whose projects go out. Raises UnusableInput."""
        if self.asks_funders and not asked:
            raise UnusableInput(f"Name the funders (2.06.1) whose projects go to {self.title}.")
        if asked and not self.asks_funders:
            raise UnusableInput(f"The funders of {self.title} are fixed.")
        return tuple(asked) or self.funders


@cache
def presets() -> dict[str, Preset]:
    """Give the presets by code."""
    content = tomllib.loads((Path(__file__).parent / "presets.toml").read_text(encoding="utf-8"))
    found = {}
    for code, given in content.items():
        lists = {name: tuple(given[name]) for name in ("stops_at", "stops", "funders") if name in given}
        found[code] = Preset(code=code, **{**given, **lists})
    return found


def days_of_month(text: str) -> tuple[date, date]:
    """Give the first and the last day of a month written 2026-09. Raises UnusableInput."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise UnusableInput(f"{text!r} is not a month of the form YYYY-MM.") from None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
