"""Two commands in turn, and the ratio of each pair."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

# A floor whose own times differ by more than this says that the machine was not quiet.
WIDEST_SPREAD = 2.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """Figures of ours over figures of the floor, pair by pair."""

    goal: str
    limit: float
    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.ours, self.floor, strict=True)]

    @property
    def median(self) -> float:
        return median(self.ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The lower and the upper one; of fewer than two pairs the only ratio."""
        if len(self.ratios) < 2:
            return self.median, self.median
        lower, _middle, upper = quantiles(self.ratios, n=4, method="inclusive")
        return lower, upper

    @property
    def verdict(self) -> str:
        """kept, missed, or noisy: not to be judged."""
        if max(self.floor) / min(self.floor) > WIDEST_SPREAD:
            return "noisy"
        return "kept" if self.quartiles[1] <= self.limit else "missed"


def in_turn(
    goal: str, limit: float, ours: Callable[[], float], floor: Callable[[], float], pairs: int
) -> Ratio:
    """Run floor and ours in turn, after one of each that does not count where there is more than one pair."""
    if pairs > 1:
        floor()
        ours()
    figures = [(floor(), ours()) for _pair in range(pairs)]
    return Ratio(goal, limit, tuple(one for _, one in figures), tuple(other for other, _ in figures))
