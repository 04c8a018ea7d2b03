"""A community: its agencies and projects, as the stays know them."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

from hearth.demo.generator.chance import Weighted
from hearth.demo.generator.plan import Plan

# Bare records of a project begin this long before the export does: long stays began in the past.
OLDEST = timedelta(days=18 * 365)


@dataclass(slots=True)
class Agency:
    """An organization and the workers whose names its rows carry."""

    organization_id: str
    name: str
    workers: list[str]
    victim_service_provider: bool = False


@dataclass(slots=True)
class Place:
    """A project as the stays know it. `missing` is how often its workers leave an answer out."""

    project_id: str
    agency: Agency
    name: str
    type: int
    funders: tuple[int, ...]
    serves: str
    weight: float
    beds: int
    opened: date
    closed: date | None
    cocs: tuple[str, ...]
    missing: float
    rrh_subtype: int | None = None
    affiliated_with: str | None = None

    def has_funder(self, *codes: int) -> bool:
        return any(code in codes for code in self.funders)

    def is_open_on(self, day: date) -> bool:
        return self.opened <= day and (self.closed is None or day < self.closed)


@dataclass
class Community:
    """All agencies and projects, and the choice among the projects that suit a household."""

    agencies: list[Agency]
    places: list[Place]

    @cached_property
    def any_place(self) -> Weighted[int]:
        """Choose a project, as its position among the places, by its share of all stays."""
        return Weighted({number: place.weight for number, place in enumerate(self.places) if place.weight})

    def suiting(self, tags: frozenset[str], without: frozenset[int] = frozenset()) -> Weighted[int] | None:
        """Choose among the projects that serve one of the tags and are not of these types."""
        key = (tags, without)
        if key not in self._suiting:
            weights = {
                number: place.weight
                for number, place in enumerate(self.places)
                if place.weight and place.serves in tags and place.type not in without
            }
            self._suiting[key] = Weighted(weights) if weights else None
        return self._suiting[key]

    @cached_property
    def _suiting(self) -> dict[tuple[frozenset[str], frozenset[int]], Weighted[int] | None]:
        return {}

    @cached_property
    def coordinated_entry(self) -> list[Place]:
        return [place for place in self.places if place.type == 14 and place.weight]


@cache
def _kinds() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))


def grown(plan: Plan) -> Community:
    """Grow a community to the size of a plan: 25 projects for a thousand enrollments, 1,400 for two million."""
    rng = Random(f"community:{plan.seed}:{plan.enrollments}")
    kinds = _kinds()["kind"]
    wanted = max(len(kinds), round(plan.enrollments**0.5))
    total = sum(kind["weight"] for kind in kinds)
    agencies = _agencies(max(4, wanted // 5))
    hidden = Agency("9001", "Quiet Harbor", ["9001"], victim_service_provider=True)
    places: list[Place] = []
    for kind in kinds:
        copies = max(1, round(kind["weight"] / total * wanted))
        share = sum(1 / copy for copy in range(1, copies + 1))
        for copy in range(1, copies + 1):
            agency = hidden if kind.get("victim_service_provider") else agencies[len(places) % len(agencies)]
            place = _place(plan, rng, kind, agency, len(places) + 1)
            place.weight = kind["weight"] / copy / share
            place.name = f"{agency.name} {kind['name']}" + (f" {copy}" if copies > 1 else "")
            if copy > 1:
                _limit_operation(place, plan, rng)
            places.append(place)
    _affiliate(places)
    return Community([*agencies, hidden], places)


def _agencies(count: int) -> list[Agency]:
    names = _kinds()["words"]["organizations"]
    found = []
    for number in range(count):
        round_of_names = number // len(names)
        name = names[number % len(names)] + (f" {round_of_names + 1}" if round_of_names else "")
        workers = [str(number * 10 + worker) for worker in range(1, 5 + number % 4)]
        found.append(Agency(str(number + 1), name, workers))
    return found


def _place(plan: Plan, rng: Random, kind: dict[str, Any], agency: Agency, number: int) -> Place:
    cocs = ("XX-500",) if rng.random() < 0.7 else ("XX-500", "XX-501")
    return Place(
        project_id=str(number),
        agency=agency,
        name=kind["name"],
        type=kind["type"],
        funders=tuple(kind["funders"]),
        serves=kind["serves"],
        weight=kind["weight"],
        beds=kind["beds"],
        opened=plan.first_day - OLDEST + timedelta(days=rng.randrange(700)),
        closed=None,
        cocs=cocs,
        missing=min(0.6, rng.choice((0.005, 0.01, 0.02, 0.04, 0.12)) * plan.missing),
        rrh_subtype=kind.get("rrh_subtype"),
    )


def _limit_operation(place: Place, plan: Plan, rng: Random) -> None:
    """Let some projects open or close within the period, as programs do."""
    days = (plan.as_of - plan.first_day).days
    chance = rng.random()
    if chance < 0.15:
        place.opened = plan.first_day + timedelta(days=rng.randrange(days // 2))
    elif chance < 0.25:
        place.closed = plan.as_of - timedelta(days=rng.randrange(1, days // 2))


def _affiliate(places: list[Place]) -> None:
    homes = [place for place in places if place.type in (2, 3) and place.weight]
    if homes:
        for place in places:
            if place.type == 13 and place.rrh_subtype == 1:
                place.affiliated_with = homes[0].project_id
