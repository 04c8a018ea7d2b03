"""A live report judges an SSN by its stand-in as a report on files judges the number (Glossary, Data Quality Q2)."""

from datetime import date

import pytest

from hearth.dataset import Dataset
from hearth.exchange.stand_ins import ssn_stand_in
from hearth.reports.universe.build import build

NUMBERS = (
    *(
        "518273645",
        "518-27-3645",
        "518 27 3645",
        "1234",
        "xxxxx1234",
        "XXX-XX-1234",
        "51827xxxx",
        "xxxxxxxxx",
    ),
    *("000123456", "666123456", "912345678", "518003645", "518270000", "xxxxx0000", "333333333", "345678901"),
    *("987654321", "123456789", "51827364a", "5182736450", "666xx1234", "xxx001234", "0001", " "),
)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_stand_in_is_judged_as_the_number_is(number: str) -> None:
    assert _issue(ssn_stand_in(number)) == _issue(number)


def _issue(number: str | None) -> str | None:
    with Dataset.empty() as dataset:
        run = dataset.connection.execute
        run("insert into Project (ProjectID, ProjectType) values ('P', 0)")
        run("insert into Client (PersonalID, SSN, SSNDataQuality) values ('A', ?, 1)", [number])
        run(
            "insert into Enrollment (EnrollmentID, PersonalID, ProjectID, EntryDate) "
            "values ('E', 'A', 'P', date '2022-01-01')"
        )
        with dataset.connection.cursor() as cursor:
            build(cursor, date(2022, 1, 1), date(2022, 12, 31), ["P"], until="identity_issue")
            found = cursor.execute("select ssn_issue from identity_issue").fetchone()
    assert found is not None
    return found[0]
