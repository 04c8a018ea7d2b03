"""Where records lead that were merged into others: by address, by PersonalID, by identifier."""

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, ClientMerge, FormerPersonalID

if TYPE_CHECKING:
    from django.db.models import QuerySet


def where_now(viewer: Viewer, client_id: uuid.UUID) -> uuid.UUID | None:
    """Give the record that a merged one became, where the viewer sees it; None for any other record."""
    found = _standing().filter(merged=client_id).values_list("current", flat=True).first()
    return found if found is not None and viewer.clients.filter(pk=found).exists() else None


def clients_formerly(words: str) -> list[uuid.UUID]:
    """Give the records that were once known by this PersonalID or identifier: it means them still.

    The viewer is asked for them afterwards, as for any other record.
    """
    words = words.strip()
    by_source = (
        FormerPersonalID.objects.filter(hud_id=words)
        .order_by("client_id")
        .values_list("client_id", flat=True)
    )
    rows = guard.everything(Client, "which record an identifier of a merged one means")
    merged = rows.filter(Q(unique_identifier=words.upper()), date_deleted__isnull=False)
    by_merge = _standing().filter(merged__in=merged.values("pk")).values_list("current", flat=True)
    return list({*by_source[:25], *by_merge})


def _standing() -> "QuerySet[ClientMerge]":
    return guard.everything(ClientMerge, "where merged records lead").filter(undone_at=None)
