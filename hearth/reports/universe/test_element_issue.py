"""Glossary, HMIS Data Quality Report, Q3 and Q4: what is wrong with the answers of a stay."""

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look


def test_veteran_status_is_asked_of_adults_and_no_child_is_a_veteran(given: Given, look: Look) -> None:
    dataset = given(
        Client="""
        PersonalID DOB        VeteranStatus
        adult_no   1980-01-01 0
        adult_none 1980-01-01 -
        adult_9    1980-01-01 9
        child_none 2015-01-01 -
        child_yes  2015-01-01 1
        """,
        Enrollment="""
        EnrollmentID EntryDate
        adult_no     2022-11-01
        adult_none   2022-11-01
        adult_9      2022-11-01
        child_none   2022-11-01
        child_yes    2022-11-01
        """,
    )
    query = "select EnrollmentID, veteran_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("adult_9", "not told"),
        ("adult_no", None),
        ("adult_none", "missing"),
        ("child_none", None),
        ("child_yes", "issue"),
    ]


def test_a_start_before_the_end_of_an_earlier_stay_in_the_same_project_is_an_issue(
    given: Given, look: Look
) -> None:
    dataset = given(
        Project="ProjectID ProjectType OrganizationID\nP 2 O\nQ 2 O",
        Enrollment="""
        EnrollmentID PersonalID ProjectID EntryDate  ExitDate
        a1           a          P         2022-01-01 2022-11-02
        a2           a          P         2022-11-01 -
        b1           b          P         2022-01-01 2022-11-01
        b2           b          P         2022-11-01 -
        c1           c          Q         2022-01-01 2022-12-01
        c2           c          P         2022-11-01 -
        """,
    )
    query = "select EnrollmentID, start_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query, projects=("P", "Q")) == [
        ("a2", "issue"),
        ("b2", None),
        ("c2", None),
    ]


def test_a_household_has_one_head_and_everybody_a_relationship(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate
        head         H           1                 2022-11-01
        none         H           99                2022-11-01
        own          H           2                 2022-11-01
        first        K           1                 2022-11-01
        second       K           1                 2022-11-01
        alone        L           3                 2022-11-01
        """,
    )
    query = "select EnrollmentID, relationship_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("alone", "issue"),
        ("first", "issue"),
        ("head", None),
        ("none", "missing"),
        ("own", None),
        ("second", "issue"),
    ]


def test_a_head_who_is_not_counted_is_a_head_all_the_same(given: Given, look: Look) -> None:
    """Q3: "There is no household member for the group of clients with the same [household ID]" who is the head."""
    dataset = given(
        Project="ProjectID ProjectType OrganizationID\nP 4 O\nQ 1 O",
        Enrollment="""
        EnrollmentID ProjectID HouseholdID RelationshipToHoH EntryDate  ExitDate   DateOfEngagement
        unengaged    P         H           1                 2022-11-01 -          -
        engaged      P         H           3                 2022-11-01 -          2022-11-01
        no_night     Q         K           1                 2022-11-01 -          -
        slept        Q         K           2                 2022-11-01 -          -
        left_before  Q         L           1                 2022-01-01 2022-09-30 -
        left_behind  Q         L           2                 2022-01-01 -          -
        """,
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          slept        200        2022-11-01
        2          left_behind  200        2022-11-01
        """,
    )
    query = "select EnrollmentID, relationship_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query, projects=("P", "Q")) == [
        ("engaged", None),
        ("left_behind", "issue"),
        ("slept", None),
    ]


def test_the_coc_of_a_head_is_one_of_the_project(given: Given, look: Look) -> None:
    dataset = given(
        ProjectCoC="ProjectCoCID ProjectID CoCCode\n1 P XX-501\n2 P XX-502",
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  EnrollmentCoC
        second       second      1                 2022-11-01 XX-502
        other        other       1                 2022-11-01 XX-503
        none         none        1                 2022-11-01 -
        child        none        2                 2022-11-01 -
        """,
    )
    query = "select EnrollmentID, coc_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("child", None),
        ("none", "missing"),
        ("other", "issue"),
        ("second", None),
    ]


def test_a_disabling_condition_of_no_beside_a_lasting_condition_of_any_stage_is_an_issue(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  DisablingCondition
        at_start     2022-11-01 0
        later        2022-11-01 0
        passing      2022-11-01 0
        after_end    2022-11-01 0
        refused      2022-11-01 9
        none         2022-11-01 99
        """,
        Disabilities="""
        DisabilitiesID EnrollmentID InformationDate DisabilityType DisabilityResponse IndefiniteAndImpairs Stage
        1              at_start     2022-11-01      5              1                  1                    1
        2              later        2022-12-01      5              1                  1                    2
        3              passing      2022-11-01      5              1                  0                    1
        4              after_end    2023-10-01      5              1                  1                    2
        """.replace("Stage", "DataCollectionStage"),
    )
    query = "select EnrollmentID, disabling_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("after_end", None),
        ("at_start", "issue"),
        ("later", "issue"),
        ("none", "missing"),
        ("passing", None),
        ("refused", "not told"),
    ]


def test_a_destination_is_asked_of_those_who_left_within_the_range(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  ExitDate
        answered     2022-11-01 2022-12-01
        no_interview 2022-11-01 2022-12-01
        refused      2022-11-01 2022-12-01
        stays        2022-11-01 -
        """,
    )
    for enrollment, code in {"answered": 410, "no_interview": 30, "refused": 9}.items():
        dataset.connection.execute(
            "update Exit set Destination = ? where EnrollmentID = ?", [code, enrollment]
        )
    query = "select EnrollmentID, destination_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("answered", None),
        ("no_interview", "missing"),
        ("refused", "not told"),
        ("stays", None),
    ]


def test_income_says_yes_with_a_source_and_no_without_one_even_of_no_dollars(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate
        yes          2022-11-01
        yes_of_none  2022-11-01
        no_of_some   2022-11-01
        refused      2022-11-01
        late         2022-11-01
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate IncomeFromAnySource Earned EarnedAmount DataCollectionStage
        1                yes          2022-11-01      1                   1      0            1
        2                yes_of_none  2022-11-01      1                   0      -            1
        3                no_of_some   2022-11-01      0                   1      100          1
        4                refused      2022-11-01      9                   -      -            1
        5                late         2022-11-02      1                   1      100          1
        """,
    )
    query = "select EnrollmentID, income_start_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [
        ("late", "missing"),
        ("no_of_some", "issue"),
        ("refused", "not told"),
        ("yes", "fine"),
        ("yes_of_none", "issue"),
    ]


def test_a_record_dated_a_day_after_the_exit_is_no_income_at_exit(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate ExitDate\non_day 2022-11-01 2022-12-01\nafter 2022-11-01 2022-12-01",
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate IncomeFromAnySource DataCollectionStage
        1                on_day       2022-12-01      0                   3
        2                after        2022-12-02      0                   3
        """,
    )
    query = "select EnrollmentID, income_exit_issue from element_issue order by 1"
    assert look(dataset, "element_issue", query) == [("after", "missing"), ("on_day", "fine")]
