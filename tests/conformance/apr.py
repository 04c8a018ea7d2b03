"""Run the APR, the CAPER and the CE APR on the data that HUD's test kit and Data Lab published, and compare every cell.

`python -m tests.conformance.apr` prints the share of equal cells per table and every cell that differs.
The data lies beside the checkout in `../shared/oracles`; docs/reports/differences.md says which numbers
may differ and the line of HUD's text that decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hearth.dataset import Dataset, open_dataset
from hearth.reports.performance.run import REPORTS, run_report
from tests.conformance import ce_apr
from tests.conformance.compare import Pair, by_label, by_position
from tests.conformance.older_layout import LAYOUTS, regrouped
from tests.conformance.oracles import DATA_LAB, ORACLES, TEST_KIT

_APR = [table.code for table in REPORTS["apr"].tables["fy2026"]]
_CAPER = [table.code for table in REPORTS["caper"].tables["fy2026"]]
# Of the older test kit: tables that are compared by their labels, and those whose rows and columns are still the same.
# `older_layout` regroups those with other rows or columns; docs/reports/differences.md names the other rules.
BY_LABEL = ("Q5a", "Q7a", "Q7b", "Q8a", "Q8b")
SAME_LAYOUT = (
    *("Q6f", "Q9a", "Q9b", "Q13a1", "Q13b1", "Q13c1", "Q13a2", "Q13b2", "Q13c2", "Q14a", "Q16", "Q17", "Q18"),
    *("Q19a1", "Q19a2", "Q20a", "Q20b", "Q21", "Q22b", "Q25a", "Q25b", "Q26a", "Q26b", "Q26d", "Q26e"),
    *("Q27a", "Q27b", "Q27g", "Q27h"),
)
# Each program names itself in Q4a.
SOFTWARE = ("HMIS Software Name and Version Number",)
DIFFERENCES = Path(__file__).parents[2] / "docs" / "reports" / "differences.md"


@dataclass(frozen=True, slots=True)
class Run:
    """One report whose numbers somebody else worked out."""

    name: str
    inputs: tuple[Path, ...]
    expected: Path
    start: date
    end: date
    projects: tuple[str, ...] = ()

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        if self.expected.is_relative_to(TEST_KIT):
            yield from self._older_pairs()
            return
        for kind in ("apr", "caper"):
            with run_report(kind, _dataset(self.inputs), self.start, self.end, self.projects) as report:
                for code in report.answers:
                    path = self.expected / f"{code}.csv"
                    if path.exists() and (kind == "apr" or code not in _APR):
                        yield from by_position(self.name, report, code, path, SOFTWARE)

    def _older_pairs(self) -> Iterator[Pair]:
        for kind in ("apr", "caper"):
            with run_report(kind, _dataset(self.inputs), self.start, self.end, self.projects) as report:
                for code in report.answers:
                    path = self.expected / f"{code}.csv"
                    if not path.exists() or (kind == "caper" and code in _APR):
                        continue
                    if code in BY_LABEL:
                        yield from by_label(self.name, report, code, path, SOFTWARE)
                    elif code in SAME_LAYOUT:
                        yield from by_position(self.name, report, code, path, SOFTWARE)
                    elif code in LAYOUTS:
                        yield from regrouped(self.name, report, code, path)


@cache
def _dataset(inputs: tuple[Path, ...]) -> Dataset:
    """Open the inputs once for all runs; the data set lives until the process ends."""
    return open_dataset(inputs)


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


def _eva(folder: str) -> Run:
    source = DATA_LAB / "inputs" / "eva.zip"
    return _data_lab(f"eva/{folder}", source, date(2021, 10, 1), date(2022, 9, 30))


RUNS: tuple[Run | ce_apr.DataLabRun | ce_apr.KitRun, ...] = (
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
    _eva("RRH_1492"),
    _eva("PSH_632"),
    _lsa("ES-EE_NXS103"),
    _lsa("TH_TRN104"),
    *ce_apr.RUNS,
)


def listed_differences() -> dict[tuple[str, str, str], str]:
    """Read docs/reports/differences.md: what HUD's text says, by run, table and address of the cell.

    A difference is a table line `| run | Q7a B7 | ours | theirs |` under the quotation that decides it.
    """
    listed: dict[tuple[str, str, str], str] = {}
    quotation = ""
    for line in DIFFERENCES.read_text("utf-8").splitlines():
        if line.startswith("> "):
            quotation = line.removeprefix("> ")
        elif found := re.match(r"\| (\S+/\S+) \| (Q\w+) ([A-Z]+\d+) \|", line):
            listed[found[1], found[2], found[3]] = quotation
    return listed


def main() -> None:
    """Print the share of equal cells per table, then each cell that differs with HUD's text."""
    pairs = [pair for run in RUNS for pair in run.pairs()]
    listed = listed_differences()
    for code in dict.fromkeys(pair.code for pair in pairs):
        of_table = [pair for pair in pairs if pair.code == code]
        equal = sum(pair.agree for pair in of_table)
        print(f"{code}: {equal} of {len(of_table)} cells equal ({equal / len(of_table):.2%})")
    for run in RUNS:
        of_run = [pair for pair in pairs if pair.run == run.name]
        print(f"{run.name}: {sum(pair.agree for pair in of_run)} of {len(of_run)} cells equal")
    for pair in pairs:
        if not pair.agree:
            print(f"| {pair.run} | {pair.code} {pair.address} | {pair.ours} | {pair.theirs} |")
            print("   ", listed.get((pair.run, pair.code, pair.address), "NOT IN differences.md"))


if __name__ == "__main__":
    main()
