"""Coordinated entry: assessments with their questions and results (4.19), and events (4.20)."""

from datetime import date, timedelta

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.stays import COORDINATED_ENTRY, Membership, Stay
from hearth.hud.standard import standard

_QUESTIONS = (
    (
        "Where people stay",
        "Where did you sleep most often in the past month?",
        ("Shelter", "Street", "Car", "With friends"),
    ),
    (
        "Where people stay",
        "For how many months have you had no home of your own?",
        ("1", "3", "8", "14", "40"),
    ),
    ("Health", "Does a health problem make it hard to keep a home?", ("Yes", "No")),
    ("Safety", "Do you feel safe where you sleep?", ("Yes", "No", "Sometimes")),
)
_EVENTS = tuple(int(code) for code in standard().lists["4.20.2"].labels)
_HAS_A_PLACE = frozenset(range(10, 16))
_HAS_A_RESULT = frozenset({*range(10, 16), 17, 18})


def record_coordinated_entry(block: Block, stay: Stay) -> None:
    """Write the head's assessments and events, where the project is coordinated entry."""
    if stay.place.type != COORDINATED_ENTRY:
        return
    head, rng = stay.head, block.rng
    days = ((head.exit or block.plan.as_of) - head.entry).days
    _assessment(block, stay, head.entry, level=1)
    if rng.random() < 0.6:
        _assessment(block, stay, head.entry + timedelta(days=rng.randrange(days // 2 + 1)), level=2)
    for _number in range(rng.choice((0, 1, 1, 2, 3))):
        _event(block, stay, head.entry + timedelta(days=rng.randrange(days + 1)))


def _of(head: Membership) -> Row:
    return {"EnrollmentID": head.enrollment_id, "PersonalID": head.person.personal_id}


def _assessment(block: Block, stay: Stay, day: date, *, level: int) -> None:
    rng = block.rng
    key, stamp, whose = block.new_key(), block.stamp(stay.place, day), _of(stay.head)
    row: Row = {"AssessmentID": key, **whose, "AssessmentDate": day}
    row["AssessmentLocation"] = stay.place.agency.name
    row |= {"AssessmentType": rng.choice((1, 2, 3, 3, 3)), "AssessmentLevel": level}
    row["PrioritizationStatus"] = 1 if level == 2 and rng.random() < 0.7 else 2
    block.add("Assessment", row | stamp)
    for order, (group, question, answers) in enumerate(_QUESTIONS, start=1):
        asked: Row = {"AssessmentQuestionID": block.new_key(), "AssessmentID": key, **whose}
        asked |= {
            "AssessmentQuestionGroup": group,
            "AssessmentQuestionOrder": order,
            "AssessmentQuestion": question,
        }
        asked["AssessmentAnswer"] = rng.choice(answers)
        block.add("AssessmentQuestions", asked | stamp)
    result: Row = {"AssessmentResultID": block.new_key(), "AssessmentID": key, **whose}
    result |= {"AssessmentResultType": "Score", "AssessmentResult": rng.randrange(18)}
    block.add("AssessmentResults", result | stamp)


def _event(block: Block, stay: Stay, day: date) -> None:
    rng = block.rng
    event = rng.choice(_EVENTS)
    row: Row = {"EventID": block.new_key(), **_of(stay.head), "EventDate": day, "Event": event}
    if event == 2:
        row["ProbSolDivRRResult"] = int(rng.random() < 0.4)
    if event == 5:
        row["ReferralCaseManageAfter"] = int(rng.random() < 0.6)
    if event in _HAS_A_PLACE:
        homes = [place for place in block.community.places[:40] if place.beds and place.weight]
        row["LocationCrisisOrPHHousing"] = rng.choice(homes).project_id
    last = stay.head.exit or block.plan.as_of
    if event in _HAS_A_RESULT and rng.random() < 0.8:
        result = min(last, day + timedelta(days=rng.randrange(40)))
        row |= {"ReferralResult": rng.choice((1, 1, 2, 3)), "ResultDate": result}
    block.add("Event", row | block.stamp(stay.place, day))
