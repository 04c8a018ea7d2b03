"""Clients to search among: as many as asked for, with the generator's names, filled straight into the tables.

Each has one enrollment: one in twenty at the searching worker's agency, the others spread over twenty more, and three
in ten released their record to all. So a search pays for its permission filter.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection

from hearth.demo.generator.people import names, surname
from hearth.records import ssn
from hearth.records.known_names import keep_all_names
from hearth.records.models import Change, Client, Enrollment, Organization, Project, ReleaseOfInformation
from hearth.records.models.account import Account
from hearth.records.names import plain, unique_identifier
from hearth.records.write import change
from tests.community import Community, build_community

AGENCIES = 20
_ENTERED = "2026-01-02 08:30:00"
_TODAY = date(2026, 9, 30)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a worker would type them."""

    id: uuid.UUID
    first: str
    last: str
    birth: date
    ssn: str
    is_seen: bool


def fill(clients: int, seed: int = 1) -> tuple[Account, list[Person]]:
    """Fill an empty, migrated database; give the worker who searches, and some people to search for."""
    community = build_community()
    projects = [community.shelter.pk, *_other_projects(community)]
    change_id = str(Change.objects.create(id=uuid.uuid4(), account=None, action="bench").pk)
    born = {"source_id": str(community.source.pk), "change_id": change_id}
    stamp = born | {"date_created": _ENTERED, "date_updated": _ENTERED}
    rng = Random(seed)
    kept: list[Person] = []
    with connection.cursor() as cursor:
        # Keys are made to fit here; checking a million of them is not what is measured.
        cursor.execute("set session_replication_role = replica")
    for start in range(0, clients, 50_000):
        people = [person(rng) for _number in range(min(50_000, clients - start))]
        kept += rng.sample(people, min(600, len(people)))
        _copy(Client, (_client(one) | stamp for one in people))
        stays = (_enrollment(one, projects, rng) | stamp for one in people)
        _copy(Enrollment, stays)
        shared = [one for one in people if not one.is_seen and rng.random() < 0.3]
        _copy(ReleaseOfInformation, (_release(one, community, change_id) for one in shared))
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = origin")
    keep_all_names()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return community.personas["intake_worker"], kept


def person(rng: Random) -> Person:
    """Invent somebody."""
    first = rng.choices(*_given(rng.random() < 0.55))[0]
    birth = _TODAY - timedelta(days=round(rng.triangular(0, 82, 38) * 365.25))
    number = f"{rng.randrange(100, 899)}{rng.randrange(1, 100):02}{rng.randrange(1, 10_000):04}"
    chance = rng.random()
    number = number if chance < 0.75 else f"xxxxx{number[5:]}" if chance < 0.9 else ""
    identity = uuid.UUID(int=rng.getrandbits(128))
    return Person(identity, first, surname(rng), birth, number, is_seen=rng.random() < 0.05)


def _given(is_boy: bool) -> tuple[list[str], list[float]]:
    given = names()["boys" if is_boy else "girls"]
    return given, list(_weights(len(given)))


def _weights(count: int) -> Iterator[float]:
    return (1 / (rank + 6) for rank in range(count))


def _client(one: Person) -> dict[str, object]:
    digests: dict[str, bytes | None] = {"ssn_digest": None, "ssn_last_four_digest": None}
    if one.ssn:
        whole = ssn.whole_digest(one.ssn) if one.ssn.isdigit() else None
        digests = {"ssn_digest": whole, "ssn_last_four_digest": ssn.last_four_digest(one.ssn[-4:])}
    return {
        "id": str(one.id),
        "hud_id": one.id.hex,
        "unique_identifier": unique_identifier(one.id),
        "first_name": one.first,
        "last_name": one.last,
        "first_name_plain": plain(one.first)[:50],
        "last_name_plain": plain(one.last)[:50],
        "name_data_quality": 1,
        "dob": one.birth.isoformat(),
        "dob_data_quality": 1,
        **digests,
    }


def _enrollment(one: Person, projects: list[uuid.UUID], rng: Random) -> dict[str, object]:
    project = projects[0] if one.is_seen else rng.choice(projects[1:])
    identity = uuid.UUID(int=rng.getrandbits(128))
    return {
        "id": str(identity),
        "hud_id": identity.hex,
        "client_id": str(one.id),
        "project_id": str(project),
        "household_id": identity.hex,
        "relationship_to_hoh": 1,
        "entry_date": "2026-03-01",
    }


def _release(one: Person, community: Community, change_id: str) -> dict[str, object]:
    return {
        "id": str(uuid.uuid5(one.id, "release")),
        "client_id": str(one.id),
        "organization_id": str(community.other_agency.pk),
        "change_id": change_id,
        "kind": "signature",
        "permission": True,
        "scope": "community",
        "networks": "{hmis}",
        "starts_on": "2026-01-02",
        "withdrawn_why": "",
    }


def _other_projects(community: Community) -> list[uuid.UUID]:
    with change(by=None, action="bench") as signed:
        made = []
        for number in range(AGENCIES):
            stamp = {
                "source": community.source,
                "change": signed,
                "date_created": _ENTERED,
                "date_updated": _ENTERED,
            }
            agency = Organization.objects.create(
                organization_name=f"Agency {number}", victim_service_provider=0, hud_id=f"A{number}", **stamp
            )
            made.append(
                Project.objects.create(
                    organization=agency,
                    project_name=f"Program {number}",
                    project_type=3,
                    operating_start_date=date(2020, 1, 1),
                    continuum_project=1,
                    hud_id=f"P{number}",
                    **stamp,
                ).pk
            )
        return made


def _copy(model: type, rows: Iterable[dict[str, object]]) -> None:
    fixed = {
        field.column: field.get_default() if field.has_default() else getattr(field.db_default, "value", "")
        for field in model._meta.concrete_fields  # type: ignore[attr-defined]
        if not field.null and field.column != "id"
    }
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    defaults = {
        column: "{hmis}" if value == ["hmis"] else value
        for column, value in fixed.items()
        if column not in first
    }
    columns = [*first, *defaults]
    table = model._meta.db_table  # type: ignore[attr-defined]
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy,
    ):
        copy.write_row([*first.values(), *defaults.values()])
        for row in rows:
            copy.write_row([*row.values(), *defaults.values()])
