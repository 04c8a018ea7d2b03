"""Q17 and Q18: which PATH services and referrals clients received."""

from hearth.reports.path.specification import ENROLLED, ENROLLED_WORDS, SPECIFICATION
from hearth.reports.table import Line, Table

_WITHIN = f"{ENROLLED_WORDS} Dated in the date range; somebody with several of one type counts once there."

_SERVICES = {
    "17a. Reengagement": 1,
    "17b. Screening": 2,
    "17c. Clinical Assessment": 14,
    "17d. Habilitation/rehabilitation": 3,
    "17e. Community mental health": 4,
    "17f. Substance use treatment": 5,
    "17g. Case management": 6,
    "17h. Residential supportive services": 7,
    "17i. Housing minor renovation": 8,
    "17j. Housing moving assistance": 9,
    "17k. Housing eligibility determination": 10,
    "17l. Security deposits": 11,
    "17m. One-time rent for eviction prevention": 12,
}

_REFERRALS = {
    "Community Mental Health": 1,
    "Substance Use Treatment": 2,
    "Primary Health/Dental Care": 3,
    "Job Training": 4,
    "Educational Services": 5,
    "Housing Services": 6,
    "Temporary Housing": 11,
    "Permanent Housing": 7,
    "Income Assistance": 8,
    "Employment Assistance": 9,
    "Medical Insurance": 10,
}

Q17 = Table(
    code="Q17",
    title="Services Provided",
    source=f"{SPECIFICATION}, Q17; HMIS Data Dictionary P1",
    corner="Type of Service",
    where=ENROLLED,
    words=_WITHIN,
    columns={"Number of people receiving service": Line()},
    rows={label: Line(f"list_contains(services, {code})") for label, code in _SERVICES.items()},
)

Q18 = Table(
    code="Q18",
    title="Referrals Provided",
    source=f"{SPECIFICATION}, Q18; HMIS Data Dictionary P2",
    corner="Type of Referral",
    where=ENROLLED,
    words=_WITHIN,
    columns={
        "Number receiving each referral": Line("list_contains(referrals, {type})"),
        "Number who attained the service from the referral": Line("list_contains(attained, {type})"),
    },
    rows={label: Line(gives={"type": str(code)}) for label, code in _REFERRALS.items()},
)
