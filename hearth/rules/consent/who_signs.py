"""Who may sign a release: an adult for themselves, a parent or guardian for a minor in their care, nobody else.

A minor who is here without one signs, has a guardian elsewhere sign, or stays unshared: the CoC decides, because
state law does (setting `minor_alone_signs`). The same holds in a household of minors: where minors sign, a minor
parent signs for their own child too. A no needs no signature: anybody may say that a record is not shared.
"""

from dataclasses import dataclass

from hearth.rules.facts import Broken

NEEDS_GUARDIAN, HAS_AGE = "consent/minor_needs_guardian", "consent/minor_has_age"
ADULT_GIVES_OWN, STAYS_UNSHARED = "consent/adult_gives_own", "consent/minor_stays_unshared"
PARENT_IS_ADULT = "consent/parent_is_adult"
ADULT_AT = 18
OWN, GUARDIAN, UNSHARED = "own", "guardian", "unshared"
MODES = (OWN, GUARDIAN, UNSHARED)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who is asked, and who signs. Ages are those on the first day of the release; None is not known."""

    age: int | None
    by_client: bool
    # Of the parent or guardian; None: not a client here, so that staff vouch for it.
    guardian_age: int | None = None
    guardian_is_client: bool = False
    # A parent or guardian is in the minor's household here.
    guardian_is_here: bool = False


def broken(signing: Signing, mode: str) -> list[Broken]:
    """Give what is wrong with who signs a yes. A mode that nobody knows asks for a guardian."""
    if signing.by_client:
        return _own(signing, mode)
    if signing.age is None:
        return [Broken(HAS_AGE, "Record the birth date first: a minor's release ends at 18.")]
    if signing.age >= ADULT_AT:
        return [Broken(ADULT_GIVES_OWN, "A client of 18 or older gives their own release.")]
    if mode == UNSHARED and not signing.guardian_is_here:
        return [Broken(STAYS_UNSHARED, "Here, a minor without a parent or guardian is not shared until 18.")]
    young = signing.guardian_is_client and (signing.guardian_age or 0) < ADULT_AT
    if young and mode != OWN:
        return [Broken(PARENT_IS_ADULT, "Here, a parent under 18 does not sign for a child.")]
    return []


def _own(signing: Signing, mode: str) -> list[Broken]:
    if signing.age is None or signing.age >= ADULT_AT:
        return []
    if mode == UNSHARED and not signing.guardian_is_here:
        return [Broken(STAYS_UNSHARED, "Here, a minor without a parent or guardian is not shared until 18.")]
    if mode != OWN or signing.guardian_is_here:
        return [Broken(NEEDS_GUARDIAN, "A client under 18 needs the release of a parent or guardian.")]
    return []
