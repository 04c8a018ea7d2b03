"""Read the forms: at each stage, which elements stand in which section, in the order of the talk."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Section:
    """A part of a form under one plain heading."""

    heading: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class FormOrder:
    """The order of one form.

    `point` is the collection point (an element's `at`) that its elements must have; `collection_stage` the code
    (5.03.1) that its rows carry, None where their files have no such column.
    """

    stage: str
    point: str
    title: str
    sections: tuple[Section, ...]
    collection_stage: int | None


@cache
def form_orders(year: str = "fy2026") -> dict[str, FormOrder]:
    """Load the forms of a fiscal year, stage -> order of its elements."""
    orders = {}
    for path in sorted((Path(__file__).parent / year / "forms").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        sections = tuple(Section(each["heading"], tuple(each["elements"])) for each in data["section"])
        orders[data["stage"]] = FormOrder(
            data["stage"], data["point"], data["title"], sections, data.get("collection_stage")
        )
    return orders
