"""The subsidy information fits the housing assessment at exit.

HUD: W5. Who kept their home (1) tells with which subsidy (1 to 4), who moved to a new one (2) whether with one
(11, 12); nobody else tells anything.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-SUBSIDYINFO",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "SubsidyInformation"

SQL = """
select ExitID as key from kept.Exit
where SubsidyInformation is not null and not coalesce(
    HousingAssessment = 1 and SubsidyInformation between 1 and 4
    or HousingAssessment = 2 and SubsidyInformation in (11, 12), false)
"""
