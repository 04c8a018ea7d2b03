"""The CE APR on the data that HUD's Data Lab and test kit published; `python -m tests.conformance.apr` runs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearth.dataset import Dataset, open_dataset
from hearth.reports.performance.run import run_report
from tests.conformance.compare import Pair, by_label, by_position, by_project
from tests.conformance.older_layout import LAYOUTS
from tests.conformance.oracles import DATA_LAB, OF_KIT_ALONE, SOFTWARE, TEST_KIT
from tests.conformance.regroup import regrouped


@dataclass(frozen=True, slots=True)
class DataLabRun:
    """HUD Data Lab's CE APR of the demo data of Eva, by position."""

    name: str = "eva/CE-APR"

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        expected = DATA_LAB / self.name
        with (
            open_dataset([DATA_LAB / "inputs" / "eva.zip"]) as dataset,
            run_report("ce-apr", dataset, date(2021, 10, 1), date(2022, 9, 30), coc="XX-501") as report,
        ):
            yield from by_project(self.name, report, expected / "Q4a.csv", SOFTWARE)
            for code in report.answers:
                if code != "Q4a":
                    yield from by_position(self.name, report, code, expected / f"{code}.csv")


@dataclass(frozen=True, slots=True)
class KitRun:
    """A CE APR of the test kit of 2021, by label, by header where it is Q4a, regrouped where it is Q6a."""

    name: str
    inputs: tuple[str, ...]

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        folders = [TEST_KIT / "input_fy2026csv" / name for name in self.inputs]
        with open_dataset(folders) as dataset:
            _make_access_points(dataset)
            with run_report("ce-apr", dataset, date(2020, 10, 1), date(2021, 9, 30)) as report:
                for code, answer in report.answers.items():
                    path = TEST_KIT / "expected" / self.name / f"{code}.csv"
                    if code == "Q4a":
                        yield from by_project(self.name, report, path, OF_KIT_ALONE, by_header=True)
                    elif code in LAYOUTS:
                        yield from regrouped(self.name, answer, LAYOUTS[code], path)
                    else:
                        yield from by_label(self.name, report, code, path)


def _make_access_points(dataset: Dataset) -> None:
    """Element 2.09 is younger than the kit: its projects, all of coordinated entry, are said to be access points."""
    dataset.connection.execute(
        "insert into CEParticipation (CEParticipationID, ProjectID, AccessPoint, CEParticipationStatusStartDate) "
        "select ProjectID, ProjectID, 1, date '2010-01-01' from Project"
    )


RUNS = (
    DataLabRun(),
    KitRun("datalab_ce_apr/ce_only", ("coordinated_entry",)),
    KitRun("datalab_ce_apr/ce_and_es", ("coordinated_entry", "es_with_ce")),
)
