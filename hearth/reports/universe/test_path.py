"""Which stays count as PATH's, what is a contact, who is active, new and enrolled, and which answers are theirs."""

from functools import partial

import pytest

from hearth.dataset import Dataset
from hearth.reports.conftest import Given
from hearth.reports.universe.build import PATH
from hearth.reports.universe.conftest import Look

FUNDED = "FunderID ProjectID Funder StartDate\n1 P 21 2020-01-01"
STAY = "EnrollmentID EntryDate ExitDate DateOfEngagement DateOfPATHStatus ClientEnrolledInPATH"
MET = "CurrentLivingSitID EnrollmentID PersonalID InformationDate"
SERVED = "ServicesID EnrollmentID PersonalID RecordType DateProvided TypeProvided ReferralOutcome"
ASKED = "IncomeBenefitsID EnrollmentID PersonalID InformationDate DataCollectionStage IncomeFromAnySource"


@pytest.fixture
def look(look: Look) -> Look:
    return partial(look, steps=PATH)


def data(given: Given, stays: str, contacts: str = "", services: str = "", **more: str) -> Dataset:
    tables = {
        "Funder": FUNDED,
        "Enrollment": f"{STAY}\n{stays.strip()}",
        "CurrentLivingSituation": f"{MET}\n{contacts.strip()}",
        "Services": f"{SERVED}\n{services.strip()}",
    }
    return given(4, **{**tables, **more})


def test_outreach_and_services_that_path_pays_for_in_the_range_are_reported(given: Given, look: Look) -> None:
    dataset = given(
        Project="ProjectID ProjectType\nP 4\nQ 6\nR 0\nS 4\nT 6",
        Funder="""
        FunderID ProjectID Funder StartDate  EndDate
        1        P         21     2020-01-01 -
        2        Q         21     2020-01-01 2022-10-01
        3        R         21     2020-01-01 -
        4        S         20     2020-01-01 -
        5        T         21     2020-01-01 2022-09-30
        """,
    )
    query = "select ProjectID from selected_project order by ProjectID"
    assert look(dataset, "path/selected_project", query, projects=tuple("PQRST")) == [("P",), ("Q",)]


def test_every_recorded_contact_counts_and_the_rest_only_on_days_without_one(
    given: Given, look: Look
) -> None:
    dataset = data(
        given,
        "1 2022-11-01 - 2022-11-02 2022-11-05 1",
        "1 1 1 2022-11-02\n2 1 1 2022-11-02",
        "1 1 1 141 2022-11-02 1 -\n2 1 1 141 2022-11-05 1 -\n3 1 1 141 2022-11-09 1 -\n4 1 1 161 2022-11-12 1 -",
    )
    days = [str(day) for (day,) in look(dataset, "path/contact", "select day from contact order by day")]
    assert days == ["2022-11-02", "2022-11-02", "2022-11-05", "2022-11-09"]


def test_a_contact_outside_the_stay_is_none(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 2022-11-01 2022-12-01 2022-10-31 2022-12-02 1",
        "1 1 1 2022-10-31\n2 1 1 2022-11-01\n3 1 1 2022-12-01\n4 1 1 2022-12-02",
    )
    days = [str(day) for (day,) in look(dataset, "path/contact", "select day from contact order by day")]
    assert days == ["2022-11-01", "2022-12-01"]


def test_a_status_of_not_enrolled_is_no_contact(given: Given, look: Look) -> None:
    dataset = data(given, "1 2022-11-01 - - 2022-11-05 0\n2 2022-11-01 - - 2022-11-05 -")
    assert look(dataset, "path/contact", "select * from contact") == []


@pytest.mark.parametrize(
    ("stay", "contact", "is_active"),
    [
        ("1 2022-11-01 - - - -", "1 1 1 2022-11-01", True),
        ("1 2022-11-01 - - - -", "", False),
        ("1 2022-01-01 - - - -", "1 1 1 2022-09-30", False),
        ("1 2022-01-01 - - - -", "1 1 1 2023-10-01", False),
        ("1 2022-01-01 2022-10-01 - - -", "", False),
        ("1 2022-01-01 2022-10-01 2022-01-02 - -", "", True),
        ("1 2022-01-01 2022-10-01 - - -", "1 1 1 2021-12-31", False),
        ("1 2022-01-01 2022-10-01 - - -", "1 1 1 2022-10-01", True),
        ("1 2022-01-01 2023-09-30 - - -", "1 1 1 2022-02-01", True),
        ("1 2022-01-01 2023-10-01 - - -", "1 1 1 2022-02-01", False),
        ("1 2022-01-01 2022-09-30 - - -", "1 1 1 2022-09-30", False),
        ("1 2023-09-30 - - - -", "1 1 1 2023-09-30", True),
        ("1 2023-10-01 - - - -", "1 1 1 2023-10-01", False),
        ("1 2022-11-01 - 2022-11-02 - -", "", True),
    ],
)
def test_a_stay_is_active_by_a_contact_in_the_range_or_an_exit_in_it_after_a_contact(
    given: Given, look: Look, stay: str, contact: str, is_active: bool
) -> None:
    found = look(data(given, stay, contact), "path/active", "select EnrollmentID from active")
    assert found == ([("1",)] if is_active else [])


PEOPLE = "EnrollmentID PersonalID EntryDate ExitDate DateOfPATHStatus ClientEnrolledInPATH"


def test_the_latest_active_stay_is_reported_and_one_without_a_contact_is_passed_over(
    given: Given, look: Look
) -> None:
    dataset = data(
        given,
        "",
        "1 1 anna 2022-11-02",
        Enrollment=f"{PEOPLE}\n1 anna 2022-11-01 2023-02-01 2022-11-02 1\n2 anna 2023-09-29 - - -",
    )
    query = "select EnrollmentID, is_leaver, is_enrolled from person where scope = 'report'"
    assert look(dataset, "path/person", query) == [("1", True, True)]


def test_a_client_is_new_without_an_active_stay_from_before_the_range(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "",
        "1 1 anna 2022-10-02\n2 2 anna 2022-11-02\n3 4 ben 2022-11-02",
        Enrollment=f"""{PEOPLE}
        1 anna 2022-09-01 -          - -
        2 anna 2022-11-01 -          - -
        3 ben  2022-01-01 2022-09-30 - -
        4 ben  2022-11-01 -          - -
        """,
    )
    query = "select PersonalID, is_new from person where scope = 'report' order by PersonalID"
    assert look(dataset, "path/person", query) == [("anna", False), ("ben", True)]


@pytest.mark.parametrize(
    ("stay", "is_enrolled"),
    [
        ("1 2022-01-01 - - 2022-01-01 1", True),
        ("1 2022-01-01 - - 2023-09-30 1", True),
        ("1 2022-01-01 - - 2023-10-01 1", False),
        ("1 2022-01-02 - - 2022-01-01 1", False),
        ("1 2022-01-01 2023-01-01 - 2023-01-02 1", False),
        ("1 2022-01-01 - - 2022-01-01 0", False),
        ("1 2022-01-01 - - - 1", False),
    ],
)
def test_a_client_is_enrolled_by_a_status_within_the_stay_up_to_the_end(
    given: Given, look: Look, stay: str, is_enrolled: bool
) -> None:
    query = "select is_enrolled from person where scope = 'report'"
    assert look(data(given, stay, "1 1 1 2022-10-05"), "path/person", query) == [(is_enrolled,)]


def test_contacts_until_enrollment_count_from_before_the_range_too(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 2022-09-01 - - 2022-10-10 1\n2 2022-09-01 - - 2022-09-30 1",
        "1 1 1 2022-09-01\n2 1 1 2022-10-10\n3 1 1 2022-10-11\n4 1 1 2023-10-01\n5 2 2 2022-10-11",
    )
    query = (
        "select count(*) filter (is_until_enrollment), count(*) filter (is_in_range) "
        "from person where scope = 'contact'"
    )
    assert look(dataset, "path/person", query) == [(2, 2)]


def test_contacts_of_every_stay_that_was_enrolled_in_the_range_count(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "",
        "1 1 anna 2022-11-01\n2 2 anna 2023-03-01",
        Enrollment=f"{PEOPLE}\n1 anna 2022-11-01 2022-12-01 2022-11-01 1\n2 anna 2023-03-01 - 2023-03-01 1",
    )
    query = "select EnrollmentID from person where scope = 'contact' order by 1"
    assert look(dataset, "path/person", query) == [("1",), ("2",)]


def test_services_and_referrals_of_the_range_by_type(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 2022-01-01 - - - -",
        "1 1 1 2022-10-05",
        """
        1 1 1 141 2022-09-30 2 -
        2 1 1 141 2022-10-01 3 -
        3 1 1 141 2023-09-30 3 -
        4 1 1 141 2023-10-01 5 -
        5 1 1 161 2022-10-01 7 1
        6 1 1 161 2022-10-01 8 2
        7 1 1 142 2022-10-01 9 -
        """,
    )
    query = "select services, list_sort(referrals), attained from service"
    assert look(dataset, "path/service", query) == [([3], [7, 8], [7])]


@pytest.mark.parametrize(
    ("service", "is_received"),
    [
        ("1 1 1 141 2022-02-01 4 -", True),
        ("1 1 1 141 2023-10-01 4 -", None),
        ("1 1 1 161 2022-02-01 1 1", True),
        ("1 1 1 161 2022-02-01 1 2", False),
        ("1 1 1 161 2022-02-01 4 1", False),
    ],
)
def test_community_mental_health_is_received_by_service_or_attained_referral(
    given: Given, look: Look, service: str, is_received: bool | None
) -> None:
    dataset = data(given, "1 2022-01-01 - - - -", "1 1 1 2022-10-05", service)
    found = [
        received for (received,) in look(dataset, "path/service", "select gets_mental_health from service")
    ]
    assert found == ([] if is_received is None else [is_received])


def test_which_income_record_tells_the_start_the_exit_and_the_end(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 2022-01-01 2023-01-01 2022-01-01 - -\n2 2022-01-01 - - - -",
        "1 2 2 2022-10-05",
        IncomeBenefits=f"""{ASKED}
        1 1 1 2022-01-01 1 0
        2 1 1 2022-01-02 1 1
        3 1 1 2023-01-01 3 8
        4 2 2 2022-01-01 1 0
        5 2 2 2023-09-30 2 1
        6 2 2 2023-10-01 2 9
        7 2 2 2023-09-30 5 9
        """,
    )
    query = "select EnrollmentID, point, income from outcome order by EnrollmentID, point desc"
    assert look(dataset, "path/outcome", query) == [
        ("1", "start", 0),
        ("1", "exit", 8),
        ("1", "end", 1),
        ("2", "start", 0),
        ("2", "end", 1),
    ]


def test_the_last_answer_within_the_stay_counts_whatever_its_stage(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 2022-01-01 2023-01-01 2022-01-01 - -",
        Disabilities="""
        DisabilitiesID EnrollmentID PersonalID InformationDate DataCollectionStage DisabilityType DisabilityResponse
        1              1            1          2022-01-01      1                   10             1
        2              1            1          2023-01-01      3                   10             0
        3              1            1          2023-01-02      2                   10             3
        4              1            1          2023-01-01      3                   9              1
        """,
        HealthAndDV="""
        HealthAndDVID EnrollmentID PersonalID InformationDate DataCollectionStage DomesticViolenceSurvivor
        1             1            1          2022-01-01      1                   1
        2             1            1          2023-01-01      3                   -
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID PersonalID InformationDate DataCollectionStage ConnectionWithSOAR
        1                1            1          2021-12-31      1                   1
        """,
    )
    query = "select substance, violence, soar from last_answer"
    assert look(dataset, "path/last_answer", query) == [(0, 1, None)]


def test_a_household_makes_its_members_chronically_homeless_here_too(given: Given, look: Look) -> None:
    dataset = given(
        4,
        Funder=FUNDED,
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  DisablingCondition DateToStreetESSH
        1            H           1                 2022-11-01 1                  2020-01-01
        2            H           3                 2022-11-01 0                  -
        """,
        CurrentLivingSituation=f"{MET}\n1 1 1 2022-11-01\n2 2 2 2022-11-01",
    )
    query = "select chronic from person where scope = 'report'"
    assert look(dataset, "path/person", query) == [("yes",), ("yes",)]
