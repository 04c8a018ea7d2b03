"""Who has a disability that qualifies has a disabling condition.

HUD: 3.08 Disabling Condition and 4.05 to 4.10 at project start. A developmental disability (6) and HIV/AIDS (8)
qualify by themselves, the others when they last and impair.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-DISABLING",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "DisablingCondition"

SQL = """
select EnrollmentID as key from kept.Enrollment e
where DisablingCondition is distinct from 1 and exists (
    from kept.Disabilities d
    where d.EnrollmentID = e.EnrollmentID and d.DataCollectionStage = 1 and (
        d.DisabilityType in (6, 8) and d.DisabilityResponse = 1
        or d.DisabilityType in (5, 7, 9) and d.DisabilityResponse = 1 and d.IndefiniteAndImpairs = 1
        or d.DisabilityType = 10 and d.DisabilityResponse in (1, 2, 3) and d.IndefiniteAndImpairs = 1))
"""
