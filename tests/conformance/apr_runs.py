"""Each run of the APR, the CAPER and the CE APR whose numbers HUD's test kit or Data Lab published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hearth.dataset import Dataset, open_dataset
from hearth.reports.performance.run import REPORTS, run_report
from hearth.reports.report import Report
from tests.conformance import ce_apr, older_questions
from tests.conformance.compare import Pair, Run, by_label, by_position, by_project
from tests.conformance.older_layout import LAYOUTS
from tests.conformance.oracles import DATA_LAB, OF_KIT_ALONE, ORACLES, SOFTWARE, TEST_KIT
from tests.conformance.regroup import regrouped

_APR = ("Q4a", *(table.code for table in REPORTS["apr"].tables["fy2026"]))
# Of the older test kit: tables that are compared by their labels, and those whose rows and columns are still the same.
# `older_layout` says where the others stand; docs/reports/differences.md names the other rules.
_BY_LABEL = ("Q5a", "Q7a", "Q7b", "Q8a", "Q8b")
_SAME_LAYOUT = (
    *("Q6f", "Q9a", "Q9b", "Q13a1", "Q13b1", "Q13c1", "Q13a2", "Q13b2", "Q13c2", "Q14a", "Q16", "Q17", "Q18"),
    *("Q19a1", "Q19a2", "Q20a", "Q20b", "Q21", "Q22b", "Q25a", "Q25b", "Q26a", "Q26b", "Q26e"),
    *("Q27a", "Q27b", "Q27g", "Q27h"),
)


@dataclass(frozen=True, slots=True)
class DataLabRun:
    """The tables of the APR and the CAPER that HUD Data Lab's program made of one project, in the layout of today."""

    name: str
    inputs: tuple[Path, ...]
    start: date
    end: date
    projects: tuple[str, ...]

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        expected = DATA_LAB / self.name
        for kind in ("apr", "caper"):
            with run_report(kind, _dataset(self.inputs), self.start, self.end, self.projects) as report:
                for code in report.answers:
                    path = expected / f"{code}.csv"
                    if path.exists() and (kind == "apr" or code not in _APR):
                        yield from by_position(self.name, report, code, path, SOFTWARE)


@dataclass(frozen=True, slots=True)
class KitRun:
    """An APR or a CAPER of the test kit of 2021, whose layout is another."""

    name: str
    inputs: tuple[Path, ...]
    start: date = date(2020, 10, 1)
    end: date = date(2021, 9, 30)

    @property
    def expected(self) -> Path:
        """Give the folder of the other program's files."""
        return TEST_KIT / "expected" / self.name

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""
        dataset = _dataset(self.inputs)
        for kind in ("apr", "caper"):
            with run_report(kind, dataset, self.start, self.end) as report:
                yield from self._pairs_of(report, without=_APR if kind == "caper" else ())
                if kind == "apr":
                    for answer in older_questions.answers(dataset, report.parameters):
                        path = self.expected / f"{answer.table.code}.csv"
                        if path.exists():
                            yield from regrouped(self.name, answer, LAYOUTS[path.stem], path)

    def _pairs_of(self, report: Report, without: Sequence[str]) -> Iterator[Pair]:
        """Pair the files of one report but those whose table is in the other one."""
        for path in sorted(self.expected.glob("Q*.csv")):
            file = path.stem
            code = LAYOUTS[file].code if file in LAYOUTS else file
            if code not in report.answers or code in without:
                continue
            if file == "Q4a":
                yield from by_project(self.name, report, path, OF_KIT_ALONE, by_header=True)
            elif file in LAYOUTS:
                yield from regrouped(self.name, report.answers[code], LAYOUTS[file], path)
            elif file in _BY_LABEL:
                yield from by_label(self.name, report, code, path)
            else:
                yield from by_position(self.name, report, code, path)


@cache
def _dataset(inputs: tuple[Path, ...]) -> Dataset:
    """Open the inputs once for all runs; the data set lives until the process ends."""
    return open_dataset(inputs)


def _test_kit(expected: str, *inputs: str) -> KitRun:
    return KitRun(expected, tuple(TEST_KIT / "input_fy2026csv" / name for name in inputs))


def _data_lab(folder: str, source: Path, start: date, end: date) -> DataLabRun:
    project = folder.rpartition("_")[2]
    return DataLabRun(folder, (source,), start, end, (project,))


def _gr(folder: str) -> DataLabRun:
    return _data_lab(f"gr/{folder}", DATA_LAB / "inputs" / "gr.zip", date(2021, 10, 1), date(2022, 9, 30))


def _lsa(folder: str) -> DataLabRun:
    source = ORACLES / "lsa_sample" / "Sample_HMIS_Data.zip"
    return _data_lab(f"lsa/{folder}", source, date(2025, 10, 1), date(2026, 9, 30))


def _eva(folder: str) -> DataLabRun:
    source = DATA_LAB / "inputs" / "eva.zip"
    return _data_lab(f"eva/{folder}", source, date(2021, 10, 1), date(2022, 9, 30))


RUNS: tuple[Run, ...] = (
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
