"""An intake needs the consent that its program asks for: a posted sign, a spoken yes, or a written one.

HUD: HMIS Data and Technical Standards 2004, 4.1 (69 FR 45888): consent to collect may be inferred from the
circumstances where a sign is posted; a program may ask for oral or written consent instead. Who was asked and said no
to sharing is enrolled all the same (PRV-10): a release governs what others see, not who is served.
"""

from collections.abc import Collection

from hearth.rules.facts import Broken, Severity

RULE = "consent/mode_is_satisfied"
AT_ENTRY = Severity.STOP
INFERRED, ORAL, WRITTEN = "inferred", "oral", "written"
# What stands for a no among the kinds.
REFUSED = "refused"
# How a client can have said yes in writing: by signing here or on paper; for a minor, the guardian did.
WRITTEN_KINDS = frozenset({"signature", "paper", "household"})


def broken(mode: str, name: str, given: Collection[str], *, unnamed: bool = False) -> list[Broken]:
    """Give the breach by a client whose releases in force are of these kinds. Who is kept unnamed consents to nothing.

    A mode that nobody knows asks for the most.
    """
    if mode == INFERRED or unnamed or REFUSED in given:
        return []
    if mode == ORAL:
        return (
            []
            if given
            else [Broken(RULE, "Ask %(name)s for consent and record the answer first.", {"name": name})]
        )
    if WRITTEN_KINDS.intersection(given):
        return []
    return [Broken(RULE, "This program needs the written consent of %(name)s first.", {"name": name})]
