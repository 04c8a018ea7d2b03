"""The tables of the HOPWA workbook agree with each other, on invented communities with planted errors."""

from collections.abc import Iterator

import pytest

from hearth.dataset import open_dataset
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report
from tests.conformance.generated import END, START, generated_export


@pytest.fixture(scope="module", params=[(5, 0.05), (6, 0.33)], ids=["some errors", "many errors"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    seed, errors = request.param
    path = generated_export(tmp_path_factory.mktemp("generated"), seed, errors=errors)
    with open_dataset([path]) as dataset, run_report("hopwa", dataset, START, END) as run:
        yield run


def column(report: Report, code: str, letter: str = "B") -> list[int]:
    """Give the numbers of a column, from the first row on; 0 for what stays empty."""
    places = [place for place in report.answers[code].table.places() if place.address.startswith(letter)]
    return [int(report.value(code, place.address) or 0) for place in places]


def test_there_is_somebody_to_count(report: Report) -> None:
    assert sum(column(report, "SERVED", letter)[0] for letter in "BCDEF") > 20


@pytest.mark.parametrize("code", ["DEM-A", "DEM-B"])
def test_races_and_ages_add_up(report: Report, code: str) -> None:
    for letter in "BCDEFGHIJKLMNOPQRSTU":
        counted = column(report, code, letter)
        assert sum(counted[:11]) == counted[11], letter
    for first, last in (("B", "K"), ("L", "U")):
        letters = [chr(one) for one in range(ord(first), ord(last))]
        assert sum(column(report, code, one)[11] for one in letters) == column(report, code, last)[11]


def test_who_is_new_has_one_prior_situation(report: Report) -> None:
    _continuing, new, *situations, _chronic, _veterans = column(report, "PRIOR")
    assert sum(situations) == new


def test_outcomes_and_longevity_are_of_the_households_served(report: Report) -> None:
    for letter in "BCDEF":
        served = column(report, "SERVED", letter)[0]
        outcomes = column(report, "OUTCOMES", letter)
        assert (sum(outcomes[:13]), outcomes[13]) == (served, served)
    for letter in "BCD":
        assert sum(column(report, "LONGEVITY", letter)[:5]) == column(report, "SERVED", letter)[0]


def test_households_of_each_activity_are_those_of_access_to_care(report: Report) -> None:
    access = column(report, "ACCESS")
    served = [column(report, "SERVED", letter)[0] for letter in "BCDEF"]
    assert access[:5] == served
    assert access[8] == sum(served) >= access[10] >= access[9]
    assert access[6] == column(report, "SERVICES")[-1]


def test_short_term_payments_have_one_kind_or_several(report: Report) -> None:
    paid = column(report, "STRMU")
    assert sum(paid[:4]) == paid[4] == column(report, "SERVED", "E")[0]
    assert sum(paid[6:9]) == pytest.approx(column(report, "SERVED", "E")[1], abs=3)
