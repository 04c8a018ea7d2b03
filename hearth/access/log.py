"""Keep the log of readings and of comings and goings. One insert each; nothing that somebody typed is kept."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hearth.records.encryption import digest
from hearth.records.models import Account, Client, Reading, SignIn
from hearth.records.names import plain
from hearth.records.place import place, working_at

if TYPE_CHECKING:
    from hearth.access.viewer import Viewer

__all__ = ["Account", "SignIn", "log_reading", "log_readings", "log_sign_in", "working_at"]


def log_reading(
    viewer: "Viewer",
    what: str,
    client: Client | None = None,
    *,
    about: uuid.UUID | None = None,
    detail: str = "",
    why: str = "",
    words: str = "",
    how_many: int | None = None,
) -> None:
    """Log one look: at a client (or a part of the record), or at many people at once (a search, a report, an export).

    `words` of a search are kept as a keyed digest only. `detail` is ours, never typed; `why` is the reason given.
    """
    Reading.objects.create(
        account=viewer.account,
        organization_id=viewer.agency_role.organization_id,
        client=client,
        what=what,
        about=about,
        detail=detail[:200],
        why=why,
        words=digest("searched words", plain(words)) if words else None,
        how_many=how_many,
        screen=place(),
    )


def log_readings(
    viewer: "Viewer",
    what: str,
    client_ids: Iterable[uuid.UUID],
    *,
    about: uuid.UUID | None = None,
    detail: str = "",
) -> None:
    """Log a look at several clients on one page: a row for each of them, in one statement."""
    Reading.objects.bulk_create(
        Reading(
            account=viewer.account,
            organization_id=viewer.agency_role.organization_id,
            client_id=client_id,
            what=what,
            about=about,
            detail=detail[:200],
            screen=place(),
        )
        for client_id in client_ids
    )


def log_sign_in(
    kind: SignIn.Kind,
    account: Account | None,
    *,
    address: str | None = None,
    session: str = "",
    name_tried: str = "",
) -> None:
    """Log a login, a logout, a failed try, a lockout or the end of a session, with the address it came from.

    Session keys and tried names (which may be a mistyped password) are kept as keyed digests only.
    """
    SignIn.objects.create(
        account=account,
        kind=kind,
        address=address or None,
        session=digest("session", session) if session else None,
        name_tried=digest("name tried", name_tried.strip().lower()) if name_tried else None,
    )
