"""A disability is answered with the answers of its kind.

HUD: 4.05 to 4.10; substance use (10) has a list of its own (4.10.2).
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-DISRESP",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Disabilities", "DisabilityResponse"

unfitting = " or ".join(
    f"DisabilityType = {kind} and DisabilityResponse::varchar not in {tuple(standard().lists[list_id].labels)}"
    for kind, list_id in standard().facts["disability_response_list"].items()
)
known = tuple({code: None for list_id in ("1.8", "4.10.2") for code in standard().lists[list_id].labels})

SQL = f"""
select DisabilitiesID as key from kept.Disabilities where {unfitting} or DisabilityResponse::varchar not in {known}
"""
