"""Where SSVF pays, the household's income band, VA medical center and screening are told.

HUD: V4 Percent of AMI, V6 VAMC Station Number, V7 HP Targeting Criteria (screening score and threshold when the
screening is required), asked of the head of household.
"""

from hearth.rules.facts import Severity
from hearth.rules.tables import asks

IDS = ("EVA-22", "EVA-23", "EVA-25")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "PercentAMI"

SQL = f"""
select EnrollmentID as key, 'EVA-22' as id, 'PercentAMI' as "column" from facts.stay s
where is_head and PercentAMI is null and {asks("V4")}
union all
select EnrollmentID, 'EVA-23', 'VAMCStation' from facts.stay s
where is_head and VAMCStation is null and {asks("V6")}
  and exists (from kept.Funder f where f.ProjectID = s.ProjectID and f.Funder = 33)
union all
select EnrollmentID, 'EVA-25', if(HPScreeningScore is null, 'HPScreeningScore', 'ThresholdScore') from facts.stay s
where is_head and TargetScreenReqd = 1 and (HPScreeningScore is null or ThresholdScore is null) and {asks("V7")}
"""
