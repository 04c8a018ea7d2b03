"""Disabilities, HealthAndDV, EmploymentEducation and YouthEducationStatus."""

from datetime import timedelta

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.intake import HOPWA, RHY, SSVF
from hearth.demo.generator.people import HIV
from hearth.demo.generator.stages import ANNUAL, EXIT, START, Collection
from hearth.demo.generator.stays import Membership, Stay

_YOUTH_DEMONSTRATION = 43


def record_health(block: Block, stay: Stay, member: Membership, collection: Collection) -> None:
    """Write what a collection says about health, violence, work and school, as far as it is asked here."""
    place = stay.place
    if collection.stage != ANNUAL:
        _disabilities(block, stay, member, collection)
    if not member.is_asked:
        return
    is_youth_project = place.has_funder(*RHY)
    if collection.stage != ANNUAL and (collection.stage != EXIT or is_youth_project):
        _health(block, stay, member, collection, is_youth_project)
    stages = (START, EXIT) if is_youth_project else (START,) if place.has_funder(SSVF) else ()
    if collection.stage in stages:
        _work_and_school(block, stay, member, collection)
    if place.has_funder(_YOUTH_DEMONSTRATION) and collection.stage in (START, EXIT):
        _youth_education(block, stay, member, collection)


def _about(block: Block, key: str, member: Membership, collection: Collection) -> Row:
    return {
        key: block.new_key(),
        "EnrollmentID": member.enrollment_id,
        "PersonalID": member.person.personal_id,
        "InformationDate": collection.on,
        "DataCollectionStage": collection.stage,
    }


def _disabilities(block: Block, stay: Stay, member: Membership, collection: Collection) -> None:
    stamp = block.stamp(stay.place, collection.on)
    for kind, (response, indefinite) in member.person.conditions.items():
        row = _about(block, "DisabilitiesID", member, collection)
        row["DisabilityType"], row["DisabilityResponse"] = kind, response
        if indefinite is not None:
            row["IndefiniteAndImpairs"] = indefinite
        if kind == HIV and response == 1 and stay.place.has_funder(*HOPWA):
            row |= _hiv(block)
        block.add("Disabilities", row | stamp)


def _hiv(block: Block) -> Row:
    rng = block.rng
    row: Row = {
        "TCellCountAvailable": int(rng.random() < 0.7),
        "ViralLoadAvailable": rng.choice((0, 1, 1, 2)),
    }
    if row["TCellCountAvailable"]:
        row |= {"TCellCount": rng.randrange(50, 1400), "TCellSource": rng.choice((1, 2, 3))}
    if row["ViralLoadAvailable"] == 1:
        row |= {"ViralLoad": rng.randrange(20, 100_000), "ViralLoadSource": rng.choice((1, 2, 3))}
    row["AntiRetroviral"] = int(rng.random() < 0.8)
    return row


def _health(
    block: Block, stay: Stay, member: Membership, collection: Collection, is_youth_project: bool
) -> None:
    rng, place = block.rng, stay.place
    row = _about(block, "HealthAndDVID", member, collection)
    if collection.stage != EXIT:
        row["DomesticViolenceSurvivor"] = block.yes_no(float(member.person.is_survivor), place)
        if row["DomesticViolenceSurvivor"] == 1:
            row["WhenOccurred"] = block.answer((1, 2, 3, 4, 4, 4), place)
            row["CurrentlyFleeing"] = block.yes_no(0.3, place)
    if is_youth_project:
        for status in ("GeneralHealthStatus", "DentalHealthStatus", "MentalHealthStatus"):
            row[status] = block.answer((1, 2, 3, 3, 4, 5), place)
        if collection.stage == START and member.person.row["Sex"] == 0:
            row["PregnancyStatus"] = block.yes_no(0.12, place)
            if row["PregnancyStatus"] == 1:
                row["DueDate"] = collection.on + timedelta(days=rng.randrange(20, 220))
    block.add("HealthAndDV", row | block.stamp(place, collection.on))


def _work_and_school(block: Block, stay: Stay, member: Membership, collection: Collection) -> None:
    rng, place = block.rng, stay.place
    row = _about(block, "EmploymentEducationID", member, collection)
    row["LastGradeCompleted"] = block.answer((3, 4, 4, 5, 5, 5, 7, 10, 11, 12, 14), place)
    if place.has_funder(*RHY):
        row["SchoolStatus"] = block.answer((1, 1, 2, 3, 4, 5, 6), place)
    row["Employed"] = block.yes_no(0.35, place)
    if row["Employed"] == 1:
        row["EmploymentType"] = rng.choice((1, 2, 2, 3))
    elif row["Employed"] == 0:
        row["NotEmployedReason"] = rng.choice((1, 1, 2, 3))
    block.add("EmploymentEducation", row | block.stamp(place, collection.on))


def _youth_education(block: Block, stay: Stay, member: Membership, collection: Collection) -> None:
    row = _about(block, "YouthEducationStatusID", member, collection)
    attends = block.answer((0, 1, 2), stay.place)
    row["CurrentSchoolAttend"] = attends
    if attends == 0:
        row["MostRecentEdStatus"] = block.answer((0, 1, 2, 3, 4, 5, 6, 7), stay.place)
    elif attends in (1, 2):
        row["CurrentEdStatus"] = block.answer((0, 0, 0, 1, 2, 4), stay.place)
    block.add("YouthEducationStatus", row | block.stamp(stay.place, collection.on))
