"""When violence happened, and whether the person is fleeing, is told of survivors only.

HUD: 4.11 Domestic Violence.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-DV",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "HealthAndDV", "WhenOccurred"

SQL = """
select HealthAndDVID as key, if(WhenOccurred is not null, 'WhenOccurred', 'CurrentlyFleeing') as "column"
from kept.HealthAndDV
where DomesticViolenceSurvivor is distinct from 1 and (WhenOccurred is not null or CurrentlyFleeing is not null)
"""
