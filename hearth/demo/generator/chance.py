"""Choose by weight."""

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from math import log
from random import Random
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Weighted(Generic[_Value]):
    """Values with weights, prepared once so that each choice is quick."""

    def __init__(self, weights: Mapping[_Value, float]) -> None:
        self._values = list(weights)
        self._upto = list(accumulate(weights.values()))
        self._last = len(self._values) - 1

    def pick(self, rng: Random) -> _Value:
        """Give one value; how often each comes follows its weight."""
        return self._values[min(bisect(self._upto, rng.random() * self._upto[-1]), self._last)]


def lognormal_days(rng: Random, median: float, sigma: float, most: int) -> int:
    """Give a number of days, at least 1, spread as lengths of stay are: many short, few very long."""
    return max(1, min(most, round(rng.lognormvariate(log(median), sigma))))
