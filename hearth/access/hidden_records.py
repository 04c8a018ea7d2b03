"""Records that exist and that a viewer may not see: a hint without data, and the one door to open one in need."""

import re

from django.db.models import Q, QuerySet

from hearth.access.viewer import Viewer
from hearth.records import guard, ssn
from hearth.records.models import Client
from hearth.records.names import plain
from hearth.records.setting import settings_at

HINT = "hint_of_hidden_records"
_WHOLE_SSN = re.compile(r"\d{3}-?\d{2}-?\d{4}")


def may_be_hidden(viewer: Viewer, words: str) -> bool:
    """Say whether a record that the viewer does not see is exactly what the words say.

    Only a whole name or a whole SSN is answered, so that nobody finds out who is here letter by letter; it says
    neither whose record it is nor how many there are. A CoC may turn it off.
    """
    exact = _exact(words)
    if exact is None or not settings_at([HINT], organization_id=viewer.organization.id)[HINT]:
        return False
    return bool(_hidden(viewer, exact).exists())


def the_hidden_client(viewer: Viewer, words: str) -> Client | None:
    """Give the one hidden client whom the words mean (an identifier too), or None for nobody and for several."""
    words = " ".join(words.split())
    meaning = _exact(words)
    identifier = Q(unique_identifier=words.upper())
    found = list(_hidden(viewer, identifier if meaning is None else meaning | identifier)[:2])
    return found[0] if len(found) == 1 else None


def _hidden(viewer: Viewer, meaning: Q) -> "QuerySet[Client]":
    every = guard.everything(Client, "is there a record that a viewer does not see").filter(
        meaning, date_deleted=None
    )
    return every.exclude(pk__in=viewer.clients.filter(meaning).values("pk"))


def _exact(words: str) -> Q | None:
    words = " ".join(words.split())
    if _WHOLE_SSN.fullmatch(words):
        return Q(ssn_digest=ssn.whole_digest(ssn.normal(words)))
    parts = [part for part in (plain(word) for word in re.split(r"[,\s]+", words)) if part]
    if len(parts) < 2:
        return None
    found = Q()
    for cut in range(1, len(parts)):
        one, other = "".join(parts[:cut]), "".join(parts[cut:])
        found |= Q(first_name_plain=one, last_name_plain=other) | Q(
            first_name_plain=other, last_name_plain=one
        )
    return found
