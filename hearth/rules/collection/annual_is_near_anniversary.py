"""An annual assessment is dated within 30 days of an anniversary of the head's start.

HUD: 5.03 Data Collection Stage 5.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-ANNUAL",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "IncomeBenefits", "InformationDate"

_FILES = ("IncomeBenefits", "HealthAndDV", "EmploymentEducation", "Disabilities", "YouthEducationStatus")
annual = " union all ".join(
    f"""select r.{standard().files[file].key.name} as key, '{file}' as file
from kept.{file} r join facts.stay s using (EnrollmentID)
where r.DataCollectionStage = 5 and not coalesce(
    least(abs(r.InformationDate - (s.head_entry + to_years(year(r.InformationDate) - year(s.head_entry)))::date),
          abs(r.InformationDate - (s.head_entry + to_years(year(r.InformationDate) - year(s.head_entry) + 1))::date),
          abs(r.InformationDate - (s.head_entry + to_years(year(r.InformationDate) - year(s.head_entry) - 1))::date)) <= 30
    and r.InformationDate - s.head_entry > 300, s.head_entry is null)"""
    for file in _FILES
)

SQL = f"""
{annual}
"""
