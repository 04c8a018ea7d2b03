"""Generate an export: blocks of enrollments, each with its own dice, written in order as they are done."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TextIO

from hearth.demo.generator.block import Block, Truth
from hearth.demo.generator.contacts import record_bed_nights, record_living_situations, record_services
from hearth.demo.generator.coordinated_entry import record_coordinated_entry
from hearth.demo.generator.descriptors import rows
from hearth.demo.generator.health import record_health
from hearth.demo.generator.income import record_income
from hearth.demo.generator.intake import enrollment_row
from hearth.demo.generator.leaving import record_exit
from hearth.demo.generator.people import Person
from hearth.demo.generator.plan import Plan
from hearth.demo.generator.planted_errors import ErrorPlanter
from hearth.demo.generator.projects import Community, grown
from hearth.demo.generator.stages import annual_dates, collections
from hearth.demo.generator.stays import Stay, journey
from hearth.demo.generator.write import Folder, sheets, zip_folder

_BLOCK = 500
# Below this a second process costs more than it gives.
_WORTH_PROCESSES = 5000

Done = tuple[dict[str, bytes], list[Truth]]


def generate(
    plan: Plan, target: Path, community: Community | None = None, processes: int | None = None
) -> None:
    """Write the export of a plan: a zip when the target's name ends so, else a folder.

    Memory does not grow with the size: rows go to disk block by block. Where the plan plants errors or duplicates,
    their list is written beside the target, as TARGET's name with `.truth.json`. A community other than the one
    grown to the plan's size can be given (the demo does).
    """
    community = community or grown(plan)
    is_zip = target.suffix.lower() == ".zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    place = (
        tempfile.TemporaryDirectory(prefix=".generating-", dir=target.parent)
        if is_zip
        else nullcontext(target)
    )
    with place as folder:
        _write_files(plan, Path(folder), target, community, processes)
        if is_zip:
            zip_folder(Path(folder), target)


def _write_files(plan: Plan, folder: Path, target: Path, community: Community, processes: int | None) -> None:
    with Folder(folder, plan.export_id) as files, _truth_file(plan, target) as truth:
        form = sheets(plan.export_id)
        for name, row in rows(community, plan):
            files.write({name: form[name].line(row).encode()})
        for lines, found in _blocks(plan, community, processes):
            files.write(lines)
            for one in found:
                truth(one)


def _blocks(plan: Plan, community: Community, processes: int | None) -> Iterator[Done]:
    count = -(-plan.enrollments // _BLOCK)
    processes = processes or (os.cpu_count() or 1 if plan.enrollments >= _WORTH_PROCESSES else 1)
    if processes == 1:
        _prepare(plan, community)
        yield from map(_block, range(count))
        return
    with get_context("spawn").Pool(processes, initializer=_prepare, initargs=(plan, community)) as pool:
        yield from pool.imap(_block, range(count))


class _Work:
    """What a process needs for each of its blocks."""

    plan: Plan
    community: Community


def _prepare(plan: Plan, community: Community) -> None:
    _Work.plan, _Work.community = plan, community


def _block(number: int) -> Done:
    plan = _Work.plan
    errors = (
        ErrorPlanter(Random(f"errors:{plan.seed}:{number}"), plan.errors, plan.as_of) if plan.errors else None
    )
    block = Block(plan, _Work.community, sheets(plan.export_id), number, errors)
    room = min(_BLOCK, plan.enrollments - number * _BLOCK)
    while room:
        block.begin_household()
        people: dict[str, Person] = {}
        for stay in journey(block, room):
            room -= len(stay.members)
            _record(block, stay)
            people |= {member.person.personal_id: member.person for member in stay.members}
        for person in people.values():
            block.add("Client", person.row | _first_and_last(person))
    return block.lines(), block.truth


def _record(block: Block, stay: Stay) -> None:
    block.in_mistaken_stay = stay.entered_by_mistake
    annual = annual_dates(block, stay)
    for member in stay.members:
        row = enrollment_row(block, stay, member)
        block.add("Enrollment", row)
        _note(member.person, row)
        for collection in collections(block, member, annual):
            record_health(block, stay, member, collection)
            record_income(block, stay, member, collection)
        record_services(block, stay, member)
        record_living_situations(block, stay, member)
        record_exit(block, stay, member)
    record_bed_nights(block, stay)
    record_coordinated_entry(block, stay)
    block.in_mistaken_stay = False


def _note(person: Person, row: dict[str, object]) -> None:
    """Keep when a person was first and last written about; the Client row carries it."""
    person.entered.append((str(row["DateCreated"]), str(row["DateUpdated"]), row["UserID"]))


def _first_and_last(person: Person) -> dict[str, object]:
    _created, updated, user = max(person.entered, key=lambda entry: entry[1])
    return {"DateCreated": min(entry[0] for entry in person.entered), "DateUpdated": updated, "UserID": user}


@contextmanager
def _truth_file(plan: Plan, target: Path) -> "Iterator[_TruthWriter]":
    if not (plan.errors or plan.duplicates):
        yield _TruthWriter(None)
        return
    with target.with_name(f"{target.name.removesuffix('.zip')}.truth.json").open(
        "w", encoding="utf-8"
    ) as out:
        writer = _TruthWriter(out)
        yield writer
        out.write("\n]\n" if writer.count else "[]\n")


class _TruthWriter:
    """Writes one JSON array, element by element, so that it is never held in memory."""

    def __init__(self, out: TextIO | None) -> None:
        self._out = out
        self.count = 0

    def __call__(self, truth: Truth) -> None:
        if self._out is not None:
            self._out.write(("[\n" if not self.count else ",\n") + json.dumps(truth, ensure_ascii=False))
            self.count += 1
