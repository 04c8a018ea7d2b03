"""The smaller steps of the universe: contacts, nights, times to housing, destinations, conditions, races."""

from hearth.reports.conftest import Given
from hearth.reports.universe.boxes import CONDITIONS, substance_use, ticked
from hearth.reports.universe.conftest import Look


def test_contacts_up_to_the_engagement_and_an_engagement_without_one(given: Given, look: Look) -> None:
    dataset = given(
        project_type=4,
        Enrollment="""
        EnrollmentID EntryDate  ExitDate   DateOfEngagement
        twice        2022-09-01 -          2022-11-01
        engaged_only 2022-11-01 -          2022-11-05
        outside      2022-11-01 2022-12-01 2022-10-01
        never        2022-11-01 -          -
        """,
        CurrentLivingSituation="""
        CurrentLivingSitID EnrollmentID InformationDate CurrentLivingSituation
        1                  twice        2022-09-02      116
        2                  twice        2022-11-01      302
        3                  twice        2022-11-02      116
        4                  outside      2022-12-02      116
        """,
    )
    query = "select EnrollmentID, contacts, is_contacted, is_engaged, first_contact from contact order by 1"
    assert look(dataset, "contact", query) == [
        ("engaged_only", 1, True, True, "unknown"),
        ("never", 0, False, False, "unknown"),
        ("outside", 0, False, False, "unknown"),
        ("twice", 2, True, True, "street"),
    ]


def test_nights_are_different_dates_before_the_exit(given: Given, look: Look) -> None:
    dataset = given(
        project_type=1,
        Enrollment="EnrollmentID EntryDate ExitDate\nE 2022-09-01 2022-11-02",
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          E            200        2022-09-01
        2          E            200        2022-09-01
        3          E            200        2022-11-01
        4          E            200        2022-11-02
        """,
    )
    assert look(dataset, "length_of_stay", "select days from length_of_stay") == [(2,)]


def test_an_open_stay_lasts_through_the_last_day_of_the_report(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate ExitDate\nopen 2023-09-30 -\nleft 2023-09-01 2023-09-30"
    )
    query = "select EnrollmentID, days from length_of_stay order by 1"
    assert look(dataset, "length_of_stay", query) == [("left", 29), ("open", 1)]


def test_times_to_housing(given: Given, look: Look) -> None:
    dataset = given(
        project_type=13,
        Client="PersonalID DOB\nchild 2015-01-01\nlate 2015-01-01",
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate   MoveInDate DateToStreetESSH
        head         H           1                 2022-11-01 -          2022-12-01 2022-10-02
        child        H           2                 2022-11-01 -          -          -
        late         H           2                 2023-01-01 -          -          -
        before       H           3                 2022-11-01 2022-11-20 -          2022-10-02
        unhoused     U           1                 2022-11-01 -          -          2022-10-02
        """,
    )
    query = "select EnrollmentID, days_to_move_in, left_unhoused, is_not_housed, days_homeless from housing order by 1"
    assert look(dataset, "housing", query) == [
        ("before", None, True, True, None),
        ("child", 30, False, False, 60),
        ("head", 30, False, False, 60),
        ("late", 0, False, False, None),
        ("unhoused", None, False, True, None),
    ]


def test_destinations_are_positive_or_left_out_by_the_type_of_project(given: Given, look: Look) -> None:
    exits = {"rental": 435, "host_home": 332, "foster": 215, "halfway": 329, "old_vash": 419, "hospital": 206}
    stays = "\n".join(f"{name} 2022-11-01 2022-12-01" for name in exits)
    query = (
        "select EnrollmentID, destination, is_positive, is_excluded from destination where EnrollmentID in "
        "('host_home', 'foster', 'halfway', 'old_vash', 'hospital') order by 1"
    )
    found = {}
    for project_type in (2, 3, 4):
        dataset = given(project_type=project_type, Enrollment=f"EnrollmentID EntryDate ExitDate\n{stays}")
        for name, code in exits.items():
            dataset.connection.execute("update Exit set Destination = ? where EnrollmentID = ?", [code, name])
        for name, code, positive, excluded in look(dataset, "destination", query):
            found[project_type, name] = (code, "+" if positive else "x" if excluded else "")
    assert {name: sign for (kind, name), (_, sign) in found.items() if kind == 2} == {
        "foster": "x",
        "halfway": "",
        "hospital": "x",
        "host_home": "+",
        "old_vash": "+",
    }
    assert found[3, "host_home"] == (332, "")
    assert found[4, "foster"] == (215, "+")
    assert found[4, "halfway"] == (329, "x")
    assert found[4, "old_vash"] == (435, "+")


def test_alcohol_and_drugs_are_two_conditions_and_the_last_record_counts(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\nE 2022-11-01",
        Disabilities="""
        DisabilitiesID EnrollmentID InformationDate DisabilityType DisabilityResponse DataCollectionStage
        1              E            2022-11-01      10             3                  1
        2              E            2022-11-01      9              1                  1
        3              E            2023-01-01      9              0                  2
        4              E            2023-10-01      5              1                  2
        """,
    )
    asked = [
        f"bit_count({at}), {ticked(at, CONDITIONS, 9)}, {substance_use(at, 3)}"
        for at in ("start_conditions", "latest_conditions", "counted_conditions")
    ]
    assert look(dataset, "condition", f"select {', '.join(asked)}, exit_conditions from condition") == [
        (3, True, True, 2, False, True, 2, False, True, 0)
    ]


def test_of_two_answers_of_one_day_that_of_the_last_id_counts(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\nE 2022-11-01",
        Disabilities="""
        DisabilitiesID EnrollmentID InformationDate DisabilityType DisabilityResponse DataCollectionStage
        9              E            2022-11-01      5              1                  1
        10             E            2022-11-01      5              0                  1
        11             E            2022-11-01      6              0                  1
        12             E            2022-11-01      6              1                  1
        """,
    )
    asked = ", ".join(ticked("start_conditions", CONDITIONS, kind) for kind in (5, 6))
    assert look(dataset, "condition", f"select {asked} from condition") == [(False, True)]


def test_what_was_not_told_is_ignored_beside_a_race(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\na 2022-11-01\nb 2022-11-01\nc 2022-11-01\nd 2022-11-01",
        Client="""
        PersonalID Asian White HispanicLatinao RaceNone
        a          1     1     0               8
        b          1     1     1               -
        c          0     0     0               9
        d          -     -     1               -
        """,
    )
    assert look(dataset, "race", "select PersonalID, race, race_group from race order by 1") == [
        ("a", "2+5", "many"),
        ("b", "many with 6", "many with 6"),
        ("c", "not told", "unknown"),
        ("d", "6", "6"),
    ]


def test_an_exit_without_an_answer_leaves_the_answer_about_violence_of_the_start(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate ExitDate\nE 2022-11-01 2022-12-01",
        HealthAndDV="""
        HealthAndDVID EnrollmentID InformationDate DomesticViolenceSurvivor DataCollectionStage
        1             E            2022-11-01      1                        1
        2             E            2022-12-01      -                        3
        """,
    )
    assert look(dataset, "violence", "select DomesticViolenceSurvivor from violence") == [(1,)]


def test_every_type_of_moving_on_assistance_within_the_stay_and_the_range_counts(
    given: Given, look: Look
) -> None:
    dataset = given(
        project_type=3,
        Enrollment="EnrollmentID EntryDate ExitDate\nE 2022-09-01 2023-02-01\nnone 2022-11-01 -",
        Services="""
        ServicesID EnrollmentID RecordType TypeProvided DateProvided
        1          E            300        5            2023-02-01
        2          E            300        1            2022-10-01
        3          E            300        1            2022-12-01
        4          E            300        2            2022-09-30
        5          E            300        3            2023-02-02
        6          E            141        4            2022-12-01
        """,
    )
    query = "select EnrollmentID, moving_on from moving_on"
    assert look(dataset, "moving_on", query) == [("E", [1, 5])]


def test_of_two_records_of_education_at_one_point_the_last_counts_and_updates_do_not(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate ExitDate\nE 2022-11-01 2023-02-01",
        YouthEducationStatus="""
        YouthEducationStatusID EnrollmentID InformationDate CurrentSchoolAttend MostRecentEdStatus Stage
        9                      E            2022-11-01      0                   1                  1
        10                     E            2022-11-01      1                   -                  1
        11                     E            2022-12-01      2                   -                  2
        12                     E            2023-02-01      0                   2                  3
        13                     E            2023-10-01      2                   -                  3
        """.replace("Stage", "DataCollectionStage"),
    )
    query = "select start_school, start_last_education, exit_school, exit_last_education from education"
    assert look(dataset, "education", query) == [(1, None, 0, 2)]
