"""APR Programming Specifications, Q16 to Q19: cash income of adults."""

from hearth.reports.conftest import END, START, Given
from hearth.reports.performance.run import run_report


def test_adults_with_income_information_have_two_usable_data_points(given: Given) -> None:
    """Q17, programming instructions 5b and 6; Q18, 17: both are yes or no, in Q18 as in Q17."""
    dataset = given(
        Enrollment="""
        EnrollmentID     EntryDate  ExitDate
        knows_both       2022-11-01 2023-02-01
        told_no_start    2022-11-01 2023-02-01
        missing_at_start 2022-11-01 2023-02-01
        told_no_exit     2022-11-01 2023-02-01
        without_an_exit  2022-11-01 2023-02-01
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID     InformationDate DataCollectionStage IncomeFromAnySource
        1                knows_both       2022-11-01      1                   0
        2                knows_both       2023-02-01      3                   0
        3                told_no_start    2022-11-01      1                   9
        4                told_no_start    2023-02-01      3                   0
        5                missing_at_start 2022-11-01      1                   -
        6                missing_at_start 2023-02-01      3                   0
        7                told_no_exit     2022-11-01      1                   0
        8                told_no_exit     2023-02-01      3                   8
        9                without_an_exit  2022-11-01      1                   0
        """,
    )
    with run_report("apr", dataset, START, END) as report:
        assert report.value("Q17", "D17") == report.value("Q18", "D12") == 1
