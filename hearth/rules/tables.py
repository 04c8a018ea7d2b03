"""The tables that the SQL of rules reads besides HUD's files: stays with what is known about them, and what is asked.

`facts.stay` has one row per enrollment, with its exit, its project and the person's age at the start. `facts.asked`
says which elements a project has to collect and since when, by its funders. `facts.participation` is the time in
which a project takes part in HMIS. Settings are variables: today, export_start, export_end and the local limits.
"""

from collections.abc import Iterator

from hearth.hud.elements import Element, elements
from hearth.hud.standard import standard

STAY = """
create or replace table facts.stay as
with left_on as (
    select EnrollmentID, min(ExitDate) as ExitDate,
           arg_min(ExitID, (ExitDate, length(ExitID), ExitID)) filter (ExitDate is not null) as ExitID,
           arg_min_null(Destination, (ExitDate, length(ExitID), ExitID))
           filter (ExitDate is not null) as Destination
    from kept.Exit group by EnrollmentID
), head as (
    select HouseholdID, ProjectID, min(EntryDate) as head_entry
    from kept.Enrollment where RelationshipToHoH = 1 group by HouseholdID, ProjectID
)
select e.* exclude (DateCreated, DateUpdated, UserID, ExportID, DateDeleted, _input, _line, _id),
       x.ExitDate, x.ExitID, x.Destination, coalesce(x.ExitDate, date '9999-12-31') as ends,
       x.ExitDate is null or x.ExitDate > getvariable('export_end') as is_open,
       getvariable('export_end') - e.EntryDate as days_so_far,
       p.ProjectType, p.RRHSubType, p.OperatingStartDate, p.OperatingEndDate, p.OrganizationID,
       c.DOB, c.VeteranStatus,
       coalesce(e.RelationshipToHoH = 1, false) as is_head,
       case when c.DOB <= e.EntryDate then date_sub('year', c.DOB, e.EntryDate) end as age,
       -- Whose age is not known is asked what adults are asked.
       coalesce(age >= 18, true) as is_adult,
       h.head_entry
from kept.Enrollment e
left join left_on x using (EnrollmentID)
left join kept.Project p using (ProjectID)
left join kept.Client c using (PersonalID)
left join head h on h.HouseholdID = e.HouseholdID and h.ProjectID = e.ProjectID
"""

PARTICIPATION = """
create or replace table facts.participation as
select ProjectID, min(HMISParticipationStatusStartDate) as since,
       max(coalesce(HMISParticipationStatusEndDate, date '9999-12-31')) as until
from kept.HMISParticipation where HMISParticipationType = 1 group by ProjectID
"""

# The elements whose absence a rule speaks of.
ASKED = ("4.02", "4.03", "4.04", "V1", "V4", "V6", "V7")

_NAMES = {
    "funder": "f.Funder",
    "project.type": "p.ProjectType",
    "project.rrh_subtype": "p.RRHSubType",
    "project.residential_affiliation": "p.ResidentialAffiliation",
}


def statements() -> Iterator[str]:
    """Give the SQL that makes the tables, in order."""
    yield "create schema if not exists facts"
    yield STAY
    yield PARTICIPATION
    yield "create or replace table facts.asked (ProjectID varchar, element varchar, since date, until date)"
    known = elements(standard().year)
    for number in ASKED:
        yield _asked(known[number])


def _asked(element: Element) -> str:
    rules = [rule for rule in element.collected if not rule.recommended]
    conditions = [rule.when.sql(_NAMES.__getitem__) if rule.when else "true" for rule in rules]
    return (
        f"insert into facts.asked select ProjectID, '{element.number}', min(f.StartDate), "
        "max(coalesce(f.EndDate, date '9999-12-31')) from kept.Project p join kept.Funder f using (ProjectID) "
        f"where {' or '.join(conditions) or 'true'} group by ProjectID"
    )


def asks(element: str, stay: str = "s") -> str:
    """Give the SQL condition that the project of a stay has to collect an element at the start of the stay."""
    return (
        f"exists (from facts.asked a where a.ProjectID = {stay}.ProjectID and a.element = '{element}' "
        f"and {stay}.EntryDate between a.since and a.until)"
    )
