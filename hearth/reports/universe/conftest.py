"""Look into one step of the universe."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from hearth.dataset import Dataset
from hearth.reports.conftest import END, START
from hearth.reports.universe.build import STEPS, build

Look = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def look() -> Look:
    """Give a function that builds the universe up to a step and runs a query on it."""

    def run(
        dataset: Dataset,
        step: str,
        query: str,
        start: date = START,
        end: date = END,
        projects: tuple[str, ...] = ("P",),
        coc: str | None = None,
        steps: Sequence[str] = STEPS,
    ) -> list[tuple[Any, ...]]:
        with dataset.connection.cursor() as cursor:
            build(cursor, start, end, projects, coc, steps=steps, until=step)
            return cursor.execute(query).fetchall()

    return run
