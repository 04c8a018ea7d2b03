"""A contact says how somebody is reached, by telephone, e-mail or address, and who it is where it is not the client.

PRODUCT.md L5. A contact without either helps nobody in an emergency.
"""

from hearth.rules.facts import Broken, Severity

RULE = "client/contact_reaches_somebody"
AT_ENTRY = Severity.STOP
NO_WAY, NO_NAME = 0, 1


def broken(*, is_own: bool, name: str, ways: list[str]) -> list[Broken]:
    """Give the breaches by a contact; `about` says which: NO_WAY or NO_NAME."""
    found = []
    if not any(ways):
        found.append(Broken(RULE, "Write a telephone number, an e-mail or an address.", about=NO_WAY))
    if not is_own and not name:
        found.append(Broken(RULE, "Write who this is.", about=NO_NAME))
    return found
