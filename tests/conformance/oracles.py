"""Where the data lies that HUD's test kit and Data Lab published: beside the checkout."""

import re
from pathlib import Path

ORACLES = Path(__file__).parents[3] / "shared" / "oracles"
TEST_KIT = ORACLES / "hud_testkit_fy21"
DATA_LAB = ORACLES / "datalab_fy26"

# Columns of Q4a: each program names itself; the kit names the organization otherwise than its own input does.
SOFTWARE = ("HMIS Software Name and Version Number",)
OF_KIT_ALONE = (*SOFTWARE, "Organization ID")

# Of the cells that the README of Data Lab's tables says not to trust, those that a run of ours has: who is chronically
# homeless where only a child's answers make it so. It is one household of two, and no other cell counts it otherwise.
_UNTRUSTED = {"lsa/ES-EE_NXS103": r"Q5a [BC]12|Q26[ab] [BD][23]|Q26d [BD](2|3|11)|Q26e [BC][248]"}


def is_trusted(run: str, code: str, address: str) -> bool:
    """Tell whether the README of the data trusts a cell."""
    return run not in _UNTRUSTED or not re.fullmatch(_UNTRUSTED[run], f"{code} {address}")
