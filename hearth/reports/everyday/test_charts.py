"""What is drawn of a listing: its points by hand-made data, however short or long the days are."""

from datetime import date
from typing import Any

import pytest

from hearth.reports.conftest import Given
from hearth.reports.everyday.listing import run_listing
from hearth.reports.everyday.listings import LISTINGS

NEW_YEAR = date(2023, 1, 1)


def drawn(code: str, dataset: Any, start: date, end: date, number: int = 0) -> dict[str, Any]:
    with run_listing(LISTINGS[code], dataset, start, end) as run:
        found: dict[str, Any] = run.cells_as_data()["charts"][number]
        return found


def facts(chart: dict[str, Any]) -> dict[str, Any]:
    return {fact["label"]: fact["value"] for fact in chart["facts"]}


CENSUS = {
    "Enrollment": """
    EnrollmentID EntryDate  ExitDate
    1            2022-06-01 2023-01-03
    2            2023-01-02 2023-01-04
    """,
    "Inventory": """
    InventoryID ProjectID BedInventory InventoryStartDate InventoryEndDate
    1           P         1            2020-01-01         -
    """,
}


def test_a_census_is_drawn_night_by_night_as_its_rows_say(given: Given) -> None:
    chart = drawn("housing_census", given(**CENSUS), NEW_YEAR, date(2023, 1, 4))
    assert chart["axis"] == "day"
    assert chart["points"] == [
        ["2023-01-01", 1, 1],
        ["2023-01-02", 2, 1],
        ["2023-01-03", 1, 1],
        ["2023-01-04", 0, 1],
    ]
    assert facts(chart) == {
        "Most people on a night": 2,
        "Fullest night": "2023-01-02",
        "Fewest people on a night": 0,
        "Nights with more people than beds": 1,
    }


@pytest.mark.parametrize(
    ("end", "axis", "points"),
    [
        (date(2023, 1, 1), "day", 1),
        (date(2023, 1, 31), "day", 31),
        (date(2024, 1, 1), "day", 366),
        (date(2024, 1, 2), "month", 13),
        (date(2025, 12, 31), "month", 36),
    ],
)
def test_a_year_of_nights_is_drawn_whole_and_more_by_month(
    given: Given, end: date, axis: str, points: int
) -> None:
    chart = drawn("housing_census", given(**CENSUS), NEW_YEAR, end)
    assert (chart["axis"], len(chart["points"])) == (axis, points)


def test_a_month_is_its_average_night_between_its_emptiest_and_its_fullest(given: Given) -> None:
    chart = drawn("housing_census", given(**CENSUS), NEW_YEAR, date(2024, 1, 31))
    assert [series["name"] for series in chart["series"]] == ["people", "fewest", "most", "beds"]
    assert chart["points"][0] == ["2023-01-01", pytest.approx(4 / 31), 0, 2, 1.0]
    assert chart["points"][-1] == ["2024-01-01", 0, 0, 0, 1]


def test_where_nobody_stayed_and_no_bed_is_there_every_night_is_nothing(given: Given) -> None:
    chart = drawn("housing_census", given(), NEW_YEAR, date(2023, 1, 2))
    assert chart["points"] == [["2023-01-01", 0, 0], ["2023-01-02", 0, 0]]
    assert facts(chart)["Fullest night"] is None


ROSTER = """
EnrollmentID EntryDate  ExitDate
1            2022-12-31 2023-01-31
2            2023-01-01 2023-03-01
3            2023-03-31 2023-04-01
4            2023-03-31 -
"""


def test_starts_and_exits_are_counted_by_month_within_the_days_asked_for(given: Given) -> None:
    chart = drawn("roster", given(Enrollment=ROSTER), NEW_YEAR, date(2023, 3, 31))
    assert chart["points"] == [["2023-01-01", 1, 1], ["2023-02-01", 0, 0], ["2023-03-01", 2, 1]]
    assert facts(chart) == {"Stays that started": 3, "Stays that ended": 2}


def test_more_than_three_years_of_starts_and_exits_are_counted_by_year(given: Given) -> None:
    chart = drawn("roster", given(Enrollment=ROSTER), date(2020, 5, 1), date(2023, 12, 31))
    assert chart["axis"] == "year"
    assert chart["points"] == [
        ["2020-01-01", 0, 0],
        ["2021-01-01", 0, 0],
        ["2022-01-01", 1, 0],
        ["2023-01-01", 3, 3],
    ]


def test_how_soon_starts_and_exits_were_entered_is_counted_over_all_programs(given: Given) -> None:
    dataset = given(
        Project="ProjectID ProjectType OrganizationID\nP 0 O\nR 0 O",
        Enrollment="""
        EnrollmentID ProjectID EntryDate  DateCreated
        1            P         2023-01-10 2023-01-10
        2            R         2023-01-10 2023-01-13
        3            R         2023-01-10 2023-01-21
        """,
        Exit="ExitID EnrollmentID ExitDate DateCreated\n1 1 2023-02-01 2023-02-11",
    )
    starts = drawn("timeliness", dataset, NEW_YEAR, date(2023, 12, 31))
    assert [number for _band, number in starts["points"]] == [1, 1, 0, 0, 1]
    exits = drawn("timeliness", dataset, NEW_YEAR, date(2023, 12, 31), number=1)
    assert exits["points"][3] == ["7-10 days", 1]
    assert [number for _band, number in drawn("timeliness", given(), NEW_YEAR, NEW_YEAR)["points"]] == [0] * 5


def test_every_change_of_income_is_in_one_band(given: Given) -> None:
    changes = (-5000, -1000, -999, -500, -499, -1, 0, 1, 499, 500, 999, 1000, 9000)
    stays = "\n".join(f"{number} 2022-06-01" for number, _change in enumerate(changes))
    told = "\n".join(
        f"{number}a {number} 2022-06-01 1 1 6000\n{number}b {number} 2023-06-01 5 1 {6000 + change}"
        for number, change in enumerate(changes)
    )
    dataset = given(
        Enrollment="EnrollmentID EntryDate\n99 2022-06-01\n" + stays,
        IncomeBenefits="IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage IncomeFromAnySource "
        "TotalMonthlyIncome\n" + told,
    )
    chart = drawn("income_change", dataset, NEW_YEAR, date(2023, 12, 31))
    assert [number for _band, number in chart["points"]] == [2, 2, 2, 1, 2, 2, 2]
    assert facts(chart) == {"With both answers": 13, "Not known": 1}
