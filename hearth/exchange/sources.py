"""Sources as the screens see them: all of them, or one, with how many files came and when the last was stored."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.records.models.import_run import Source
from hearth.records.models.run import RunState

RIGHT = "import_data"
_STORED = Q(runs__state=RunState.DONE, runs__is_dry_run=False, runs__undone_at=None)


def sources(viewer: Viewer) -> "QuerySet[Source]":
    """Give the sources but this system itself, by name, with `imports`, `last_import_at`. Raises PermissionDenied."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    counted = Source.objects.annotate(
        imports=Count("runs"), last_import_at=Max("runs__finished_at", filter=_STORED)
    )
    return counted.filter(is_own=False).order_by("name")


def source(viewer: Viewer, source_id: uuid.UUID) -> Source:
    """Give one source. Raises PermissionDenied and Http404."""
    found = sources(viewer).filter(pk=source_id).first()
    if found is None:
        raise Http404
    return found


def matching_modes() -> list[tuple[str, str]]:
    """Give the ways to recognise a source's clients with their words, the usual one first."""
    return [(mode.value, str(mode.label)) for mode in Source.Matching]
