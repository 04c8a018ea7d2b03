"""Q14a and Q14b: domestic violence, sexual assault, dating violence, stalking or human trafficking."""

from hearth.reports.performance.shared_lines import (
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
)
from hearth.reports.table import Line, Table

_ASKED = "scope = 'report' and (is_adult or is_hoh)"
_WORDS = "Adults and heads of household, by the last record of the latest stay up to the report's end."
_SOURCE = f"{GLOSSARY}: Active Clients, Age, Household Types"

Q14A = Table(
    code="Q14a",
    title="History of Domestic Violence, Sexual Assault, Dating Violence, Stalking, or Human Trafficking",
    source=f"{SPECIFICATION}, Q14a; {_SOURCE}",
    words=_WORDS,
    where=_ASKED,
    columns=HOUSEHOLD_TYPES,
    rows={
        "Yes": Line("DomesticViolenceSurvivor = 1"),
        "No": Line("DomesticViolenceSurvivor = 0"),
        NOT_TOLD: Line("DomesticViolenceSurvivor in (8, 9)"),
        NOT_COLLECTED: Line("coalesce(DomesticViolenceSurvivor, 99) not in (0, 1, 8, 9)"),
        "Total": Line(),
    },
)

Q14B = Table(
    code="Q14b",
    title="Most recent experience of domestic violence, sexual assault, dating violence, stalking, or human "
    "trafficking",
    source=f"{SPECIFICATION}, Q14b; {_SOURCE}",
    words=f"Those who said yes in Q14a. {_WORDS}",
    where=f"{_ASKED} and DomesticViolenceSurvivor = 1",
    columns=HOUSEHOLD_TYPES,
    rows={
        "Within the past three months": Line("WhenOccurred = 1"),
        "Three to six months ago": Line("WhenOccurred = 2"),
        "Six months to one year": Line("WhenOccurred = 3"),
        "One year ago, or more": Line("WhenOccurred = 4"),
        NOT_TOLD: Line("WhenOccurred in (8, 9)"),
        NOT_COLLECTED: Line("coalesce(WhenOccurred, 99) not in (1, 2, 3, 4, 8, 9)"),
        "Total": Line(),
    },
)
