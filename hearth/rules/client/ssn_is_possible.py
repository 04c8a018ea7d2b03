"""A Social Security number that was given whole is one that was ever issued.

SSA: no number has the area 000, 666 or 900 to 999, the group 00 or the serial 0000; numbers of one repeated digit and
the rows 123456789 and 987654321 are typed, not issued. A person may insist: it is a warning, never a stop.
"""

from hearth.rules.facts import Broken, Severity

RULE = "client/ssn_is_possible"
AT_ENTRY = Severity.WARNING
_TYPED_ROWS = ("123456789", "987654321")


def broken(ssn: str | None) -> list[Broken]:
    """Give the breach by nine digits. A partial number (x for a digit) is not judged."""
    if ssn is None or len(ssn) != 9 or not ssn.isdigit():
        return []
    area, group, serial = ssn[:3], ssn[3:5], ssn[5:]
    if len(set(ssn)) == 1 or ssn in _TYPED_ROWS:
        return [Broken(RULE, "This looks like a number that was only typed, not read from a card.")]
    if area in ("000", "666") or area[0] == "9":
        return [Broken(RULE, "No Social Security number begins with %(part)s.", {"part": area})]
    if group == "00":
        return [Broken(RULE, "No Social Security number has 00 in the middle.")]
    if serial == "0000":
        return [Broken(RULE, "No Social Security number ends in 0000.")]
    return []
