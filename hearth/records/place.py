"""Where in Hearth the work at hand is done: the name of a page's route, a job, a command. Set in one place each.

Changes and readings carry it. It is a name, never an address: no id and no query stands in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 80
_place: ContextVar[str] = ContextVar("hearth_place", default="")


def place() -> str:
    """Give the name of where the work at hand is done; nothing where nobody said."""
    return _place.get()


@contextmanager
def working_at(name: str) -> Iterator[None]:
    """Say where the work in the block is done: `client:client`, `job:import_file`, `command:import`."""
    token = _place.set(name[:LONGEST])
    try:
        yield
    finally:
        _place.reset(token)


def now_at(name: str) -> None:
    """Say where the rest of the block of `working_at` is done: a page's route is known only when it was found."""
    _place.set(name[:LONGEST])
