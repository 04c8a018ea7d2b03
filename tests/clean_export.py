"""An export in which every quality check finds nothing: one program of each kind, with complete answers.

The tests break it in one place at a time.
"""

from typing import Any

from tests.hand_made import Rows

START, END, LAST_YEAR = "2026-07-15", "2026-09-30", "2025-11-01"
COC = "XX-501"
RESIDENTIAL = (0, 1, 2, 3, 8, 13)
TYPES = (0, 1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14)
TRANSITIONAL, SSVF = 5, 33
FUNDERS = {2: TRANSITIONAL, 12: SSVF, 13: SSVF}
NOT_FUNDED = 34
WARS = (
    *("WorldWarII", "KoreanWar", "VietnamWar", "DesertStorm"),
    *("AfghanistanOEF", "IraqOIF", "IraqOND", "OtherTheater"),
)
RACES = (
    *("AmIndAKNative", "Asian", "BlackAfAmerican", "HispanicLatinao"),
    *("MidEastNAfrican", "NativeHIPacific", "White"),
)


def clean_export() -> Rows:
    """Give the rows: projects P0 to P14 by their type, each with one open stay S<type> of client C<type>.

    In P2 the household HX (head SX, child SY) came last year and left; in P3 the stay SA had its annual assessment;
    PV belongs to a victim service provider and holds nobody.
    """
    rows: Rows = {
        "Export": [_export()],
        "Organization": [
            {
                "OrganizationID": "O1",
                "OrganizationName": "Harbor House (example)",
                "VictimServiceProvider": 0,
            },
            {"OrganizationID": "O2", "OrganizationName": "Safe Place (example)", "VictimServiceProvider": 1},
        ],
        "User": [{"UserID": "U1", "UserFirstName": "Dana", "UserPhone": "2125550123"}],
        "Affiliation": [{"AffiliationID": "A1", "ProjectID": "P6", "ResProjectID": "P3"}],
    }
    for type_ in TYPES:
        _add(rows, **_project(type_))
        _add(rows, Client=_client(f"C{type_}"), Enrollment=_stay(type_))
    _victim_services(rows)
    _household_that_left(rows)
    _annual(rows)
    _details(rows)
    return rows


def _add(rows: Rows, **new: dict[str, Any]) -> None:
    for file, row in new.items():
        rows.setdefault(file, []).append(row)


def _export() -> dict[str, Any]:
    return {
        "ExportID": "E1",
        "SourceType": 1,
        "SourceID": COC,
        "ExportDate": "2026-10-01 06:00:00",
        "ExportStartDate": "2025-10-01",
        "ExportEndDate": END,
        "SoftwareName": "Hearth",
        "CSVVersion": "2026 v1.0",
        "ExportPeriodType": 3,
        "ExportDirective": 2,
        "HashStatus": 4,
        "ImplementationID": "example",
    }


def _project(type_: int) -> dict[str, dict[str, Any]]:
    key = f"P{type_}"
    descriptors = {
        "Project": {
            "ProjectID": key,
            "OrganizationID": "O1",
            "ProjectName": f"Harbor {type_}",
            "OperatingStartDate": "2020-01-01",
            "ContinuumProject": 1,
            "ProjectType": type_,
            "HousingType": 1 if type_ in RESIDENTIAL else None,
            "RRHSubType": 2 if type_ == 13 else None,
            "ResidentialAffiliation": 1 if type_ == 6 else None,
        },
        "Funder": {
            "FunderID": f"F{type_}",
            "ProjectID": key,
            "Funder": FUNDERS.get(type_, NOT_FUNDED),
            "GrantID": "none",
            "StartDate": "2020-01-01",
        },
        "ProjectCoC": coc_row(f"K{type_}", key),
        "HMISParticipation": {
            "HMISParticipationID": f"H{type_}",
            "ProjectID": key,
            "HMISParticipationType": 1,
            "HMISParticipationStatusStartDate": "2020-01-01",
        },
        "CEParticipation": {
            "CEParticipationID": f"X{type_}",
            "ProjectID": key,
            "AccessPoint": int(type_ == 14),
            **dict.fromkeys(
                ("PreventionAssessment", "CrisisAssessment", "HousingAssessment", "DirectServices"),
                int(type_ == 14),
            ),
            "ReceivesReferrals": 1,
            "CEParticipationStatusStartDate": "2020-01-01",
        },
    }
    if type_ in RESIDENTIAL:
        descriptors["Inventory"] = {
            "InventoryID": f"I{type_}",
            "ProjectID": key,
            "CoCCode": COC,
            "HouseholdType": 1,
            "Availability": 1 if type_ in (0, 1) else None,
            "UnitInventory": 4,
            "BedInventory": 4,
            "OtherBedInventory": 4,
            "ESBedType": 1 if type_ in (0, 1) else None,
            "InventoryStartDate": "2020-01-01",
        }
    return descriptors


def coc_row(key: str, project: str, coc: str = COC) -> dict[str, Any]:
    """A row of ProjectCoC.csv with its address."""
    return {
        "ProjectCoCID": key,
        "ProjectID": project,
        "CoCCode": coc,
        "Geocode": "123456",
        "Address1": "1 Example Street",
        "City": "Example",
        "State": "NY",
        "ZIP": "00501",
        "GeographyType": 1,
    }


def _client(key: str, born: str = "1980-01-01", **more: Any) -> dict[str, Any]:
    return {
        "PersonalID": key,
        "FirstName": "0" * 64,
        "LastName": "1" * 64,
        "NameDataQuality": 1,
        "SSN": "2" * 64,
        "SSNDataQuality": 1,
        "DOB": born,
        "DOBDataQuality": 1,
        **dict.fromkeys(RACES, 0),
        "White": 1,
        "VeteranStatus": 0,
        **more,
    }


def _stay(type_: int, **more: Any) -> dict[str, Any]:
    """A head of household, alone, who came from the street six weeks after losing the home."""
    return {
        "EnrollmentID": f"S{type_}",
        "PersonalID": f"C{type_}",
        "ProjectID": f"P{type_}",
        "EntryDate": START,
        "HouseholdID": f"H{type_}",
        "RelationshipToHoH": 1,
        "EnrollmentCoC": COC,
        "LivingSituation": 116,
        "LengthOfStay": 3,
        "DateToStreetESSH": "2026-06-01",
        "TimesHomelessPastThreeYears": 1,
        "MonthsHomelessPastThreeYears": 102,
        "DisablingCondition": 0,
        "MoveInDate": "2026-07-20" if type_ in (3, 13) else None,
        "DateOfEngagement": "2026-07-16" if type_ == 4 else None,
        "PercentAMI": 1 if type_ in (12, 13) else None,
        "VAMCStation": "402" if type_ in (12, 13) else None,
        **more,
    }


def _victim_services(rows: Rows) -> None:
    descriptors = _project(7)
    for file, row in descriptors.items():
        key = next(iter(row))
        row.update({key: "V" + row[key], "ProjectID": "PV"})
        rows[file].append(row)
    rows["Project"][-1]["OrganizationID"] = "O2"
    rows["HMISParticipation"][-1]["HMISParticipationType"] = 2


def _household_that_left(rows: Rows) -> None:
    shared = {
        "ProjectID": "P2",
        "HouseholdID": "HX",
        "EntryDate": LAST_YEAR,
        "DateToStreetESSH": "2025-10-01",
        "LivingSituation": 206,
        "LengthOfStay": 2,
        "LOSUnderThreshold": 1,
        "PreviousStreetESSH": 1,
    }
    _add(rows, Client=_client("CX"), Enrollment=_stay(2, **shared, EnrollmentID="SX", PersonalID="CX"))
    child = _stay(2, **shared, EnrollmentID="SY", PersonalID="CY")
    child |= {"RelationshipToHoH": 2, "EnrollmentCoC": None}
    _add(rows, Client=_client("CY", "2018-05-01"), Enrollment=child)
    for stay, client, destination in (("SX", "CX", 435), ("SY", "CY", 410)):
        left: dict[str, Any] = {"ExitID": f"L{stay}", "EnrollmentID": stay, "PersonalID": client}
        left |= {"ExitDate": "2026-02-01", "Destination": destination}
        left |= {"DestinationSubsidyType": 428 if destination == 435 else None}
        _add(rows, Exit=left)
        _add(rows, IncomeBenefits=_income(f"{stay}1", stay, client, LAST_YEAR, 1))
        _add(rows, IncomeBenefits=_income(f"{stay}3", stay, client, "2026-02-01", 3))
    rows["Exit"][0] |= {
        "HousingAssessment": 1,
        "SubsidyInformation": 2,
        "AftercareDate": "2026-03-01",
        "AftercareProvided": 1,
        "Telephone": 1,
        "EmailSocialMedia": 0,
        "InPersonIndividual": 0,
        "InPersonGroup": 0,
    }


def _annual(rows: Rows) -> None:
    stay = {"EnrollmentID": "SA", "PersonalID": "CA", "HouseholdID": "HA", "EntryDate": "2024-08-01"}
    stay |= {"DateToStreetESSH": "2024-07-01", "MoveInDate": "2024-08-05"}
    _add(rows, Client=_client("CA"), Enrollment=_stay(3, **stay))
    _add(rows, IncomeBenefits=_income("SA5", "SA", "CA", "2025-08-10", 5))


def _income(key: str, stay: str, client: str, on: str, stage: int) -> dict[str, Any]:
    return {
        "IncomeBenefitsID": key,
        "EnrollmentID": stay,
        "PersonalID": client,
        "InformationDate": on,
        "DataCollectionStage": stage,
        "IncomeFromAnySource": 1,
        "TotalMonthlyIncome": "1240.00",
        "SSI": 1,
        "SSIAmount": "940.00",
        "ChildSupport": 1,
        "ChildSupportAmount": "300.00",
        "BenefitsFromAnySource": 1,
        "SNAP": 1,
        "InsuranceFromAnySource": 1,
        "Medicaid": 1,
    }


def _details(rows: Rows) -> None:
    """What is asked in one program or another."""
    for type_ in (2, 12, 13):
        _add(rows, IncomeBenefits=_income(f"S{type_}1", f"S{type_}", f"C{type_}", START, 1))
    for row in rows["Client"]:
        if row["PersonalID"] == "C12":
            row |= {"VeteranStatus": 1, "YearEnteredService": 2000, "YearSeparated": 2004}
            row |= {**dict.fromkeys(WARS, 0), "MilitaryBranch": 1, "DischargeStatus": 1}
    for row in rows["Enrollment"]:
        if row["EnrollmentID"] == "S12":
            row |= {"TargetScreenReqd": 1, "HPScreeningScore": 20, "ThresholdScore": 10}
            row |= {
                "LivingSituation": 435,
                "RentalSubsidyType": 428,
                "LOSUnderThreshold": 0,
                "LengthOfStay": 5,
            }
            not_asked = ("DateToStreetESSH", "TimesHomelessPastThreeYears", "MonthsHomelessPastThreeYears")
            row.update(dict.fromkeys(not_asked))
    of_th = {"EnrollmentID": "S2", "PersonalID": "C2", "InformationDate": START, "DataCollectionStage": 1}
    for kind in (5, 6, 7, 8, 9, 10):
        row = {"DisabilitiesID": f"D{kind}", **of_th, "DisabilityType": kind, "DisabilityResponse": 0}
        _add(rows, Disabilities=row)
    _add(rows, HealthAndDV={"HealthAndDVID": "V1", **of_th, "DomesticViolenceSurvivor": 0})
    _add(
        rows,
        EmploymentEducation={"EmploymentEducationID": "W1", **of_th, "Employed": 1, "EmploymentType": 1},
        YouthEducationStatus={
            "YouthEducationStatusID": "Y1",
            **of_th,
            "CurrentSchoolAttend": 0,
            "MostRecentEdStatus": 1,
        },
    )
    _services(rows)
    _coordinated_entry(rows)


def _services(rows: Rows) -> None:
    for key, night in (("N1", START), ("N2", "2026-07-16"), ("N3", "2026-09-01")):
        _add(rows, Services=service(key, 1, night, 200, 200))
    _add(rows, Services=service("N4", 12, "2026-08-01", 144, 3, SubTypeProvided=1))
    _add(rows, Services=service("N5", 12, "2026-08-01", 152, 1, FAAmount="12.50"))


def service(key: str, type_: int, on: str, record_type: int, provided: int, **more: Any) -> dict[str, Any]:
    """A row of Services.csv for the open stay of a project type."""
    return {
        "ServicesID": key,
        "EnrollmentID": f"S{type_}",
        "PersonalID": f"C{type_}",
        "DateProvided": on,
        "RecordType": record_type,
        "TypeProvided": provided,
        **more,
    }


def _coordinated_entry(rows: Rows) -> None:
    stay = {"EnrollmentID": "S14", "PersonalID": "C14"}
    assessed = {"AssessmentID": "T1", **stay}
    _add(
        rows,
        CurrentLivingSituation={
            "CurrentLivingSitID": "G1",
            **stay,
            "InformationDate": START,
            "CurrentLivingSituation": 116,
            "VerifiedBy": "Harbor",
        },
        Assessment={
            **assessed,
            "AssessmentDate": START,
            "AssessmentLocation": "Harbor",
            "AssessmentType": 1,
            "AssessmentLevel": 1,
            "PrioritizationStatus": 1,
        },
        AssessmentQuestions={
            "AssessmentQuestionID": "Q1",
            **assessed,
            "AssessmentQuestion": "Nights outside",
        },
        AssessmentResults={"AssessmentResultID": "R1", **assessed, "AssessmentResultType": "Score"},
        Event={
            "EventID": "B1",
            **stay,
            "EventDate": START,
            "Event": 10,
            "LocationCrisisOrPHHousing": "Harbor",
        }
        | {"ReferralResult": 1, "ResultDate": "2026-07-16"},
    )
