"""Q9a to Q9d: how households were assessed and prioritized, and where they were referred."""

from hearth.reports.coordinated_entry.specification import HOUSEHOLDS, SPECIFICATION
from hearth.reports.performance.shared_lines import HOUSEHOLD_TYPES
from hearth.reports.table import Line, Table

_HEADS = "scope = 'report' and is_hoh"
_REFERRED = (
    f"{HOUSEHOLDS} Each household counts once, by the last event from the assessment on: before the next "
    "assessment and at most 90 days after the date range."
)
# Events that refer to a bed or a unit; these have a result (4.20.D).
RESIDENTIAL = "event in (10, 11, 12, 13, 14, 15, 17, 18)"

Q9A = Table(
    code="Q9a",
    title="Assessment Type – Households Assessed in the Date Range",
    source=f"{SPECIFICATION}, Q9a; HMIS Data Dictionary 4.19.3",
    where=_HEADS,
    words=HOUSEHOLDS,
    columns=HOUSEHOLD_TYPES,
    rows={
        "Phone": Line("assessment_type = 1"),
        "Virtual": Line("assessment_type = 2"),
        "In-person": Line("assessment_type = 3"),
        "Total Households Assessed": Line("assessment_type in (1, 2, 3)"),
    },
)

_PRIORITIZED = "prioritization = 1"

Q9B = Table(
    code="Q9b",
    title="Prioritization Status – Households Prioritized in the Date Range",
    source=f"{SPECIFICATION}, Q9b; HMIS Data Dictionary 4.19.7",
    where=_HEADS,
    words=HOUSEHOLDS,
    columns=HOUSEHOLD_TYPES,
    rows={
        "Placed on Prioritization List (Prioritized)": Line(_PRIORITIZED),
        "Not Placed on Prioritization List": Line("prioritization = 2"),
        "Percent of Assessed Prioritized Of the total HH Assessed report the percent of those placed on the "
        "prioritization list": Line(_PRIORITIZED, over="prioritization in (1, 2)"),
    },
)

Q9C = Table(
    code="Q9c",
    title="Access Events – Households with an Access Event",
    source=f"{SPECIFICATION}, Q9c; HMIS Data Dictionary 4.20",
    where=_HEADS,
    words=_REFERRED,
    columns=HOUSEHOLD_TYPES,
    rows={
        "Referral to Prevention Assistance project": Line("event = 1"),
        "Problem Solving/Diversion/Rapid Resolution intervention or service": Line("event = 2"),
        "Referral to scheduled Coordinated Entry Crisis Needs Assessment": Line("event = 3"),
        "Referral to scheduled Coordinated Entry Housing Needs Assessment": Line("event = 4"),
        "Total": Line("event between 1 and 4"),
        "Result: Client housed/Re-Housed in a safe alternative": Line("event = 2 and solved = 1"),
        "Percent of successful referrals to Problem Solving/Diversion/Rapid Resolution": Line(
            "event = 2 and solved = 1", over="event = 2"
        ),
    },
)

Q9D = Table(
    code="Q9d",
    title="Referral Events – Households Who Were Referred",
    source=f"{SPECIFICATION}, Q9d; HMIS Data Dictionary 4.20",
    where=_HEADS,
    words=_REFERRED,
    columns=HOUSEHOLD_TYPES,
    rows={
        "Post-placement/follow-up case management": Line("event = 5"),
        "Street Outreach project or services": Line("event = 6"),
        "Housing Navigation project or services": Line("event = 7"),
        "Non-continuum services: Ineligible for continuum services": Line("event = 8"),
        "Non continuum services: No availability in continuum services": Line("event = 9"),
        "Emergency Shelter bed opening": Line("event = 10"),
        "Transitional Housing bed/unit opening": Line("event = 11"),
        "Joint TH-RRH project/unit/resource opening": Line("event = 12"),
        "RRH project resource opening": Line("event = 13"),
        "PSH project resource opening": Line("event = 14"),
        "Other PH project": Line("event = 15"),
        "Referral to emergency assistance/flex fund/furniture assistance": Line("event = 16"),
        "Referral to Emergency Housing Voucher (EHV)": Line("event = 17"),
        "Referral to a Housing Stability Voucher": Line("event = 18"),
        "Total": Line("event between 5 and 18"),
        "Of the total HH prioritized (Q9b row 1) what percentage received a referral": Line(
            f"{_PRIORITIZED} and event between 5 and 18", over=_PRIORITIZED
        ),
        "Result: successful referral: client accepted": Line(f"{RESIDENTIAL} and referral_result = 1"),
        "Result: Unsuccessful referral: client rejected": Line(f"{RESIDENTIAL} and referral_result = 2"),
        "Result: Unsuccessful referral: provider rejected": Line(f"{RESIDENTIAL} and referral_result = 3"),
        "No result recorded": Line(
            f"{RESIDENTIAL} and coalesce(referral_result not in (1, 2, 3), true)",
            "Referrals to a bed or a unit; others have no such result.",
        ),
        "Result: Enrolled in Aftercare project": Line("event = 5 and aftercare = 1"),
        "Percent of successful referrals to residential projects": Line(
            f"{RESIDENTIAL} and referral_result = 1", over=RESIDENTIAL
        ),
    },
)
