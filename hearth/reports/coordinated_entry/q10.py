"""Q10: every assessment and event of the year."""

from hearth.reports.coordinated_entry.q9 import RESIDENTIAL
from hearth.reports.coordinated_entry.specification import SPECIFICATION
from hearth.reports.performance.shared_lines import grey_cells
from hearth.reports.table import Line, Table

# The rows (as the shell numbers them) of events with a result of each kind: beds and units, problem solving, aftercare.
_WITH_REFERRAL_RESULT = (*range(13, 19), 20, 21)
_PROBLEM_SOLVING = 5
_AFTERCARE = 8
_ROWS = range(2, 22)

Q10 = Table(
    code="Q10",
    title="Total Coordinated Entry Activity During the Year",
    source=f"{SPECIFICATION}, Q10; HMIS Data Dictionary 4.19, 4.20",
    corner="Assessment/Event",
    where="scope = 'activity'",
    words="Every assessment and event of the date range at an access point; a client with several counts as often.",
    columns={
        "Total Occurrences": Line(),
        "Successful Referral": Line(f"{RESIDENTIAL} and referral_result = 1"),
        "Unsuccessful Referral: client rejected": Line(f"{RESIDENTIAL} and referral_result = 2"),
        "Unsuccessful Referral: provider rejected": Line(f"{RESIDENTIAL} and referral_result = 3"),
        "Re-housed in safe alternative": Line("event = 2 and solved = 1"),
        "Enrolled in aftercare": Line("event = 5 and aftercare = 1"),
    },
    rows={
        "Crisis Needs Assessment": Line("assessment_level = 1"),
        "Housing Needs Assessment": Line("assessment_level = 2"),
        "Referral to Prevention Assistance project": Line("event = 1"),
        "Problem Solving/Diversion/Rapid Resolution intervention or service": Line("event = 2"),
        "Referral to scheduled Coordinated Entry Crisis Needs Assessment": Line("event = 3"),
        "Referral to scheduled Coordinated Entry Housing Needs Assessment": Line("event = 4"),
        "Referral to post-placement/follow-up case management": Line("event = 5"),
        "Referral to Street Outreach project or services": Line("event = 6"),
        "Referral to Housing Navigation project or services": Line("event = 7"),
        "Referral to Non-continuum services: Ineligible for continuum services": Line("event = 8"),
        "Referral to Non continuum services: No availability in continuum services": Line("event = 9"),
        "Referral to Emergency Shelter bed opening": Line("event = 10"),
        "Referral to Transitional Housing bed/unit opening": Line("event = 11"),
        "Referral to Joint TH-RRH project/unit/resource opening": Line("event = 12"),
        "Referral to RRH project resource opening": Line("event = 13"),
        "Referral to PSH project resource opening": Line("event = 14"),
        "Referral to Other PH project/unit/resource opening": Line("event = 15"),
        "Referral to emergency assistance/flex fund/furniture assistance": Line("event = 16"),
        "Referral to Emergency Housing Voucher (EHV)": Line("event = 17"),
        "Referral to a Housing Stability Voucher": Line("event = 18"),
    },
    grey=grey_cells("CDE", (row for row in _ROWS if row not in _WITH_REFERRAL_RESULT))
    | grey_cells("F", (row for row in _ROWS if row != _PROBLEM_SOLVING))
    | grey_cells("G", (row for row in _ROWS if row != _AFTERCARE)),
)
