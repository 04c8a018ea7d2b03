"""The photos of two records of one person: one is shown, and an undo brings the other back."""

from typing import Any, Final

from hearth.records import clock, guard
from hearth.records.models import Client, KeptFile

# As it is called among the answers to choose (merge_answers.groups).
PHOTO: Final = "photo"


def photo_days(one: Client, other: Client) -> dict[Any, Any]:
    """Give for each of the two that has a photo when it was added. One query."""
    rows = _photos([one, other]).select_related("change").order_by("change__made_at")
    return {row.client_id: row.change.made_at for row in rows}


def settle_photo(kept: Client, merged: Client, *, of_merged: bool) -> list[str]:
    """Delete softly the photo that was not chosen, where both have one, and give its id. Only inside a change."""
    if len(photo_days(kept, merged)) < 2:
        return []
    gone = list(_photos([kept if of_merged else merged]).values_list("pk", flat=True))
    rows = guard.everything(KeptFile, "the photo that a merge does not show")
    rows.filter(pk__in=gone).update(date_deleted=clock.instant())
    return [str(one) for one in gone]


def _photos(clients: list[Client]) -> Any:
    rows = guard.everything(KeptFile, "which photo a merged record shows")
    return rows.filter(
        client__in=[one.pk for one in clients], purpose=KeptFile.Purpose.PHOTO, date_deleted=None
    )
