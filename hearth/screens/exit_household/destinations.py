"""HUD's destinations (3.12), in the groups in which people think of them."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.hud.standard import standard
from hearth.rules.exit.destination_is_complete import OTHER, destinations


def grouped() -> list[Any]:
    """Give the destinations as a select takes them: under group names, in HUD's words."""
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {
        4: (_("Permanent housing"), []),
        3: (_("Temporary housing"), []),
        1: (_("Homeless"), []),
        2: (_("Institution"), []),
        0: (_("Other, or not known"), []),
    }
    for code, label in destinations().items():
        # The first digit of a three-digit code is its group; the short codes belong to none.
        groups[code // 100][1].append((str(code), label))
    return [group for group in groups.values() if group[1]]


def needs_subsidy_type(destination: str) -> bool:
    """Say whether a destination is asked for its rental subsidy (3.12.A)."""
    return (
        destination.isdecimal()
        and int(destination) in standard().facts["living_situation"]["needs_subsidy_type"]
    )


def needs_words(destination: str) -> bool:
    """Say whether a destination is asked for in words (3.12.B)."""
    return destination == str(OTHER)
