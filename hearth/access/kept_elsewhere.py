"""Records whose source keeps them: its files refresh them, so here they are read only until they are taken over."""

import uuid
from collections.abc import Iterable

from hearth.records.models import Source


def keeping_elsewhere(sources: Iterable[Source]) -> dict[uuid.UUID, str]:
    """Give the same of sources in hand: asks nothing."""
    return {one.pk: one.name for one in sources if not one.is_own and one.taken_over_at is None}


def kept_elsewhere(source_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Give the names of those of the sources that keep their records themselves. One query, or none for no source."""
    asked = set(source_ids)
    if not asked:
        return {}
    found = Source.objects.filter(id__in=asked, is_own=False, taken_over_at=None)
    return dict(found.values_list("id", "name"))
