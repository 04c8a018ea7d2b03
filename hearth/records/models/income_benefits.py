"""IncomeBenefits.csv."""

from hearth.records.fields.income_benefits import IncomeBenefitsFields
from hearth.records.models.record import Record, tracked


@tracked
class IncomeBenefits(Record, IncomeBenefitsFields):
    """4.02-4.04 Income, benefits and health insurance on one information date."""

    hud_file = "IncomeBenefits"
