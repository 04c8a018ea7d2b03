"""Q24a and Q24b: the housing assessment when prevention ends, and moving-on assistance in PSH."""

from hearth.reports.performance.shared_lines import GLOSSARY, HOUSEHOLD_TYPES, NOT_TOLD, SPECIFICATION
from hearth.reports.table import Line, Table

_KEPT = "Able to maintain the housing they had at project start--"
_ASSESSED = {
    f"{_KEPT}Without a subsidy": "housing_assessment = 1 and housing_subsidy = 1",
    f"{_KEPT}With the subsidy they had at project start": "housing_assessment = 1 and housing_subsidy = 2",
    f"{_KEPT}With an on-going subsidy acquired since project start": "housing_assessment = 1 and housing_subsidy = 3",
    f"{_KEPT}Only with financial assistance other than a subsidy": "housing_assessment = 1 and housing_subsidy = 4",
    # The CSV's codes for the subsidy of a new unit are 11 and 12; HUD's specification counts them from 1.
    "Moved to new housing unit--With on-going subsidy": "housing_assessment = 2 and housing_subsidy in (1, 11)",
    "Moved to new housing unit--Without an on-going subsidy": "housing_assessment = 2 and housing_subsidy in (2, 12)",
    "Moved in with family/friends on a temporary basis": "housing_assessment = 3",
    "Moved in with family/friends on a permanent basis": "housing_assessment = 4",
    "Moved to a transitional or temporary housing facility or program": "housing_assessment = 5",
    "Client became homeless – moving to a shelter or other place unfit for human habitation": "housing_assessment = 6",
    "Jail/prison": "housing_assessment = 7",
    "Deceased": "housing_assessment = 10",
    NOT_TOLD: "housing_assessment in (8, 9)",
    "Data not collected (no exit interview completed)": "coalesce(housing_assessment, 99) not between 1 and 10",
}

Q24A = Table(
    code="Q24a",
    title="Homelessness Prevention Housing Assessment at Exit",
    source=f"{SPECIFICATION}, Q24a; {GLOSSARY}: Project Leavers, Age, Household Types",
    words="Leavers from homelessness prevention projects.",
    where="scope = 'report' and is_leaver and project_type = 12",
    columns=HOUSEHOLD_TYPES,
    rows={label: Line(where) for label, where in _ASSESSED.items()} | {"Total": Line()},
)

Q24B = Table(
    code="Q24b",
    title="Moving On Assistance Provided to Households in PSH",
    source=f"{SPECIFICATION}, Q24b; {GLOSSARY}: Active Clients, Age, Household Types",
    words="Heads of household in PSH, once for each type of assistance in the range.",
    where="scope = 'report' and is_hoh and project_type = 3",
    columns=HOUSEHOLD_TYPES,
    rows={
        label: Line(f"list_contains(moving_on, {code})")
        for code, label in enumerate(
            (
                "Subsidized housing application assistance",
                "Financial assistance for Moving On (e.g., security deposit, moving expenses)",
                "Non-financial assistance for Moving On (e.g., housing navigation, transition support)",
                "Housing referral/placement",
                "Other (please specify)",
            ),
            start=1,
        )
    },
)
