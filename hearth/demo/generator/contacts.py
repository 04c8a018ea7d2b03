"""What happens on single days of a stay: bed nights, services, current living situations."""

from datetime import date, timedelta

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.chance import Weighted, lognormal_days
from hearth.demo.generator.intake import HOPWA, PATH, RHY, SSVF, VASH, subsidy_type
from hearth.demo.generator.stays import COORDINATED_ENTRY, NIGHT_BY_NIGHT, STREET_OUTREACH, Membership, Stay
from hearth.hud.standard import standard

BED_NIGHT = 200
_FUNDED_HOUSING = 2
_MOST_CONTACTS = 200
# 4.12.B is asked of these current living situations.
_ASKS_WHETHER_LEAVING = frozenset(
    {204, 205, 206, 207, 215, 225, 302, 314, 329, 332, 335, 336, 410, 411, 421, 435}
)
_SITUATIONS = Weighted(
    {
        116: 60,
        101: 12,
        37: 4,
        335: 3,
        336: 3,
        314: 3,
        302: 2,
        207: 2,
        205: 1,
        206: 1,
        204: 1,
        410: 2,
        435: 1,
        118: 1,
        17: 1,
    }
)


def record_bed_nights(block: Block, stay: Stay) -> None:
    """Write the nights of a household in a night-by-night shelter: the first, the last, and most between."""
    if stay.place.type != NIGHT_BY_NIGHT:
        return
    nights = _nights(block, stay.head.entry, stay.head.exit)
    for member in stay.members:
        own = {member.entry} | {night for night in nights if night >= member.entry}
        for night in sorted(own):
            if member.exit is None or night < member.exit:
                _service(block, stay, member, night, BED_NIGHT, {"TypeProvided": BED_NIGHT})


def _nights(block: Block, first: date, exit_date: date | None) -> list[date]:
    rng = block.rng
    last = exit_date - timedelta(days=1) if exit_date else block.plan.as_of
    if exit_date is None and rng.random() < 0.5:
        # Open, but not seen for a while: the shelter will exit them one day.
        last = max(first, last - timedelta(days=rng.randrange(1, 60)))
    found, night = [], first
    while night <= last:
        found.append(night)
        chance = rng.random()
        night += timedelta(
            days=1 if chance < 0.86 else 2 if chance < 0.93 else 8 if chance < 0.97 else rng.randrange(3, 40)
        )
    if found[-1:] != [last] and last >= first:
        found.append(last)
    return found


def record_services(block: Block, stay: Stay, member: Membership) -> None:
    """Write the services that the project's funders ask about, for the head and adults."""
    if not member.is_asked:
        return
    place = stay.place
    if place.has_funder(PATH):
        _several(block, stay, member, 141)
        _several(block, stay, member, 161)
    if place.has_funder(*RHY):
        _several(block, stay, member, 142)
    if place.has_funder(*HOPWA):
        _several(block, stay, member, 143)
        _several(block, stay, member, 151)
    if place.has_funder(SSVF):
        _several(block, stay, member, 144)
        _several(block, stay, member, 152)
    if place.has_funder(VASH) and member.is_head:
        _several(block, stay, member, 210)
    if place.has_funder(_FUNDED_HOUSING) and member.is_head and block.rng.random() < 0.3:
        _several(block, stay, member, 300)


def _several(block: Block, stay: Stay, member: Membership, record_type: int) -> None:
    rng = block.rng
    days = ((member.exit or block.plan.as_of) - member.entry).days
    codes = standard().lists[standard().facts["type_provided_list"][str(record_type)]].labels
    types = [int(code) for code in codes]
    for _number in range(rng.choice((0, 1, 1, 2, 3, 5))):
        day = member.entry + timedelta(days=rng.randrange(days + 1))
        kind = rng.choice(types)
        _service(block, stay, member, day, record_type, _details(block, record_type, kind, day))


def _details(block: Block, record_type: int, kind: int, day: date) -> Row:
    rng = block.rng
    row: Row = {"TypeProvided": kind}
    if record_type == 144:
        sub_list = standard().facts["sub_type_provided_list"].get(str(kind))
        if sub_list:
            row["SubTypeProvided"] = int(rng.choice(list(standard().lists[sub_list].labels)))
    if (record_type, kind) in ((144, 6), (210, 12)):
        row["OtherTypeProvided"] = "Help with documents"
    if (record_type, kind) == (300, 5):
        row["MovingOnOtherType"] = "Furniture"
    if record_type in (151, 152):
        row["FAAmount"] = f"{rng.randrange(50, 2500)}.{rng.randrange(100):02d}"
    if record_type == 152:
        row |= {"FAStartDate": day, "FAEndDate": day + timedelta(days=rng.choice((0, 29, 59)))}
    if record_type == 161:
        row["ReferralOutcome"] = rng.choice((1, 2, 3))
    return row


def _service(block: Block, stay: Stay, member: Membership, day: date, record_type: int, details: Row) -> None:
    row: Row = {
        "ServicesID": block.new_key(),
        "EnrollmentID": member.enrollment_id,
        "PersonalID": member.person.personal_id,
        "DateProvided": day,
        "RecordType": record_type,
    }
    block.add("Services", row | details | block.stamp(stay.place, day))


def record_living_situations(block: Block, stay: Stay, member: Membership) -> None:
    """Write the contacts (4.12): many in street outreach, some in coordinated entry and other services."""
    if not member.is_asked:
        return
    rng, place = block.rng, stay.place
    if place.type == STREET_OUTREACH:
        count = lognormal_days(rng, 5, 1.1, _MOST_CONTACTS)
    elif place.type == COORDINATED_ENTRY:
        count = rng.choice((1, 1, 2, 3))
    elif place.type in (1, 6, 11):
        count = rng.choice((0, 0, 1))
    else:
        return
    days = ((member.exit or block.plan.as_of) - member.entry).days
    dates = sorted(
        {member.entry} | {member.entry + timedelta(days=rng.randrange(days + 1)) for _ in range(count - 1)}
    )
    for day in dates if count else ():
        situation = _SITUATIONS.pick(rng)
        row: Row = {
            "CurrentLivingSitID": block.new_key(),
            "EnrollmentID": member.enrollment_id,
            "PersonalID": member.person.personal_id,
            "InformationDate": day,
            "CurrentLivingSituation": situation,
        }
        block.add(
            "CurrentLivingSituation", row | _about_leaving(block, stay, situation) | block.stamp(place, day)
        )


def _about_leaving(block: Block, stay: Stay, situation: int) -> Row:
    rng, place = block.rng, stay.place
    row: Row = {}
    subsidy = subsidy_type(block, situation)
    if subsidy:
        row["CLSSubsidyType"] = subsidy
    if place.type == COORDINATED_ENTRY:
        row["VerifiedBy"] = place.agency.name
    if situation in _ASKS_WHETHER_LEAVING:
        row["LeaveSituation14Days"] = block.yes_no(0.5, place)
        if row["LeaveSituation14Days"] == 1:
            for question in ("SubsequentResidence", "ResourcesToObtain", "LeaseOwn60Day", "MovedTwoOrMore"):
                row[question] = block.yes_no(0.4, place)
    if rng.random() < 0.2:
        row["LocationDetails"] = rng.choice(
            ("Under the clock tower", "Behind the library, near the elm", "Camp by the pond")
        )
    return row
