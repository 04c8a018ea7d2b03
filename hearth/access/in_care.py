"""Who may sign for whom here: the minors of a client's households and family, and the grown-ups of a minor's."""

from datetime import date

from hearth.access.family import own_family
from hearth.access.household import living_with
from hearth.access.viewer import Viewer
from hearth.records.models import Client
from hearth.rules.client.age import age_on
from hearth.rules.consent.who_signs import ADULT_AT


def minors_living_with(viewer: Viewer, client: Client, on: date) -> list[Client]:
    """Give the minors of the households and the family that the client is in now, each once, the youngest last."""
    found = [one for one in _with_them(viewer, client) if is_minor(one, on)]
    return sorted(found, key=lambda one: (one.dob or date.min, str(one.pk)))


def adult_lives_with(viewer: Viewer, client: Client, on: date) -> bool:
    """Say whether a grown-up is in a household or the family of the client's: then the minor is not here alone."""
    return any(one.dob is not None and not is_minor(one, on) for one in _with_them(viewer, client))


def is_minor(client: Client, on: date) -> bool:
    """Say whether the client is known to be under 18 on a day."""
    age = age_on(on, client.dob)
    return age is not None and age < ADULT_AT


def _with_them(viewer: Viewer, client: Client) -> list[Client]:
    family = own_family(viewer, client)
    rows = [*living_with(viewer, client), *(family.members if family else ())]
    return list({row.client_id: row.client for row in rows if row.client_id != client.pk}.values())
