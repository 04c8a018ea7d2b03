"""A veteran entered the service in 1920 or later, left it after that, and did both by now.

HUD: V1.1 Year Entered Service, V1.2 Year Separated.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-YEARS", "EVA-16", "EVA-18")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Client", "YearEnteredService"

SQL = """
with veteran as (from kept.Client select *, year(getvariable('today')) as this_year)
select PersonalID as key, 'EVA-16' as id, 'YearEnteredService' as "column" from veteran
where YearEnteredService > this_year
union all
select PersonalID, 'EVA-18', 'YearSeparated' from veteran where YearSeparated > this_year
union all
select PersonalID, 'RULE-YEARS', 'YearEnteredService' from veteran where YearEnteredService < 1920
union all
select PersonalID, 'RULE-YEARS', 'YearSeparated' from veteran
where YearSeparated <= this_year and (YearSeparated < 1920 or YearSeparated < YearEnteredService)
"""
