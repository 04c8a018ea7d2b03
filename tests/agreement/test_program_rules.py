"""What a rule about a project says while it is set up (Python) is what it says of an export (SQL)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hearth.quality
from hearth.dataset import Dataset, open_with_faults
from hearth.quality.run import run
from hearth.rules.facts import ProgramFacts
from hearth.rules.project import at_entry
from tests.clean_export import clean_export
from tests.hand_made import export_zip

BREACHES = tomllib.loads((Path(hearth.quality.__file__).parent / "breaches.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    path = export_zip(tmp_path_factory.mktemp("export") / "clean.zip", clean_export())
    with open_with_faults([path], in_memory=True) as dataset:
        dataset.connection.execute("set threads = 1")
        yield dataset


@pytest.mark.parametrize("rule", at_entry.RULES, ids=lambda rule: str(rule.RULE))
def test_both_find_the_same_projects(clean: Dataset, rule: Any) -> None:
    clean.connection.execute("begin")
    try:
        assert both(clean, rule) == (set(), set())
        clean.connection.execute(BREACHES[rule.IDS[0]]["do"])
        in_sql, in_python = both(clean, rule)
        assert in_sql, "the breach of hearth/quality/breaches.toml breaks nothing"
        assert in_python == in_sql
    finally:
        clean.connection.execute("rollback")


def both(dataset: Dataset, rule: Any) -> tuple[set[str], set[str]]:
    """Give the projects that break the rule, by its SQL and by its Python."""
    name = rule.RULE.replace("/", ".")
    run(dataset, [next(known for known in (rule.RULE, name) if known in hearth.quality.catalogue())])
    found = dataset.connection.execute(
        "select distinct project from quality.finding where rule = ?", [rule.RULE]
    )
    in_sql = {project for (project,) in found.fetchall()}
    return in_sql, {key for key, facts in programs(dataset) if rule.broken(facts)}


def programs(dataset: Dataset) -> Iterator[tuple[str, ProgramFacts]]:
    of = {
        file: rows(dataset, file)
        for file in ("Project", "ProjectCoC", "Funder", "Inventory", "HMISParticipation", "CEParticipation")
    }
    projects = {row["ProjectID"]: row for row in of["Project"]}
    agencies = {row["OrganizationID"]: row for row in rows(dataset, "Organization")}
    serves = [
        {"ProjectID": row["ProjectID"], "ResProject": projects[row["ResProjectID"]]}
        for row in rows(dataset, "Affiliation")
    ]
    for key, project in projects.items():

        def own(found: list[dict[str, Any]], key: str = key) -> list[dict[str, Any]]:
            return [row for row in found if row["ProjectID"] == key]

        yield (
            key,
            ProgramFacts(
                project=project,
                is_victim_service_provider=agencies[project["OrganizationID"]]["VictimServiceProvider"] == 1,
                cocs=own(of["ProjectCoC"]),
                funders=own(of["Funder"]),
                inventory=own(of["Inventory"]),
                hmis=own(of["HMISParticipation"]),
                ce=own(of["CEParticipation"]),
                affiliations=own(serves),
            ),
        )


def rows(dataset: Dataset, file: str) -> list[dict[str, Any]]:
    found = dataset.connection.execute(f'select * from kept."{file}"')
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
