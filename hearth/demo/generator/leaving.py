"""The Exit row: where people go (3.12), and what HOPWA, RHY and VASH ask when they leave."""

from datetime import timedelta

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.intake import HOPWA, RHY, VASH, other_words, subsidy_type
from hearth.demo.generator.stays import Membership, Stay

_PREVENTION = 12


def record_exit(block: Block, stay: Stay, member: Membership) -> None:
    """Write the exit of a member who left."""
    if member.exit is None or member.destination is None:
        return
    place = stay.place
    row: Row = {
        "ExitID": block.new_key(),
        "EnrollmentID": member.enrollment_id,
        "PersonalID": member.person.personal_id,
        "ExitDate": member.exit,
        "Destination": member.destination,
        "DestinationSubsidyType": subsidy_type(block, member.destination) or "",
        "OtherDestination": other_words(member.destination) or "",
    }
    if member.is_asked:
        if place.has_funder(*HOPWA) or place.type == _PREVENTION:
            row |= _housing_assessment(block)
        if place.has_funder(*RHY):
            row |= _youth(block, stay, member)
        if place.has_funder(VASH) and member.is_head:
            row["CMExitReason"] = block.rng.randrange(1, 14)
    block.add("Exit", row | block.stamp(place, member.exit))


def _housing_assessment(block: Block) -> Row:
    assessment = block.rng.choice((1, 1, 2, 2, 3, 4, 5, 6, 7, 10))
    row: Row = {"HousingAssessment": assessment}
    if assessment in (1, 2):
        row["SubsidyInformation"] = block.rng.choice((1, 2, 3, 4) if assessment == 1 else (11, 12))
    return row


def _youth(block: Block, stay: Stay, member: Membership) -> Row:
    rng, place = block.rng, stay.place
    row: Row = {"ProjectCompletionStatus": rng.choice((1, 1, 2, 3))}
    if row["ProjectCompletionStatus"] == 3:
        row["EarlyExitReason"] = rng.choice((1, 2, 3, 4, 5, 6))
    row |= _exploitation(block, stay)
    row["CounselingReceived"] = int(rng.random() < 0.6)
    if row["CounselingReceived"]:
        for kind in ("IndividualCounseling", "FamilyCounseling", "GroupCounseling"):
            row[kind] = int(rng.random() < 0.5)
        row["SessionCountAtExit"] = rng.randrange(1, 25)
    row["PostExitCounselingPlan"] = int(rng.random() < 0.4)
    if row["PostExitCounselingPlan"]:
        row["SessionsInPlan"] = rng.randrange(1, 12)
    row["DestinationSafeClient"] = block.yes_no(0.8, place)
    for judged in (
        "DestinationSafeWorker",
        "PosAdultConnections",
        "PosPeerConnections",
        "PosCommunityConnections",
    ):
        row[judged] = rng.choice((0, 1, 1, 1, 2))
    return row | _aftercare(block, member)


def _exploitation(block: Block, stay: Stay) -> Row:
    rng, place = block.rng, stay.place
    row: Row = {"ExchangeForSex": block.yes_no(0.12, place)}
    if row["ExchangeForSex"] == 1:
        row["ExchangeForSexPastThreeMonths"] = block.yes_no(0.4, place)
        row["CountOfExchangeForSex"] = block.answer((1, 2, 3, 4), place)
        row["AskedOrForcedToExchangeForSex"] = block.yes_no(0.5, place)
        if row["AskedOrForcedToExchangeForSex"] == 1:
            row["AskedOrForcedToExchangeForSexPastThreeMonths"] = block.yes_no(0.4, place)
    for question in ("WorkplaceViolenceThreats", "WorkplacePromiseDifference"):
        row[question] = block.yes_no(0.1, place)
    if 1 in (row["WorkplaceViolenceThreats"], row["WorkplacePromiseDifference"]):
        row["CoercedToContinueWork"] = block.yes_no(0.3, place)
        row["LaborExploitPastThreeMonths"] = int(rng.random() < 0.3)
    return row


def _aftercare(block: Block, member: Membership) -> Row:
    """R20: contact within 180 days after the exit, as far as time has gone."""
    rng = block.rng
    assert member.exit is not None
    latest = min(180, (block.plan.as_of - member.exit).days)
    if latest < 1 or rng.random() < 0.4:
        return {}
    provided = rng.choice((0, 1, 1, 1, 9))
    row: Row = {
        "AftercareDate": member.exit + timedelta(days=rng.randrange(1, latest + 1)),
        "AftercareProvided": provided,
    }
    if provided == 1:
        for way in ("EmailSocialMedia", "Telephone", "InPersonIndividual", "InPersonGroup"):
            row[way] = int(rng.random() < 0.5)
    return row
