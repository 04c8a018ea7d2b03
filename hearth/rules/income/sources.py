"""The sources of income (4.02), non-cash benefits (4.03) and health insurance (4.04), each with its yes/no question."""

ANSWER = {
    "Income": "IncomeFromAnySource",
    "Benefits": "BenefitsFromAnySource",
    "Insurance": "InsuranceFromAnySource",
}
SOURCES = {
    "Income": (
        "Earned",
        "Unemployment",
        "SSI",
        "SSDI",
        "VADisabilityService",
        "VADisabilityNonService",
        "PrivateDisability",
        "WorkersComp",
        "TANF",
        "GA",
        "SocSecRetirement",
        "Pension",
        "ChildSupport",
        "Alimony",
        "OtherIncomeSource",
    ),
    "Benefits": ("SNAP", "WIC", "TANFChildCare", "TANFTransportation", "OtherTANF", "OtherBenefitsSource"),
    "Insurance": (
        "Medicaid",
        "Medicare",
        "SCHIP",
        "VHAServices",
        "EmployerProvided",
        "COBRA",
        "PrivatePay",
        "StateHealthIns",
        "IndianHealthServices",
        "OtherInsurance",
    ),
}

AMOUNTS = tuple(
    ("OtherIncome" if source == "OtherIncomeSource" else source) + "Amount" for source in SOURCES["Income"]
)


def conflicts(kind: str) -> str:
    """Give the SQL condition that the yes/no answer of a kind says something else than its sources."""
    answer, sources = ANSWER[kind], f"({', '.join(SOURCES[kind])})"
    return f"({answer} = 1 and not coalesce(1 in {sources}, false) or {answer} = 0 and coalesce(1 in {sources}, false))"
