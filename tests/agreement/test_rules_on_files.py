"""The checks find in other people's files what those files were made to show."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearth.dataset import Dataset, open_with_faults
from hearth.quality.run import Findings, run

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"
DEMO = ORACLES / "eva_demo" / "demo.zip"
FIXTURES = ORACLES / "importer_fixtures"
SAMPLE = ORACLES / "lsa_sample" / "Sample_HMIS_Data.zip"

pytestmark = pytest.mark.skipif(not ORACLES.exists(), reason="the oracles are not beside the checkout")


def rows(findings: Findings, condition: str, what: str = "key") -> list[tuple[object, ...]]:
    return findings.connection.execute(
        f"select {what} from quality.finding where {condition} order by all"
    ).fetchall()


@pytest.fixture(scope="module")
def demo() -> Iterator[Findings]:
    with open_with_faults([DEMO], in_memory=True) as dataset:
        yield run(dataset)


def test_every_date_in_another_form_is_found_once(demo: Findings) -> None:
    assert demo.totals()["EVA-47"] == 4146
    assert rows(demo, "\"column\" = 'DateUpdated' and \"check\" = 'RULE-NULL'") == []


@pytest.mark.parametrize(
    ("check", "key"),
    [
        ("EVA-110", "1606"),
        ("EVA-36", "999999"),
        ("EVA-43", "999999"),
    ],
)
def test_the_planted_faults_of_projects_are_found(demo: Findings, check: str, key: str) -> None:
    assert (key,) in rows(demo, f"\"check\" = '{check}'")


def test_the_missing_geocode_is_found(demo: Findings) -> None:
    assert ("1377",) in rows(demo, "\"check\" = 'EVA-5' and \"column\" = 'Geocode'", "project")


def test_the_living_situation_999_is_found(demo: Findings) -> None:
    found = demo.connection.execute(
        "select c.EnrollmentID from quality.finding f join CurrentLivingSituation c on c.CurrentLivingSitID = f.key "
        "where f.\"check\" = 'EVA-55'"
    ).fetchall()
    assert found == [("813537",)]


def test_the_household_with_four_heads_is_found(demo: Findings) -> None:
    its = "project = '999999' and person = '999999'"
    assert len(rows(demo, f"\"check\" = 'EVA-3' and {its}")) == 4
    assert rows(demo, f"\"check\" = 'enrollment/not_twice_at_once' and {its}")
    assert rows(demo, f"\"check\" = 'EVA-98' and {its}")


def opened(folder: str) -> Dataset:
    return open_with_faults([FIXTURES / folder / "source"], in_memory=True)


def test_rows_of_another_width_are_found_at_their_lines() -> None:
    with opened("loader_errors") as dataset:
        wide = [(fault.file, fault.line) for fault in dataset.findings if fault.kind == "width"]
        assert wide == [("Client", 7), ("Client", 34), ("Client", 61), ("Exit", 2), ("Event", 3)]
        assert {fault.file for fault in dataset.findings if fault.kind == "header"} == {"Exit"}
        loaded = dataset.connection.execute("select count(*) from Client").fetchone()
        assert loaded == (131,)


NOT_IN_LIST = {
    "Assessment": 3,
    "Client": 3,
    "EmploymentEducation": 1,
    "Enrollment": 4,
    "Event": 1,
    "Exit": 1,
    "HealthAndDV": 1,
    "Inventory": 2,
    "Organization": 1,
    "Project": 5,
    "Services": 1,
}


def test_the_codes_that_another_importer_does_not_find_in_their_lists_are_those_we_do_not() -> None:
    """Where the rows differ in that only: our lists also cover columns that this importer lets hold anything."""
    lists = "'RULE-LIST', 'EVA-50', 'EVA-51', 'EVA-52', 'EVA-53', 'EVA-54', 'RULE-TYPEPROVIDED'"
    with opened("validation_files") as dataset:
        found = Counter(file for (file,) in rows(run(dataset), f'"check" in ({lists})', "file"))
        assert {file: found[file] for file in NOT_IN_LIST} == NOT_IN_LIST


def test_exits_before_the_start_and_formats_are_found_as_another_importer_finds_them() -> None:
    with opened("validation_files") as dataset:
        findings = run(dataset)
        # That importer counts a residential exit on the day of the start too.
        assert len(rows(findings, "\"check\" in ('EVA-99', 'RULE-EXIT-SAMEDAY')")) == 3
        assert len(rows(findings, "\"check\" = 'RULE-GEO' and file = 'ProjectCoC'")) == 3
        assert (
            len(rows(findings, "\"check\" = 'EVA-6' and file = 'Client' and \"column\" = 'PersonalID'")) == 1
        )


@pytest.mark.slow
def test_the_official_sample_is_checked_whole() -> None:
    with open_with_faults([SAMPLE]) as dataset:
        findings = run(dataset)
        assert dataset.connection.execute("select count(distinct rule) from quality.made").fetchone() == (
            120,
        )
        # Ten runs wrote one Export.csv; four exits have a retired destination.
        assert findings.totals()["EVA-140"] == 9
        assert findings.totals()["EVA-54"] == 4
