"""Stays: where a household goes, when, for how long, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hearth.demo.generator.block import Block
from hearth.demo.generator.chance import Weighted, lognormal_days
from hearth.demo.generator.households import HEAD, Party, make_party
from hearth.demo.generator.people import Person, fall_ill
from hearth.demo.generator.planted_duplicates import mark_look_alikes, perhaps_another_id
from hearth.demo.generator.projects import Place
from hearth.hud.standard import standard

# Median days of a stay, spread, and the most, by project type (2.02.6).
_LENGTHS = {
    0: (30, 1.1, 700),
    1: (14, 1.5, 1000),
    2: (240, 0.7, 900),
    3: (1100, 0.9, 15 * 365),
    4: (80, 1.2, 1500),
    6: (60, 1.0, 900),
    7: (40, 1.0, 600),
    8: (90, 1.0, 900),
    9: (900, 0.8, 15 * 365),
    10: (900, 0.8, 15 * 365),
    11: (30, 1.2, 700),
    12: (80, 0.6, 400),
    13: (220, 0.6, 900),
    14: (100, 0.9, 900),
}
HOUSING = standard().project_types("permanent_housing")
NIGHT_BY_NIGHT, STREET_OUTREACH, COORDINATED_ENTRY = 1, 4, 14
DECEASED, WITH_SUBSIDY, OTHER = 24, 435, 17
# A stay in these ends with the people's lives elsewhere going on: another one may begin while it lasts.
_BESIDE = frozenset({4, 6, 7, 11, 12, 14})
_STAYS = Weighted({1: 56, 2: 22, 3: 11, 4: 6, 5: 3, 7: 2})


@dataclass(slots=True)
class Membership:
    """One person's part in a stay: an enrollment. `exit` is None while it is open."""

    person: Person
    relationship: int
    enrollment_id: str
    entry: date
    exit: date | None
    destination: int | None = None

    @property
    def is_head(self) -> bool:
        return self.relationship == HEAD

    @property
    def is_adult(self) -> bool:
        return self.person.age_on(self.entry) >= 18

    @property
    def is_asked(self) -> bool:
        """Most questions are for the head of household and adults."""
        return self.is_head or self.is_adult


@dataclass(slots=True)
class Stay:
    """A household in a project. Its head's entry and exit frame those of the others."""

    place: Place
    household_id: str
    members: list[Membership]
    move_in: date | None = None
    entered_by_mistake: bool = False

    @property
    def head(self) -> Membership:
        return self.members[0]


def journey(block: Block, room: int) -> Iterator[Stay]:
    """Give the stays of one new household, one after the other, until it settles or `room` enrollments are used."""
    rng, plan, community = block.rng, block.plan, block.community
    place = community.places[community.any_place.pick(rng)]
    days = _length(block, place)
    start = _first_day(block, place, days)
    party = make_party(block, place, start)
    if len(party.members) > room:
        return
    mark_look_alikes(block, party)
    # Until when the household is in a project: nobody is enrolled in one twice at the same time.
    busy: dict[str, date] = {}
    for number in range(_STAYS.pick(rng)):
        if len(party.members) > room or start > plan.as_of or not place.is_open_on(start):
            return
        if start <= busy.get(place.project_id, date.min):
            return
        if number:
            party = perhaps_another_id(block, party)
            for person, _relationship in party.members:
                fall_ill(rng, person)
        stay = _stay(block, party, place, start, start + timedelta(days=days))
        busy[place.project_id] = stay.head.exit or date.max
        room -= len(stay.members)
        yield stay
        if place.type != COORDINATED_ENTRY and len(party.members) <= room and rng.random() < 0.12:
            beside = _coordinated_entry(block, party, start, busy)
            if beside is not None:
                room -= len(beside.members)
                yield beside
        ended = stay.head.exit
        if stay.head.destination == DECEASED:
            return
        if ended is None:
            if place.type not in _BESIDE:
                return
            start = start + timedelta(days=rng.randrange(1, 60))
        else:
            start = ended + timedelta(days=_gap(block, stay.head.destination))
        following = community.suiting(party.tags, frozenset({place.type}) if ended is None else frozenset())
        if following is None:
            return
        place = community.places[following.pick(rng)]
        days = _length(block, place)


def _length(block: Block, place: Place) -> int:
    median, sigma, most = _LENGTHS[place.type]
    if block.rng.random() < 0.02:
        return 1
    return lognormal_days(block.rng, median, sigma, most)


def _first_day(block: Block, place: Place, days: int) -> date:
    """Choose when a household's first stay begins: such that it lasts into the period of the export."""
    plan = block.plan
    earliest = max(plan.first_day - timedelta(days=days - 1), place.opened)
    latest = min(plan.as_of, (place.closed or date.max) - timedelta(days=1))
    if latest == plan.as_of and block.rng.random() < plan.under_way:
        return max(earliest, latest - timedelta(days=block.rng.randrange(days)))
    if block.rng.random() < 0.004:
        return latest if block.rng.random() < 0.5 else max(earliest, plan.first_day)
    return earliest + timedelta(days=block.rng.randrange(max(1, (latest - earliest).days + 1)))


def _gap(block: Block, destination: int | None) -> int:
    """Give the days until a household is seen again: at once from a homeless situation, later from a home."""
    rng = block.rng
    if destination is not None and destination >= 400:
        return rng.randrange(20, 900)
    return 0 if rng.random() < 0.3 else lognormal_days(rng, 45, 1.3, 900)


def _stay(block: Block, party: Party, place: Place, start: date, end: date) -> Stay:
    rng, plan = block.rng, block.plan
    exit_date: date | None = min(end, place.closed) if place.closed else end
    if exit_date is None or exit_date > plan.as_of:
        exit_date = None
    destination = _destination(place.type).pick(rng) if exit_date else None
    members = []
    for person, relationship in party.led_by(rng):
        entry, leave = start, exit_date
        if person.birth > start:
            entry = person.birth
        elif relationship != HEAD and rng.random() < 0.05:
            entry, leave = _at_another_time(block, start, exit_date)
        if entry > plan.as_of or (leave is not None and entry > leave):
            continue
        goes_to = destination if leave == exit_date else _destination(place.type).pick(rng)
        if relationship != HEAD and goes_to == DECEASED:
            goes_to = 423
        members.append(
            Membership(person, relationship, block.new_key(), entry, leave, goes_to if leave else None)
        )
    stay = Stay(place, block.new_key(), members)
    stay.move_in = _move_in(block, stay)
    stay.entered_by_mistake = rng.random() < plan.deleted / 3
    return stay


def _at_another_time(block: Block, start: date, end: date | None) -> tuple[date, date | None]:
    """Give the dates of a member who joins later or leaves earlier than the head."""
    last = end or block.plan.as_of
    days = (last - start).days
    if days < 2:
        return start, end
    between = start + timedelta(days=block.rng.randrange(1, days))
    return (between, end) if block.rng.random() < 0.5 else (start, between)


def _move_in(block: Block, stay: Stay) -> date | None:
    place = stay.place
    if place.type not in HOUSING or block.rng.random() < 0.08:
        return None
    days = 0 if block.rng.random() < 0.1 else lognormal_days(block.rng, 35, 0.9, 900)
    day = stay.head.entry + timedelta(days=days)
    return day if day <= (stay.head.exit or block.plan.as_of) else None


def _coordinated_entry(block: Block, party: Party, around: date, busy: dict[str, date]) -> Stay | None:
    """Give the household's enrollment in coordinated entry that goes with a stay elsewhere."""
    open_places = [place for place in block.community.coordinated_entry if place.is_open_on(around)]
    if not open_places:
        return None
    place = block.rng.choice(open_places)
    start = max(around - timedelta(days=block.rng.randrange(30)), place.opened, block.plan.first_day)
    if start > block.plan.as_of or start <= busy.get(place.project_id, date.min):
        return None
    stay = _stay(block, party, place, start, start + timedelta(days=_length(block, place)))
    busy[place.project_id] = stay.head.exit or date.max
    return stay


_BY_TYPE: dict[int, Weighted[int]] = {}


def _destination(project_type: int) -> Weighted[int]:
    """Choose among all destinations (3.12.1); homes are likely from housing, no interview from a night shelter."""
    if project_type not in _BY_TYPE:
        excluded = set(standard().facts["living_situation"]["destination_excludes"])
        weights: dict[int, float] = {}
        for text in standard().lists["3.12.1"].labels:
            code = int(text)
            if code not in excluded:
                weights[code] = _weight(code, project_type)
        _BY_TYPE[project_type] = Weighted(weights)
    return _BY_TYPE[project_type]


def _weight(code: int, project_type: int) -> float:
    usual = {
        101: 8,
        116: 8,
        312: 5,
        313: 4,
        302: 4,
        410: 8,
        435: 9,
        422: 5,
        423: 3,
        30: 6,
        8: 1,
        9: 1,
        99: 3,
        24: 0.5,
        207: 2,
    }
    weight = usual.get(code, 1)
    if project_type in HOUSING and code >= 400:
        return weight * 4
    if project_type in (NIGHT_BY_NIGHT, STREET_OUTREACH) and code in (30, 116):
        return weight * 6
    return weight
