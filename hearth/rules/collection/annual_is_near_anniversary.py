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
    f"""select key, '{file}' as file from (
    select r.{standard().files[file].key.name} as key, r.InformationDate as on_day, s.head_entry,
        s.head_entry + to_years(year(on_day) - year(s.head_entry)) as this_year
    from kept.{file} r join facts.stay s using (EnrollmentID) where r.DataCollectionStage = 5)
where not coalesce(on_day - head_entry > 300 and least(
    abs(date_diff('day', this_year, on_day)), abs(date_diff('day', this_year + interval 1 year, on_day)),
    abs(date_diff('day', this_year - interval 1 year, on_day))) <= 30, head_entry is null)"""
    for file in _FILES
)

SQL = f"""
{annual}
"""
