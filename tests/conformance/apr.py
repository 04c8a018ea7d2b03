"""Run the APR on the data that HUD's test kit and Data Lab published, and compare every cell.

`python -m tests.conformance.apr` prints the share of equal cells per table and every cell that differs.
The data lies beside the checkout in `../shared/oracles`; docs/reports/differences.md says which numbers
may differ and the line of HUD's text that decides.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hearth.dataset import open_dataset
from hearth.reports.performance import apr
from hearth.reports.report import Report
from tests.conformance.compare import Pair, by_label, by_position

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"
TEST_KIT = ORACLES / "hud_testkit_fy21"
DATA_LAB = ORACLES / "datalab_fy26"
CODES = ("Q5a", "Q7a", "Q7b", "Q8a", "Q8b")


@dataclass(frozen=True, slots=True)
class Run:
    """One report whose numbers somebody else worked out."""

    name: str
    inputs: tuple[Path, ...]
    expected: Path
    start: date
    end: date
    projects: tuple[str, ...] = ()

    @contextmanager
    def report(self) -> Iterator[Report]:
        """Run our report over the same data."""
        with open_dataset(self.inputs) as dataset:
            with apr.run(dataset, self.start, self.end, self.projects) as report:
                yield report

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        pair = by_label if self.expected.is_relative_to(TEST_KIT) else by_position
        with self.report() as report:
            for code in CODES:
                yield from pair(self.name, report, code, self.expected / f"{code}.csv")


def _test_kit(expected: str, *inputs: str) -> Run:
    folders = tuple(TEST_KIT / "input_fy2026csv" / name for name in inputs)
    return Run(expected, folders, TEST_KIT / "expected" / expected, date(2020, 10, 1), date(2021, 9, 30))


def _data_lab(folder: str, source: Path, start: date, end: date) -> Run:
    project = folder.rpartition("_")[2]
    return Run(folder, (source,), DATA_LAB / folder, start, end, (project,))


def _gr(folder: str) -> Run:
    return _data_lab(f"gr/{folder}", DATA_LAB / "inputs" / "gr.zip", date(2021, 10, 1), date(2022, 9, 30))


def _lsa(folder: str) -> Run:
    source = ORACLES / "lsa_sample" / "Sample_HMIS_Data.zip"
    return _data_lab(f"lsa/{folder}", source, date(2025, 10, 1), date(2026, 9, 30))


RUNS = (
    _test_kit("datalab_apr/psh", "psh"),
    _test_kit("datalab_apr/rrh", "rrh"),
    _test_kit("datalab_apr/rrh_2", "rrh", "rrh_2"),
    _test_kit("datalab_apr/services_only", "services_only"),
    _test_kit("datalab_apr/so", "so"),
    _test_kit("datalab_apr/th", "th"),
    _test_kit("datalab_caper/es_ee", "es_with_ce"),
    _test_kit("datalab_caper/es_nbn", "es_nbn"),
    _test_kit("datalab_caper/hp", "homeless_prevention"),
    _test_kit("datalab_caper/rrh", "rrh"),
    _test_kit("datalab_caper/so", "so"),
    _test_kit("datalab_caper/th", "th"),
    _gr("ES-EE_1362"),
    _gr("ES-NbN_93"),
    _gr("TH_388"),
    _gr("RRH_1428"),
    _gr("SO_1419"),
    _lsa("ES-EE_NXS103"),
    _lsa("TH_TRN104"),
)


def main() -> None:
    """Print the shares and the differences."""
    equal: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for run in RUNS:
        source = run.name.partition("/")[0]
        for pair in run.pairs():
            total[source, pair.code] += 1
            equal[source, pair.code] += pair.agree
            if not pair.agree:
                place = f"{pair.code} {pair.address} ({pair.row}; {pair.column})"
                print(f"{run.name} {place}: ours {pair.ours}, theirs {pair.theirs}")
    for (source, code), count in total.items():
        share = equal[source, code] / count
        print(f"{source:14} {code:4} {equal[source, code]:4} of {count:4} cells equal ({share:.1%})")


if __name__ == "__main__":
    main()
