"""Who has been homeless for more than three years has been so once, for more than 12 months.

HUD: 3.917.3 to 3.917.5: the questions look back three years.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-105",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "DateToStreetESSH"

SQL = """
select EnrollmentID as key from kept.Enrollment
where DateToStreetESSH < EntryDate - interval 3 years
  and (TimesHomelessPastThreeYears <> 1 or MonthsHomelessPastThreeYears <> 113)
"""
