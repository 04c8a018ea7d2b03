"""What left this system about a client: the bulk exports that the client was in (hearth/exchange/disclosure.py)."""

from typing import TYPE_CHECKING

from hearth.access.viewer import Viewer
from hearth.records.models import Client, DisclosedClient, Disclosure

if TYPE_CHECKING:
    from django.db.models import QuerySet


def disclosures(viewer: Viewer, client: Client) -> "QuerySet[Disclosure]":
    """Give the exports that a client was in, newest first. The client must have been given by this viewer.

    Who may open the record may see all of them, other agencies' too: it is the person's own list.
    """
    viewer.clients.get(pk=client.pk)
    of_client = DisclosedClient.objects.filter(client_id=client.pk).values("disclosure_id")
    return Disclosure.objects.filter(pk__in=of_client).select_related("account")
