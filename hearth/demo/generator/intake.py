"""The Enrollment row: the living situation before (3.917), and what the funders ask at the start."""

from datetime import date, timedelta

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.chance import Weighted, lognormal_days
from hearth.demo.generator.projects import Place
from hearth.demo.generator.stays import OTHER, WITH_SUBSIDY, Membership, Stay
from hearth.hud.standard import standard

RHY = (22, 23, 24, 25, 26)
SSVF, PATH, VASH, BASIC_CENTER = 33, 21, 20, 22
HOPWA = (13, 14, 15, 16, 17, 18, 19)
# 3.917 is asked in full of who comes to these (A); of others only along the branch (B).
_FROM_THE_STREET = frozenset({0, 1, 4, 8})
_PREVENTION = 12
SUBSIDIES = tuple(int(code) for code in standard().lists["3.12.A"].labels)
_REFERRED_BY = (1, 2, 7, 11, 18, 28, 30, 34, 35, 37, 38, 39)
_VAMC = tuple(code for code in standard().lists["V6.1"].labels if code != "0" and code != "99")
_FAMILY_ISSUES = (
    "UnemploymentFam",
    "MentalHealthDisorderFam",
    "PhysicalDisabilityFam",
    "AlcoholDrugUseDisorderFam",
    "InsufficientIncome",
    "IncarceratedParent",
)
_SCREENING = {
    "TimeToHousingLoss": 4,
    "AnnualPercentAMI": 4,
    "LiteralHomelessHistory": 3,
    "ClientLeaseholder": 2,
    "HOHLeaseholder": 2,
    "SubsidyAtRisk": 2,
    "EvictionHistory": 3,
    "CriminalRecord": 2,
    "IncarceratedAdult": 3,
    "PrisonDischarge": 2,
    "SexOffender": 2,
    "DisabledHoH": 2,
    "CurrentPregnant": 2,
    "SingleParent": 2,
    "DependentUnder6": 3,
    "HH5Plus": 2,
    "CoCPrioritized": 2,
}


def enrollment_row(block: Block, stay: Stay, member: Membership) -> Row:
    """Give the Enrollment row of one member."""
    place, person = stay.place, member.person
    row: Row = {
        "EnrollmentID": member.enrollment_id,
        "PersonalID": person.personal_id,
        "ProjectID": place.project_id,
        "EntryDate": member.entry,
        "HouseholdID": stay.household_id,
        "RelationshipToHoH": member.relationship,
        "DisablingCondition": _disabling_condition(block, stay, member),
    }
    if member.is_head:
        row["EnrollmentCoC"] = place.cocs[0] if block.rng.random() < 0.8 else place.cocs[-1]
        if stay.move_in:
            row["MoveInDate"] = stay.move_in
    if member.is_asked:
        row |= _prior_living(block, place, member.entry)
        row |= _asked_by_funders(block, stay, member)
        if place.type in (1, 4, 6):
            row |= _engagement(block, member)
    return row | block.stamp(place, member.entry)


def _disabling_condition(block: Block, stay: Stay, member: Membership) -> int:
    if member.person.has_disabling_condition:
        return 1
    return 0 if block.rng.random() >= stay.place.missing else block.rng.choice((8, 9, 99))


def _situations(project_type: int) -> Weighted[int]:
    if project_type not in _BY_TYPE:
        excluded = set(standard().facts["living_situation"]["prior_only_excludes"])
        codes = [
            int(code) for code in standard().lists["3.12.1"].labels if int(code) not in (*excluded, 8, 9, 99)
        ]
        _BY_TYPE[project_type] = Weighted({code: _weight(code, project_type) for code in codes})
    return _BY_TYPE[project_type]


_BY_TYPE: dict[int, Weighted[int]] = {}


def _weight(code: int, project_type: int) -> float:
    if project_type == _PREVENTION:
        return {410: 40, 435: 12, 335: 12, 336: 10, 411: 3, 421: 1}.get(code, 0.05)
    return {116: 45, 101: 40, 118: 1.5, 335: 6, 336: 6, 410: 4, 302: 4, 207: 3, 205: 2, 206: 2, 314: 3}.get(
        code, 1
    )


def _prior_living(block: Block, place: Place, entry: date) -> Row:
    rng = block.rng
    if rng.random() < place.missing:
        missing = rng.choice((8, 9, 99))
        row: Row = {"LivingSituation": missing, "LengthOfStay": missing}
        return row | (_times_on_the_street(block, place, entry, 1) if place.type in _FROM_THE_STREET else {})
    situation = _situations(place.type).pick(rng)
    nights = lognormal_days(rng, 30, 1.6, 3000)
    row = {"LivingSituation": situation, "LengthOfStay": length_of_stay(nights)}
    if situation == WITH_SUBSIDY:
        row["RentalSubsidyType"] = rng.choice(SUBSIDIES)
    is_homeless = 100 <= situation < 200
    if place.type in _FROM_THE_STREET or is_homeless:
        return row | _times_on_the_street(block, place, entry, nights if is_homeless else 1)
    is_short = nights < (90 if 200 <= situation < 300 else 7)
    row["LOSUnderThreshold"] = int(is_short)
    if is_short:
        was_homeless = int(rng.random() < 0.5)
        row["PreviousStreetESSH"] = was_homeless
        if was_homeless:
            row |= _times_on_the_street(block, place, entry, nights)
    return row


def length_of_stay(nights: int) -> int:
    """Give the code of list 3.917.2 for a number of nights."""
    for upto, code in ((1, 10), (6, 11), (29, 2), (89, 3), (364, 4)):
        if nights <= upto:
            return code
    return 5


def _times_on_the_street(block: Block, place: Place, entry: date, nights: int) -> Row:
    """Answer 3.917.3-5 so that they agree: one time since a date makes the months follow from it."""
    rng = block.rng
    if rng.random() < place.missing:
        missing = rng.choice((8, 9, 99))
        return {"TimesHomelessPastThreeYears": missing, "MonthsHomelessPastThreeYears": missing}
    since = entry - timedelta(days=nights + (0 if rng.random() < 0.4 else lognormal_days(rng, 90, 1.4, 4000)))
    months = (entry.year - since.year) * 12 + entry.month - since.month + 1
    times = rng.choice((1, 1, 1, 2, 2, 3, 4))
    if (entry - since).days > 3 * 365:
        times = 1
    if times > 1:
        months = max(months, times) + rng.randrange(6)
    return {
        "DateToStreetESSH": since,
        "TimesHomelessPastThreeYears": times,
        "MonthsHomelessPastThreeYears": min(113, 100 + months),
    }


def _engagement(block: Block, member: Membership) -> Row:
    """4.13: most people engage on some day of the stay."""
    days = ((member.exit or block.plan.as_of) - member.entry).days
    if block.rng.random() < 0.3:
        return {}
    return {"DateOfEngagement": member.entry + timedelta(days=block.rng.randrange(days // 3 + 1))}


def _asked_by_funders(block: Block, stay: Stay, member: Membership) -> Row:
    place = stay.place
    row: Row = {}
    if place.has_funder(PATH):
        row |= _path(block, member)
    if place.has_funder(*RHY):
        row |= _youth(block, place, member)
    if place.has_funder(SSVF):
        row |= _veteran_families(block, stay, member)
    elif place.has_funder(VASH) and member.is_head:
        row["VAMCStation"] = block.rng.choice(_VAMC)
    return row


def _path(block: Block, member: Membership) -> Row:
    rng = block.rng
    days = ((member.exit or block.plan.as_of) - member.entry).days
    enrolled = int(rng.random() < 0.7)
    row: Row = {
        "DateOfPATHStatus": member.entry + timedelta(days=rng.randrange(days // 2 + 1)),
        "ClientEnrolledInPATH": enrolled,
    }
    if not enrolled:
        row["ReasonNotEnrolled"] = rng.choice((1, 2, 3))
    return row


def _youth(block: Block, place: Place, member: Membership) -> Row:
    rng = block.rng
    source = block.answer(_REFERRED_BY, place)
    row: Row = {"ReferralSource": source}
    if source == 7:
        row["CountOutreachReferralApproaches"] = rng.randrange(1, 9)
    if place.has_funder(BASIC_CENTER):
        eligible = int(rng.random() < 0.9)
        row |= {"DateOfBCPStatus": member.entry, "EligibleForRHY": eligible}
        if eligible:
            row["RunawayYouth"] = block.yes_no(0.3, place)
        else:
            row["ReasonNoServices"] = rng.choice((1, 2, 3, 4))
    for ward, years, months in (
        ("FormerWardChildWelfare", "ChildWelfareYears", "ChildWelfareMonths"),
        ("FormerWardJuvenileJustice", "JuvenileJusticeYears", "JuvenileJusticeMonths"),
    ):
        row[ward] = block.yes_no(0.35, place)
        if row[ward] == 1:
            row[years] = rng.choice((1, 2, 3))
            if row[years] == 1:
                row[months] = rng.randrange(1, 12)
    for issue in _FAMILY_ISSUES:
        row[issue] = block.yes_no(0.25, place)
    return row


def _veteran_families(block: Block, stay: Stay, member: Membership) -> Row:
    rng, place = block.rng, stay.place
    row: Row = {}
    if member.person.is_veteran:
        row["MentalHealthConsultation"] = rng.choice((1, 2, 3, 4))
    if not member.is_head:
        return row
    row |= {"PercentAMI": rng.choice((1, 1, 2, 3)), "VAMCStation": rng.choice(_VAMC)}
    if place.type == _PREVENTION:
        row["TargetScreenReqd"] = int(rng.random() < 0.85)
        if row["TargetScreenReqd"]:
            row |= {column: rng.randrange(answers) for column, answers in _SCREENING.items()}
            row |= {"HPScreeningScore": rng.randrange(5, 30), "ThresholdScore": rng.choice((8, 10, 12))}
    return row


def subsidy_type(block: Block, situation: int) -> int | None:
    """Give the subsidy (3.12.A) that goes with "rental by client, with ongoing housing subsidy", else nothing."""
    return block.rng.choice(SUBSIDIES) if situation == WITH_SUBSIDY else None


def other_words(situation: int) -> str | None:
    """Give the words that go with "other", else nothing."""
    return "A boat on the river" if situation == OTHER else None
