"""Questions with many boxes, each kept as the bits of one number: the first column of HUD's is bit 0.

As columns of their own they made two thirds of the universe, most of it empty.
"""

from collections.abc import Sequence

from hearth.rules.income.sources import SOURCES

INCOME, BENEFITS, INSURANCE = SOURCES["Income"], SOURCES["Benefits"], SOURCES["Insurance"]
# Types of a disability (4.05 to 4.10) whose yes is 1; the answer about substance use holds two boxes: alcohol, drugs.
CONDITIONS = (5, 6, 7, 8, 9)
_SUBSTANCE = 10

MACROS = "".join(
    f"create or replace temp macro {name}({', '.join(columns)}) as "
    f"{' | '.join(f'if({column} = 1, {1 << bit}, 0)' for bit, column in enumerate(columns))};\n"
    for name, columns in (
        ("income_boxes", INCOME),
        ("benefit_boxes", BENEFITS),
        ("insurance_boxes", INSURANCE),
    )
)
MACROS += f"""
create or replace temp macro condition_boxes(type, response) as
    case
        when type = {_SUBSTANCE} and response in (1, 2, 3) then response << {len(CONDITIONS)}
        when type between {CONDITIONS[0]} and {CONDITIONS[-1]} and response = 1 then 1 << (type - {CONDITIONS[0]})
        else 0
    end;
"""


def ticked(number: str, boxes: Sequence[str | int], box: str | int) -> str:
    """Give the SQL condition that a box was answered with yes. `number` is the column that holds the bits."""
    return f"({number} & {1 << boxes.index(box)}) > 0"


def substance_use(number: str, response: int) -> str:
    """Give the SQL condition of an answer about substance use: 1 alcohol, 2 drugs, 3 both."""
    return f"({number} >> {len(CONDITIONS)}) = {response}"
