"""What an export is asked for: which records, how they go out, for which receiver. Kept with its run as JSON."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.dataset import UnusableInput
from hearth.exchange.export_row import Directive
from hearth.exchange.presets import Preset, days_of_month, presets
from hearth.exchange.selection import Selection


@dataclass(frozen=True, slots=True)
class Order:
    """One export as it was asked for. `preset` is blank for an export of one's own choice."""

    selection: Selection
    is_hashed: bool = False
    directive: Directive | None = None
    preset: str = ""

    @classmethod
    def of_preset(
        cls,
        code: str,
        *,
        month: str = "",
        start: date | None = None,
        end: date | None = None,
        funders: Sequence[int] = (),
        cocs: Sequence[str] = (),
        projects: Sequence[uuid.UUID] = (),
        is_hashed: bool | None = None,
    ) -> "Order":
        """Give the order that a preset makes of what a person chose. Raises UnusableInput.

        Without `projects`, all that its funders pay for go out.
        """
        preset = presets()[code]
        first, last = _days(preset, month, start, end)
        selection = Selection(
            projects=tuple(projects) or None,
            start=first,
            end=last,
            cocs=tuple(coc.upper() for coc in cocs) or None,
            funders=preset.chosen_funders(funders) or None,
        )
        return cls(selection, is_hashed=preset.hashing(is_hashed), preset=code)

    def as_json(self) -> dict[str, Any]:
        """Write the order for its run."""
        chosen = self.selection
        return {
            "projects": [str(one) for one in chosen.projects] if chosen.projects is not None else None,
            "start": chosen.start.isoformat() if chosen.start else None,
            "end": chosen.end.isoformat() if chosen.end else None,
            "cocs": list(chosen.cocs) if chosen.cocs is not None else None,
            "funders": list(chosen.funders) if chosen.funders is not None else None,
            "is_updated": chosen.is_updated,
            "is_hashed": self.is_hashed,
            "directive": int(self.directive) if self.directive else None,
            "preset": self.preset,
        }

    @classmethod
    def from_json(cls, asked: dict[str, Any]) -> "Order":
        """Read an order as `as_json` wrote it."""
        projects, cocs, funders = asked["projects"], asked["cocs"], asked["funders"]
        selection = Selection(
            projects=tuple(uuid.UUID(one) for one in projects) if projects is not None else None,
            start=date.fromisoformat(asked["start"]) if asked["start"] else None,
            end=date.fromisoformat(asked["end"]) if asked["end"] else None,
            cocs=tuple(cocs) if cocs is not None else None,
            is_updated=asked["is_updated"],
            funders=tuple(funders) if funders is not None else None,
        )
        directive = Directive(asked["directive"]) if asked["directive"] else None
        return cls(selection, asked["is_hashed"], directive, asked["preset"])


def _days(
    preset: Preset, month: str, start: date | None, end: date | None
) -> tuple[date | None, date | None]:
    if not preset.by_month:
        if month:
            raise UnusableInput(f"{preset.title} does not go by month: give the first and the last day.")
        return start, end
    if not month:
        raise UnusableInput(f"{preset.title} goes by month: name it, as in 2026-09.")
    if start or end:
        raise UnusableInput(f"{preset.title} goes by month: leave out the first and the last day.")
    return days_of_month(month)
