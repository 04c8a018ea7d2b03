"""Nobody sleeps in two beds in the same night.

HUD: 3.10, 3.11, 3.20, 4.14. A bed is used from start to exit in shelters with entry and exit, transitional
housing and safe havens, from the first to the last bed night in night-by-night shelters, from move-in to exit in
permanent housing. Who leaves and arrives on one day uses two beds in turn. Rapid re-housing beside other
permanent housing, one night counted by two kinds of shelter, and stays that end on the day they begin are let
pass.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("EVA-77", "RULE-OVERLAP")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
with nights as (
    select EnrollmentID, min(DateProvided) as first_night, max(DateProvided) as last_night
    from kept.Services where RecordType = 200 group by EnrollmentID
), bed as (
    select EnrollmentID, PersonalID, ProjectType,
        case when ProjectType = 1 then first_night
            when ProjectType in (3, 9, 10, 13) then MoveInDate else EntryDate end as begins,
        if(ProjectType = 1, last_night, ends) as until
    from facts.stay left join nights using (EnrollmentID)
    where ProjectType in {TYPES} and EntryDate is distinct from ExitDate
)
select distinct later.EnrollmentID as key
from bed later join bed earlier using (PersonalID)
where (earlier.begins, earlier.EnrollmentID) < (later.begins, later.EnrollmentID)
  and later.begins < earlier.until and later.begins <= later.until
  and not (later.ProjectType = 13 and earlier.ProjectType in (3, 9, 10))
  and not (earlier.ProjectType = 13 and later.ProjectType in (3, 9, 10))
  and (least(later.until, earlier.until) - later.begins > 2
       or not (later.ProjectType = 0 and earlier.ProjectType = 1 or later.ProjectType = 1 and earlier.ProjectType = 0))
  and (later.ProjectType <> 1 or earlier.ProjectType <> 1 or exists (
        from kept.Services a join kept.Services b using (DateProvided)
        where a.EnrollmentID = later.EnrollmentID and b.EnrollmentID = earlier.EnrollmentID
          and a.RecordType = 200 and b.RecordType = 200))
"""
