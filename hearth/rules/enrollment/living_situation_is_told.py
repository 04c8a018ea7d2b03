"""Where the head and the adults lived before, and for how long, is told.

HUD: 3.917 Prior Living Situation. Which questions are asked depends on the kind of program and on the answers;
LOSUnderThreshold follows from two of them and must agree. No answer at all is missing; 8, 9 and 99 are answers.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("EVA-26", "EVA-28", "EVA-29", "EVA-30", "EVA-31", "EVA-41", "EVA-130")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "LivingSituation"

SUBSIDIES = tuple(standard().lists["3.12.A"].labels)


def codes(group: str, name: str) -> tuple[int, ...]:
    """Give a named group of codes of the standard as SQL writes a list."""
    return tuple(standard().facts[group][name])


SQL = f"""
with asked as (
    select *, ProjectType in {codes("project_type_groups", "literally_homeless")} as is_street_or_shelter,
        LivingSituation in {codes("living_situation_groups", "homeless_situations")} as was_homeless,
        -- Null where the question is not asked; 1 for a short stay, which leads back to the street before it.
        case when LivingSituation in {codes("living_situation_groups", "institutional_situations")}
             then (LengthOfStay in {codes("length_of_stay", "under_90_days")})::int
             when LivingSituation in {codes("living_situation_groups", "temporary_situations")}
               or LivingSituation in {codes("living_situation_groups", "permanent_situations")}
             then (LengthOfStay in {codes("length_of_stay", "under_7_nights")})::int end as short_stay
    from facts.stay where is_head or is_adult
), street as (
    from asked where is_street_or_shelter or was_homeless or PreviousStreetESSH = 1
)
select EnrollmentID as key, 'EVA-30' as id, 'LivingSituation' as "column" from asked where LivingSituation is null
union all
select EnrollmentID, 'EVA-130', 'RentalSubsidyType' from asked
where LivingSituation = 435 and coalesce(RentalSubsidyType::varchar not in {SUBSIDIES}, true)
union all
select EnrollmentID, 'EVA-26', 'LengthOfStay' from asked where LivingSituation is not null and LengthOfStay is null
union all
select EnrollmentID, 'EVA-41', 'LOSUnderThreshold' from asked
where not coalesce(is_street_or_shelter, false) and LengthOfStay in {codes("length_of_stay", "known_length")}
  and (LOSUnderThreshold <> short_stay or LOSUnderThreshold is null and short_stay = 1)
union all
select EnrollmentID, 'EVA-29', 'PreviousStreetESSH' from asked
where not coalesce(is_street_or_shelter, false) and LOSUnderThreshold = 1 and PreviousStreetESSH is null
union all
select EnrollmentID, 'EVA-28', 'DateToStreetESSH' from street where DateToStreetESSH is null
union all
select EnrollmentID, 'EVA-31', 'TimesHomelessPastThreeYears' from street where TimesHomelessPastThreeYears is null
union all
select EnrollmentID, 'EVA-31', 'MonthsHomelessPastThreeYears' from street where MonthsHomelessPastThreeYears is null
"""
