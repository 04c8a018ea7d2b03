"""Questions and results of an assessment belong to the stay of the assessment.

HUD: 4.19 Coordinated Entry Assessment.
"""

from hearth.rules.facts import Severity

IDS = ()
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "AssessmentQuestions", "EnrollmentID"

SQL = """
select r.AssessmentQuestionID as key, 'AssessmentQuestions' as file
from kept.AssessmentQuestions r join kept.Assessment a using (AssessmentID) where r.EnrollmentID <> a.EnrollmentID
union all
select r.AssessmentResultID, 'AssessmentResults'
from kept.AssessmentResults r join kept.Assessment a using (AssessmentID) where r.EnrollmentID <> a.EnrollmentID
"""
