"""The rows of a list of clients: who, how old, where they are, and where Enter leads."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse

from hearth.access.client_photo import with_photo
from hearth.access.reasons import reason_words
from hearth.access.search import Found
from hearth.access.stays import whereabouts
from hearth.access.viewer import Viewer
from hearth.screens.client_photo import photo_url


class ClientRow(NamedTuple):
    """One client of a list. `url` leads to the enrollment that the viewer works in, where there is one."""

    client: Any
    url: str
    # The programs that the client is in now, or the one left last, and when.
    now: list[str]
    last: str
    left: date | None
    # Why a search found the client.
    reasons: list[str]
    # The address of the photo; nothing for who has none.
    photo: str = ""


def client_rows(viewer: Viewer, found: Iterable[Found]) -> list[ClientRow]:
    """Give the rows of clients whom the viewer was given."""
    found = list(found)
    faces = with_photo(viewer, [one.client.pk for one in found])
    places = whereabouts(viewer, [one.client for one in found])
    return [
        ClientRow(
            one.client,
            opened_at(one.client.pk, places[one.client.pk].own_enrollment),
            places[one.client.pk].now,
            places[one.client.pk].last,
            places[one.client.pk].left,
            reason_words(one.reasons, one.nickname),
            photo_url(one.client) if one.client.pk in faces else "",
        )
        for one in found
    ]


def opened_at(client_id: uuid.UUID, enrollment_id: uuid.UUID | None) -> str:
    """Give the address of an enrollment, which is a part of the client's page, or of the client."""
    place = f"#enrollment-{enrollment_id}" if enrollment_id else ""
    return reverse("client:client", args=[client_id]) + place
