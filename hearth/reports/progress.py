"""How far a report is, for whoever waits for it."""

from collections.abc import Callable
from itertools import count

# Hears how many steps are done of how many. It may raise what ends the work.
Tell = Callable[[int, int], None]


def say_nothing(_done: int, _total: int) -> None:
    """Nobody waits."""


def step_by_step(tell: Tell, total: int) -> Callable[[], None]:
    """Give what is called before each of so many steps."""
    done = count()
    return lambda: tell(next(done), total)
