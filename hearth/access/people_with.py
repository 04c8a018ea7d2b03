"""Who is with a client now, as the viewer sees it: the people they are enrolled with, and their family."""

from hearth.access.family import own_family
from hearth.access.household import living_with
from hearth.access.viewer import Viewer
from hearth.records.models import Client


def people_with(viewer: Viewer, client: Client) -> list[Client]:
    """Give the people, each once, without the client: those of one household first, then the family. Two queries."""
    family = own_family(viewer, client)
    people = [row.client for row in living_with(viewer, client)]
    people += [row.client for row in family.members] if family else []
    return list({one.pk: one for one in people if one.pk != client.pk}.values())
