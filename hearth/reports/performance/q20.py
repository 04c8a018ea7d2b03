"""Q20a, Q20b and Q21: non-cash benefits of adults, health insurance of everybody."""

from hearth.reports.performance.q16 import ADULTS, NOT_REQUIRED
from hearth.reports.performance.shared_lines import (
    AT_ANNUAL,
    AT_EXIT,
    AT_START,
    GLOSSARY,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
)
from hearth.reports.table import Line, Table
from hearth.reports.universe.boxes import BENEFITS, INSURANCE, ticked

_SOURCE = f"{GLOSSARY}: Active Clients, Age, Project Leavers, Project Stayers, Annual Assessment"

_BENEFITS = {
    "Supplemental Nutrition Assistance Program (SNAP) (Previously known as Food Stamps)": "SNAP",
    "Special Supplemental Nutrition Program for Women, Infants, and Children (WIC)": "WIC",
    "TANF Child Care Services": "TANFChildCare",
    "TANF Transportation Services": "TANFTransportation",
    "Other TANF-Funded Services": "OtherTANF",
    "Other Source": "OtherBenefitsSource",
}
_COLUMNS = {
    "Benefit at Start": Line(words=AT_START.words, gives={"at": "start"}),
    "Benefit at Latest Annual Assessment for Stayers": Line(
        "not is_leaver",
        "Stayers. Where the head has the annual assessment, other adults count by their latest record of any kind; "
        "where the head has none, those who have their own.",
        gives={"at": "annual"},
    ),
    "Benefit at Exit for Leavers": Line(
        "is_leaving_with_head",
        "Heads who left, and adults who left on the same day, by the record that is dated on the exit.",
        gives={"at": "exit"},
    ),
}
Q20A = Table(
    code="Q20a",
    title="Type of Non-Cash Benefit Sources",
    source=f"{SPECIFICATION}, Q20a; {_SOURCE}",
    words="Adults, each by the latest stay.",
    where=ADULTS,
    columns=_COLUMNS,
    rows={label: Line(ticked("{at}_benefits", BENEFITS, name)) for label, name in _BENEFITS.items()},
)

_HAS_SOURCE = "({at}_benefits > 0 or {at}_any_benefit = 1)"
_HAS_NONE = f"not coalesce({_HAS_SOURCE}, false)"

Q20B = Table(
    code="Q20b",
    title="Number of Non-Cash Benefit Sources",
    source=f"{SPECIFICATION}, Q20b; {_SOURCE}",
    words="Adults, each by the latest stay.",
    where=ADULTS,
    columns=_COLUMNS,
    rows={
        "No Sources": Line(f"{_HAS_NONE} and {{at}}_any_benefit = 0"),
        "1 + Source(s)": Line(_HAS_SOURCE),
        NOT_TOLD: Line(f"{_HAS_NONE} and {{at}}_any_benefit in (8, 9)"),
        "Data Not Collected/Not stayed long enough for Annual Assessment": Line(
            f"{_HAS_NONE} and coalesce({{at}}_any_benefit, 99) not in (0, 8, 9)"
        ),
        "Total": Line(),
    },
)

_INSURANCES = {
    "MEDICAID": "Medicaid",
    "MEDICARE": "Medicare",
    "State Children’s Health Insurance Program": "SCHIP",
    "Veteran's Health Administration (VHA)": "VHAServices",
    "Employer-Provided Health Insurance": "EmployerProvided",
    "Health Insurance obtained through COBRA": "COBRA",
    "Private Pay Health Insurance": "PrivatePay",
    "State Health Insurance for Adults": "StateHealthIns",
    "Indian Health Services Program": "IndianHealthServices",
    "Other": "OtherInsurance",
}
# A stayer who needs no annual assessment yet has a row of his or her own.
_UNKNOWN = "coalesce({at}_any_insurance, 99) not in (0, 1, 8, 9) and coalesce({at}_insurances, 0) = 0"

Q21 = Table(
    code="Q21",
    title="Health Insurance",
    source=f"{SPECIFICATION}, Q21; {_SOURCE}",
    words="All active clients, each by the latest stay.",
    columns={
        "At Start": Line(AT_START.where, AT_START.words, gives={"at": "start", "due": "true"}),
        "At Annual Assessment for Stayers": Line(
            AT_ANNUAL.where, AT_ANNUAL.words, gives={"at": "annual", "due": "needs_annual"}
        ),
        "At Exit for Leavers": Line(AT_EXIT.where, AT_EXIT.words, gives={"at": "exit", "due": "true"}),
    },
    rows={label: Line(ticked("{at}_insurances", INSURANCE, name)) for label, name in _INSURANCES.items()}
    | {
        "No Health Insurance": Line("{at}_insurances = 0 and {at}_any_insurance in (0, 1)"),
        NOT_TOLD: Line("{at}_insurances = 0 and {at}_any_insurance in (8, 9)"),
        "Data not Collected": Line(f"{{due}} and {_UNKNOWN}", "No record, or none of its answers known."),
        "Number of Stayers not yet Required to Have an Annual Assessment": NOT_REQUIRED,
        "1 Source of Health Insurance": Line("bit_count({at}_insurances) = 1"),
        "More than 1 Source of Health Insurance": Line("bit_count({at}_insurances) > 1"),
    },
    grey=grey_cells("BD", [15]),
)
