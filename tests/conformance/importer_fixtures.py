"""Exports made to show how another importer behaves: what it expects, and what we do.

`python -m tests.conformance.importer_fixtures` imports them one by one and prints folder by folder what was expected
and what came, with the line of HUD's text where the two differ. The files lie beside the checkout in
`../shared/oracles/importer_fixtures`. What is a policy of that importer and not HUD's is compared with the cleanup that
does the same (docs/decisions/0034).
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hearth.dataset import Dataset, open_with_faults
from hearth.dataset.cleanups import clean_up
from hearth.quality import run

FIXTURES = Path(__file__).parents[3] / "shared" / "oracles" / "importer_fixtures"

PARENT_IS_THERE = "There must be one record in Organization.csv for each OrganizationID in Project.csv."
PARENTS_OF_AFFILIATION = (
    "Project.csv must include records for all projects selected by the user for inclusion in the export and for any "
    "ResProjectID in Affiliation.csv."
)
# Of two rows with one key that importer keeps the first, we the one changed last; here that one has no enrollment.
ONE_KEY = "every file includes a field that serves as a unique identifier for each record in the file"
NO_NULLS = "Unless a field is specifically identified as allowing null values, all fields must contain data."
CHOSEN_PROJECTS = (
    "all records in enrollment files ... associated with an EnrollmentID where: ... ProjectID(s) are associated with "
    "one or more projects selected by a user for export"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that the fixture's README expects, and what we got; `text` is HUD's line where we differ."""

    what: str
    expected: object
    got: object
    text: str = ""

    @property
    def holds(self) -> bool:
        return self.expected == self.got

    def __str__(self) -> str:
        mark = "=" if self.holds else "differs" if self.text else "WRONG"
        told = f'\n      HUD: "{self.text}"' if self.text and not self.holds else ""
        return f"  {mark:<8}{self.what}: expected {self.expected}, got {self.got}{told}"


def source(folder: str) -> Path:
    """Give the export of a fixture."""
    return FIXTURES / folder / "source"


def imported(path: Path, **more: Any) -> Any:
    """Import an export as a source of its own and give the run."""
    # Django's settings are in force only when a test runs, so these come late.
    from hearth.exchange import load
    from hearth.records.models import ImportRun

    found = load.new_run(source_name=path.parent.name, file_name=path.name, account=None, **more)
    load.perform(found, path)
    return ImportRun.objects.get(pk=found.pk)


def stored(found: Any, *files: str) -> dict[str, int]:
    """Give how many rows of some files an import stored."""
    return {file: found.counts.get(file, {}).get("stored", 0) for file in files}


def read(found: Any, *files: str) -> dict[str, int]:
    """Give how many rows of some files an import read."""
    return {file: found.counts[file]["read"] for file in files}


def lines_of(found: Any, file: str, words: str) -> list[int]:
    """Give the lines of a file of which an import says something."""
    return [each["line"] for each in found.findings if each["file"] == file and words in each["reason"]]


def checked(folder: str, checks: Mapping[str, str]) -> Counter[str]:
    """Count what the checks find, by the names that the caller gives to conditions on `quality.finding`."""
    with open_with_faults([source(folder)], in_memory=True) as dataset:
        connection = run(dataset).connection
        counts: Counter[str] = Counter()
        for name, condition in checks.items():
            row = connection.execute(f"select count(*) from quality.finding where {condition}").fetchone()
            counts[name] = row[0] if row else 0
        return counts


def bom_test() -> Iterator[Compared]:
    found = imported(source("bom_test"))
    yield Compared("ends", "done", str(found.state))
    yield Compared("headers lost to a byte order mark", 0, len(lines_of(found, "Client", "column of HUD")))
    yield Compared("rows of Client", {"Client": 3}, read(found, "Client"))


def bad_ending() -> Iterator[Compared]:
    found = imported(source("bad_ending"))
    yield Compared("ends", "done", str(found.state))
    yield Compared("rows that were read", {"Project": 1}, read(found, "Project"))
    yield Compared("rows that were stored", {"Project": 1}, stored(found, "Project"), PARENT_IS_THERE)


def duplicate_primary_keys() -> Iterator[Compared]:
    found = imported(source("duplicate_primary_keys"))
    files = ("Assessment", "Client", "Enrollment", "Funder")
    yield Compared("rows read", dict(zip(files, (3, 5, 5, 3), strict=True)), read(found, *files))
    yield Compared("rows kept", dict(zip(files, (2, 3, 4, 1), strict=True)), stored(found, *files))
    counts = checked("duplicate_primary_keys", {"repeated": "rule = 'file/keys_are_unique'"})
    yield Compared("keys told to be there twice", 6, counts["repeated"])


def loader_errors() -> Iterator[Compared]:
    found = imported(source("loader_errors"))
    yield Compared("ends", "done", str(found.state))
    yield Compared("rows of Client read", {"Client": 134}, read(found, "Client"))
    yield Compared("rows of Client stored", {"Client": 131}, stored(found, "Client"))
    yield Compared(
        "lines with too many columns", [7, 34, 61], lines_of(found, "Client", "columns, the header")
    )
    yield Compared("lines with too few columns", [3], lines_of(found, "Event", "columns, the header"))
    yield Compared("columns that HUD does not have", [1], lines_of(found, "Exit", "column of HUD"))
    yield Compared("rows of Exit stored", {"Exit": 0}, stored(found, "Exit"))


KEPT = {
    "Affiliation": 2,
    "Assessment": 2,
    "AssessmentQuestions": 2,
    "AssessmentResults": 2,
    "Client": 4,
    "CurrentLivingSituation": 2,
    "Disabilities": 2,
    "EmploymentEducation": 2,
    "Enrollment": 6,
    "Exit": 5,
    "Event": 2,
    "Funder": 2,
    "HealthAndDV": 2,
    "IncomeBenefits": 2,
    "Inventory": 2,
    "Organization": 2,
    "Project": 4,
    "ProjectCoC": 2,
    "Services": 2,
}


# Where we keep fewer; the rows of the others have no date, without which they have no place in time.
TEXTS = {"Affiliation": PARENTS_OF_AFFILIATION, "Services": ONE_KEY}


def validation_files() -> Iterator[Compared]:
    with tempfile.TemporaryDirectory() as folder:
        # Its only agency is a victim service provider, of whose clients nothing may be stored here; as another kind
        # of agency it shows which rows are refused for themselves.
        path = Path(folder) / "validation_files" / "source"
        shutil.copytree(source("validation_files"), path)
        agencies = path / "Organization.csv"
        agencies.chmod(0o600)
        agencies.write_text(agencies.read_text("utf-8").replace(",1,", ",0,"), "utf-8")
        found = imported(path)
    yield Compared("ends", "done", str(found.state))
    for file, count in KEPT.items():
        yield Compared(f"rows of {file} kept", count, stored(found, file)[file], TEXTS.get(file, NO_NULLS))
    counts = checked(
        "validation_files",
        {
            "exits": "\"check\" in ('EVA-99', 'RULE-EXIT-SAMEDAY')",
            "forms": "\"check\" = 'RULE-GEO' and file = 'ProjectCoC'",
            "keys": "\"check\" = 'EVA-6' and file = 'Client' and \"column\" = 'PersonalID'",
        },
    )
    yield Compared("entries after the exit", 3, counts["exits"])
    yield Compared("CoC and geocodes in a wrong form", 3, counts["forms"])
    yield Compared("clients without a key", 1, counts["keys"])


def project_validation_constraint() -> Iterator[Compared]:
    found = imported(source("project_validation_constraint"))
    yield Compared("projects stored", {"Project": 6}, stored(found, "Project"))
    counts = checked(
        "project_validation_constraint",
        {
            "type": "file = 'Project' and \"column\" = 'ProjectType' and severity in ('high', 'error')",
            "continuum": "file = 'Project' and \"column\" = 'ContinuumProject' and severity in ('high', 'error')",
        },
    )
    yield Compared("ProjectType required", 1, counts["type"])
    yield Compared("ContinuumProject required", 1, counts["continuum"], NO_NULLS)


def enrollment_test_files() -> Iterator[Compared]:
    first = imported(source("enrollment_test_files"))
    yield Compared("enrollments of the first import", {"Enrollment": 4}, stored(first, "Enrollment"))
    again = imported(source("enrollment_test_files"))
    changes = {what: again.counts["Enrollment"][what] for what in ("new", "changed", "deleted")}
    yield Compared("the same file again", {"new": 0, "changed": 0, "deleted": 0}, changes)
    with tempfile.TemporaryDirectory() as folder:
        # A later file of the same source.
        path = Path(folder) / "enrollment_test_files" / "source"
        shutil.copytree(source("enrollment_test_files_subset"), path)
        subset = imported(path, is_accepted=True)
    yield Compared("deleted by the subset", 1, subset.counts["Enrollment"]["deleted"])
    from hearth.records import guard
    from hearth.records.models import Enrollment

    kept = guard.everything(Enrollment, "conformance").filter(date_deleted=None)
    yield Compared("kept after the subset", 3, kept.count())
    yield Compared("out of scope and kept", True, kept.filter(hud_id="622377").exists())


def allowed_projects() -> Iterator[Compared]:
    every = imported(source("allowed_projects"), is_dry_run=True)
    files = ("Client", "Enrollment")
    yield Compared("unlimited", {"Client": 3, "Enrollment": 15}, stored(every, *files))
    some = imported(source("allowed_projects"), project_ids=["ALLOW"])
    yield Compared("limited, clients", {"Client": 2}, stored(some, "Client"))
    # That importer takes all stays of a client who has one in a chosen project.
    yield Compared("limited, stays", {"Enrollment": 14}, stored(some, "Enrollment"), CHOSEN_PROJECTS)


def cleaned(folder: str, cleanup: str, sql: str) -> list[tuple[Any, ...]]:
    """Give what a query finds after a cleanup."""
    with open_with_faults([source(folder)], in_memory=True) as dataset:
        clean_up(dataset.connection, [cleanup])
        return rows(dataset, sql)


def rows(dataset: Dataset, sql: str) -> list[tuple[Any, ...]]:
    """Give the rows of a query."""
    return dataset.connection.execute(sql).fetchall()


def household_coc_propagation() -> Iterator[Compared]:
    sql = "select EnrollmentCoC from Enrollment order by 1"
    found = cleaned("household_coc_propagation", "household-coc", sql)
    yield Compared("CoC of both", [("XX-500",), ("XX-500",)], found)


def cleanup_move_ins() -> Iterator[Compared]:
    sql = "select count(MoveInDate) from Enrollment"
    with open_with_faults([source("cleanup_move_ins")], in_memory=True) as dataset:
        yield Compared("move-in dates as sent", [(8,)], rows(dataset, sql))
    yield Compared("move-in dates after cleaning", [(5,)], cleaned("cleanup_move_ins", "move-in", sql))


def ensure_relationships() -> Iterator[Compared]:
    sql = "select EnrollmentID, HouseholdID, RelationshipToHoH from Enrollment"
    found = {key: (home, kind) for key, home, kind in cleaned("ensure_relationships", "one-head", sql)}
    yield Compared("enrollments", 31, len(found))
    heads = Counter(home for home, kind in found.values() if home and kind == 1)
    homes = {home for home, _ in found.values() if home}
    yield Compared("heads of each household", {1}, {heads[home] for home in homes})
    relationships = {key: found[key][1] for key in ("E-6", "E-10", "E-13", "E-14", "E-18")}
    expected = {"E-6": 1, "E-10": 1, "E-13": 1, "E-14": 99, "E-18": 1}
    yield Compared("relationships", expected, relationships)
    own = {found["E-20"][0], found["E-21"][0]}
    yield Compared("households of two youths", 2, len(own))


def missing_total_income() -> Iterator[Compared]:
    sql = "select TotalMonthlyIncome::int from IncomeBenefits order by IncomeBenefitsID"
    found = cleaned("missing_total_income", "income-total", sql)
    yield Compared("totals", [(100,), (100,), (None,)], found)


def make_sole_member_hoh() -> Iterator[Compared]:
    sql = "select RelationshipToHoH from Enrollment order by EnrollmentID"
    found = [kind for (kind,) in cleaned("make_sole_member_hoh", "sole-member-head", sql)]
    yield Compared("relationships", [1, 1, 99, 99, 1, 99], found)


FOLDERS: dict[str, Callable[[], Iterator[Compared]]] = {
    each.__name__: each
    for each in (
        *(bom_test, bad_ending, duplicate_primary_keys, loader_errors, validation_files),
        *(project_validation_constraint, enrollment_test_files, household_coc_propagation, cleanup_move_ins),
        *(ensure_relationships, missing_total_income, make_sole_member_hoh, allowed_projects),
    )
}
# The second of two imports, compared with the first.
TOGETHER = {"enrollment_test_files_subset": "enrollment_test_files"}


if __name__ == "__main__":
    tests = Path(__file__).with_name("test_importer_fixtures.py")
    sys.exit(pytest.main([str(tests), "-q", "-s", "--no-header", "-p", "no:cacheprovider"]))
