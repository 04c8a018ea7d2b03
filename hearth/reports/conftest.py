"""Small hand-made data sets for the tests of the reports."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import duckdb
import pytest

from hearth.dataset import Dataset
from hearth.dataset.conftest import export, zipped  # noqa: F401 (fixtures)
from hearth.hud.standard import standard

START, END = date(2022, 10, 1), date(2023, 9, 30)

Given = Callable[..., Dataset]


@contextmanager
def data_sets() -> Iterator[Given]:
    """Give a function that makes a data set from tables written as text, one keyword per HUD file.

    The first line of a table names its columns; `-` is null. What a test does not care about is filled
    in: project P (of `project_type`), one Client row per PersonalID (born 1980-01-01, no veteran), the
    household of each enrollment alone, its own head. Enrollment may have the column ExitDate.
    """
    made: list[Dataset] = []

    def make(project_type: int = 0, **tables: str) -> Dataset:
        dataset = Dataset.empty()
        made.append(dataset)
        rows = {file: _rows(text) for file, text in tables.items()}
        _fill_in(rows, project_type)
        for file, found in rows.items():
            for row in found:
                _insert(dataset.connection, file, row)
        return dataset

    yield make
    for dataset in made:
        dataset.close()


@pytest.fixture
def given() -> Iterator[Given]:
    """Give what makes data sets for one test."""
    with data_sets() as make:
        yield make


def _rows(text: str) -> list[dict[str, str | None]]:
    header, *lines = [line.split() for line in text.strip().splitlines()]
    values = [[None if value == "-" else value for value in line] for line in lines]
    return [dict(zip(header, line, strict=True)) for line in values]


def _fill_in(rows: dict[str, list[dict[str, str | None]]], project_type: int) -> None:
    rows.setdefault("Project", [{"ProjectID": "P", "ProjectType": str(project_type), "OrganizationID": "O"}])
    rows.setdefault("Organization", [{"OrganizationID": "O", "OrganizationName": "Org"}])
    enrollments = rows.setdefault("Enrollment", [])
    clients = rows.setdefault("Client", [])
    known = {client["PersonalID"] for client in clients}
    for row in enrollments:
        row.setdefault("ProjectID", "P")
        row.setdefault("RelationshipToHoH", "1")
        row.setdefault("PersonalID", row["EnrollmentID"])
        row.setdefault("HouseholdID", row["EnrollmentID"])
        if left := row.pop("ExitDate", None):
            exit_row = {"ExitID": row["EnrollmentID"], "EnrollmentID": row["EnrollmentID"], "ExitDate": left}
            rows.setdefault("Exit", []).append(exit_row)
        if row["PersonalID"] not in known:
            known.add(row["PersonalID"])
            clients.append({"PersonalID": row["PersonalID"], "DOB": "1980-01-01"})
    for client in clients:
        client.setdefault("VeteranStatus", "0")


def _insert(connection: duckdb.DuckDBPyConnection, file: str, row: dict[str, str | None]) -> None:
    assert file in standard().files
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f'insert into "{file}" ({names}) values ({marks})', list(row.values()))
