"""Chronically homeless at project start: the flowchart in Python and the one in SQL say the same of everybody."""

import random
from datetime import date, timedelta
from typing import Any

from hearth.dataset import Dataset
from hearth.reports.universe.build import build
from hearth.rules.homelessness.at_project_start import Answers, status

START = date(2023, 1, 1)
CHOICES: dict[str, list[Any]] = {
    "DisablingCondition": [1, 1, 1, 0, 8, 9, 99, None],
    "LivingSituation": [101, 116, 118, 204, 206, 302, 335, 435, 8, 99, None],
    "LOSUnderThreshold": [1, 1, 0, 99, None],
    "PreviousStreetESSH": [1, 1, 0, 99, None],
    "DateToStreetESSH": [None, *(START - timedelta(days=back) for back in (0, 30, 364, 365, 366, 900))],
    "TimesHomelessPastThreeYears": [1, 2, 3, 4, 4, 4, 8, 9, 99, None],
    "MonthsHomelessPastThreeYears": [101, 106, 111, 112, 113, 8, 9, 99, None],
}


def test_the_flowchart_in_python_and_in_sql_agree() -> None:
    chance = random.Random(578)
    expected = {}
    with Dataset.empty() as dataset:
        run = dataset.connection.execute
        for project_type in (0, 1, 2, 3, 4, 6, 8, 13, 14):
            run(
                "insert into Project (ProjectID, OrganizationID, ProjectType) values (?, 'O', ?)",
                [f"P{project_type}", project_type],
            )
            for number in range(150):
                key = f"E{project_type}_{number}"
                told = {column: chance.choice(values) for column, values in CHOICES.items()}
                has_condition = chance.random() < 0.2
                run("insert into Client (PersonalID, DOB) values (?, '1980-01-01')", [key])
                names, marks = ", ".join(told), ", ".join("?" * len(told))
                run(
                    "insert into Enrollment (EnrollmentID, PersonalID, ProjectID, EntryDate, HouseholdID, "
                    f"RelationshipToHoH, {names}) values (?, ?, ?, ?, ?, 1, {marks})",
                    [key, key, f"P{project_type}", START, key, *told.values()],
                )
                # A night-by-night shelter's clients are those with a night, and nobody else is asked.
                run(
                    "insert into Services (ServicesID, EnrollmentID, PersonalID, RecordType, DateProvided) "
                    "values (?, ?, ?, 200, date '2023-01-01')",
                    [key, key, key],
                )
                if has_condition:
                    run(
                        "insert into Disabilities (DisabilitiesID, EnrollmentID, PersonalID, DisabilityType, "
                        "DisabilityResponse, DataCollectionStage, InformationDate) values (?, ?, ?, 8, 1, 1, ?)",
                        [key, key, key, START],
                    )
                expected[key] = status(Answers(project_type, START, has_condition, *told.values())).value
        with dataset.connection.cursor() as cursor:
            projects = tuple(f"P{one}" for one in (0, 1, 2, 3, 4, 6, 8, 13, 14))
            build(cursor, date(2022, 10, 1), date(2023, 9, 30), projects, None, until="chronic")
            found = dict(cursor.execute("select EnrollmentID, status from chronic_own").fetchall())
    assert len(set(expected.values())) == 4
    assert found == expected
