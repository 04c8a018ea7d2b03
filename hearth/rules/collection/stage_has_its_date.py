"""What is collected at start and exit is dated on the start and the exit, once.

HUD: 5.03 Data Collection Stage 1 (project entry) and 3 (project exit), 5.04 Information Date. Disabilities have
one row per kind of disability.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-STAGE-ENTRY",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "IncomeBenefits", "InformationDate"

_FILES = ("IncomeBenefits", "HealthAndDV", "EmploymentEducation", "Disabilities", "YouthEducationStatus")
staged = " union all ".join(
    f"""select r.{standard().files[file].key.name} as key, '{file}' as file
from kept.{file} r join facts.stay s using (EnrollmentID)
where r.DataCollectionStage in (1, 3)
qualify r.InformationDate <> if(r.DataCollectionStage = 1, s.EntryDate, s.ExitDate) or row_number() over (
    partition by r.EnrollmentID, r.DataCollectionStage{", DisabilityType" if file == "Disabilities" else ""}
    order by r.InformationDate, key) > 1"""
    for file in _FILES
)

SQL = f"""
{staged}
"""
