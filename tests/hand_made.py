"""Small HMIS CSV exports for tests, written by hand: only the columns that matter are named.

path = export_zip(tmp_path / "export.zip", household_of_two())
"""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

from hearth.hud.standard import standard

Rows = dict[str, list[dict[str, Any]]]

CREATED = "2025-10-02 08:15:00"


def full_export() -> Rows:
    """The household of two in an export of a whole fiscal year: what is missing from it was deleted."""
    rows = household_of_two()
    rows["Export"][0] |= {
        "ExportStartDate": "2025-10-01",
        "ExportEndDate": "2026-09-30",
        "ExportPeriodType": 3,
        "ExportDirective": 2,
        "CSVVersion": "2026 v1.0",
    }
    return rows


def household_of_two() -> Rows:
    """One agency, one shelter, a parent and a child who stayed, and a parent who left for a rental."""
    return {
        "Export": [{"ExportID": "E1", "SourceType": 1, "SourceID": "XX-501", "ExportDate": CREATED}],
        "Organization": [
            {"OrganizationID": "O1", "OrganizationName": "Harbor House (example)", "VictimServiceProvider": 0}
        ],
        "User": [{"UserID": "U1", "UserFirstName": "Dana"}],
        "Project": [
            {
                "ProjectID": "P1",
                "OrganizationID": "O1",
                "ProjectName": "Harbor Bridge",
                "OperatingStartDate": "2020-01-01",
                "ContinuumProject": 1,
                "ProjectType": 2,
            }
        ],
        "ProjectCoC": [{"ProjectCoCID": "PC1", "ProjectID": "P1", "CoCCode": "XX-501", "ZIP": "00501"}],
        "Client": [
            client("1", "Ánna", "O'Hara-Lee", "123456789", "1990-03-12"),
            client("2", "Ben", "O'Hara-Lee", "xxxxx6780", "2018-05-01"),
            client("3", "Cleo", "Example", None, "1980-01-01"),
        ],
        "Enrollment": [
            enrollment("1", "1", "H1", 1, EnrollmentCoC="XX-501"),
            enrollment("2", "2", "H1", 2),
            enrollment("3", "3", "H2", 1, EnrollmentCoC="XX-501"),
        ],
        "Exit": [
            {
                "ExitID": "3",
                "EnrollmentID": "3",
                "PersonalID": "3",
                "ExitDate": "2026-02-01",
                "Destination": 410,
            }
        ],
        "Services": [
            {
                "ServicesID": "1",
                "EnrollmentID": "1",
                "PersonalID": "1",
                "DateProvided": "2026-03-08",
                "RecordType": 144,
                "TypeProvided": 1,
                # The hour that daylight saving leaves out.
                "DateCreated": "2026-03-08 02:30:00",
                "FAAmount": "12.50",
            }
        ],
    }


def client(key: str, first: str, last: str, ssn: str | None, born: str) -> dict[str, Any]:
    """A row of Client.csv."""
    return {
        "PersonalID": key,
        "FirstName": first,
        "LastName": last,
        "NameDataQuality": 1,
        "SSN": ssn,
        "SSNDataQuality": 1 if ssn else 99,
        "DOB": born,
        "DOBDataQuality": 1,
        "VeteranStatus": 0,
    }


def enrollment(key: str, client_key: str, household: str, relationship: int, **more: Any) -> dict[str, Any]:
    """A row of Enrollment.csv: in P1 since 1 December 2025."""
    return {
        "EnrollmentID": key,
        "PersonalID": client_key,
        "ProjectID": "P1",
        "EntryDate": "2025-12-01",
        "HouseholdID": household,
        "RelationshipToHoH": relationship,
        "DisablingCondition": 0,
        **more,
    }


def export_zip(path: Path, rows: Rows, *, leave_out: tuple[str, ...] = ()) -> Path:
    """Write an export with all 24 files, and the dates, user and export id that no test needs to name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in standard().files.items():
            if name in leave_out:
                continue
            usual = {"DateCreated": CREATED, "DateUpdated": CREATED, "UserID": "U1", "ExportID": "E1"}
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, [column.name for column in file.columns])
            writer.writeheader()
            for row in rows.get(name, []):
                writer.writerow({key: row.get(key, usual.get(key)) for key in writer.fieldnames})
            archive.writestr(f"{name}.csv", text.getvalue())
    return path


def read_zip(path: Path) -> dict[str, list[dict[str, str]]]:
    """Read an export as text, every file by its name, the rows by their key: HUD asks for no order."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): sorted(
                csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8", newline="")),
                key=lambda row: next(iter(row.values())),
            )
            for name in archive.namelist()
        }
