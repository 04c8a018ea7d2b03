"""IncomeBenefits: income (4.02), benefits (4.03), insurance (4.04), and what HOPWA and PATH add."""

from random import Random

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.chance import Weighted
from hearth.demo.generator.intake import HOPWA, PATH
from hearth.demo.generator.people import Person
from hearth.demo.generator.projects import Place
from hearth.demo.generator.stages import START, Collection
from hearth.demo.generator.stays import Membership, Stay

# Project types that do not ask: a night shelter, coordinated entry.
_DO_NOT_ASK = frozenset({1, 14})
_AMOUNTS = {
    "Earned": (300, 2600),
    "Unemployment": (400, 1400),
    "SSI": (500, 970),
    "SSDI": (600, 1600),
    "VADisabilityService": (200, 2400),
    "VADisabilityNonService": (300, 1200),
    "PrivateDisability": (400, 1300),
    "WorkersComp": (400, 1500),
    "TANF": (250, 900),
    "GA": (150, 450),
    "SocSecRetirement": (500, 1700),
    "Pension": (200, 1500),
    "ChildSupport": (100, 600),
    "Alimony": (100, 800),
    "OtherIncomeSource": (20, 500),
}
_SOURCE = Weighted(dict(zip(_AMOUNTS, (34, 4, 14, 13, 2, 1, 1, 1, 9, 8, 5, 2, 4, 0.7, 2), strict=True)))
_FOR_VETERANS = ("VADisabilityService", "VADisabilityNonService")
_BENEFITS = {
    "SNAP": 0.6,
    "WIC": 0.12,
    "TANFChildCare": 0.05,
    "TANFTransportation": 0.03,
    "OtherTANF": 0.02,
    "OtherBenefitsSource": 0.02,
}
_INSURANCES = {
    "Medicaid": "NoMedicaidReason",
    "Medicare": "NoMedicareReason",
    "SCHIP": "NoSCHIPReason",
    "VHAServices": "NoVHAReason",
    "EmployerProvided": "NoEmployerProvidedReason",
    "COBRA": "NoCOBRAReason",
    "PrivatePay": "NoPrivatePayReason",
    "StateHealthIns": "NoStateHealthInsReason",
    "IndianHealthServices": "NoIndianHealthServicesReason",
    "OtherInsurance": None,
}
_INSURANCE = Weighted(dict(zip([*_INSURANCES, ""], (62, 8, 4, 3, 5, 0.5, 2, 4, 1, 1, 10), strict=True)))


def amount_column(source: str) -> str:
    """Give the column that holds a source's dollars a month."""
    return "OtherIncomeAmount" if source == "OtherIncomeSource" else f"{source}Amount"


def record_income(block: Block, stay: Stay, member: Membership, collection: Collection) -> None:
    """Write the IncomeBenefits row of one collection, where the project asks."""
    place = stay.place
    if place.type in _DO_NOT_ASK:
        return
    row: Row = {
        "IncomeBenefitsID": block.new_key(),
        "EnrollmentID": member.enrollment_id,
        "PersonalID": member.person.personal_id,
        "InformationDate": collection.on,
        "DataCollectionStage": collection.stage,
    }
    if member.is_asked:
        _let_income_change(block.rng, member.person, collection)
        row |= _income(block, place, member.person)
        row |= _benefits(block, place)
        if place.has_funder(PATH):
            row["ConnectionWithSOAR"] = block.yes_no(0.2, place)
    row |= _insurance(block, place, member.person)
    if place.has_funder(*HOPWA) and member.is_asked:
        row |= _hopwa(block, place)
    block.add("IncomeBenefits", row | block.stamp(place, collection.on))


def _let_income_change(rng: Random, person: Person, collection: Collection) -> None:
    """Give a person an income when first asked; later some gain a source, some lose one, some earn more."""
    if person.income is None:
        person.income = {}
        for _number in range(rng.choice((0, 0, 1, 1, 1, 1, 2))):
            _gain(rng, person.income, person)
        return
    if collection.stage == START:
        return
    chance = rng.random()
    if chance < 0.15:
        _gain(rng, person.income, person)
    elif chance < 0.22 and person.income:
        person.income.popitem()
    elif chance < 0.4:
        for source in person.income:
            person.income[source] = round(person.income[source] * rng.uniform(0.9, 1.3))


def _gain(rng: Random, income: dict[str, int], person: Person) -> None:
    source = _SOURCE.pick(rng)
    if source not in _FOR_VETERANS or person.is_veteran:
        income[source] = rng.randrange(*_AMOUNTS[source])


def _income(block: Block, place: Place, person: Person) -> Row:
    income = person.income or {}
    if block.rng.random() < place.missing:
        return {"IncomeFromAnySource": block.rng.choice((8, 9, 99))}
    row: Row = {"IncomeFromAnySource": int(bool(income)), "TotalMonthlyIncome": f"{sum(income.values())}.00"}
    for source in _AMOUNTS:
        row[source] = int(source in income)
    for source, amount in income.items():
        row[amount_column(source)] = f"{amount}.00"
    if "OtherIncomeSource" in income:
        row["OtherIncomeSourceIdentify"] = "Recycling"
    return row


def _benefits(block: Block, place: Place) -> Row:
    rng = block.rng
    if rng.random() < place.missing:
        return {"BenefitsFromAnySource": rng.choice((8, 9, 99))}
    row: Row = {benefit: int(rng.random() < likely) for benefit, likely in _BENEFITS.items()}
    row["BenefitsFromAnySource"] = int(any(row.values()))
    if row["OtherBenefitsSource"]:
        row["OtherBenefitsSourceIdentify"] = "Farmers market vouchers"
    return row


def _insurance(block: Block, place: Place, person: Person) -> Row:
    rng = block.rng
    if rng.random() < place.missing:
        return {"InsuranceFromAnySource": rng.choice((8, 9, 99))}
    if person.insurance is None or rng.random() < 0.08:
        person.insurance = _INSURANCE.pick(rng)
    row: Row = {"InsuranceFromAnySource": int(bool(person.insurance))}
    asks_why = place.has_funder(*HOPWA)
    for insurance, reason in _INSURANCES.items():
        row[insurance] = int(insurance == person.insurance)
        if asks_why and reason and not row[insurance]:
            row[reason] = block.answer((1, 2, 3, 4), place)
    if row["OtherInsurance"]:
        row["OtherInsuranceIdentify"] = "County plan"
    return row


def _hopwa(block: Block, place: Place) -> Row:
    row: Row = {}
    for help_, reason in (("ADAP", "NoADAPReason"), ("RyanWhiteMedDent", "NoRyanWhiteReason")):
        row[help_] = block.yes_no(0.5, place)
        if row[help_] == 0:
            row[reason] = block.answer((1, 2, 3, 4), place)
    return row
