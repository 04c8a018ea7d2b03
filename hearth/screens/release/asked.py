"""What staff set before a client is asked: it waits in the login's session, and no address tells about whom it is.

Several may wait at once, in several tabs; each page that a client signs names its own.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hearth.screens.kept_apart import forget_apart, keep_apart, kept_apart

_KIND = "release_asked"
_MOST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One client who is asked. `handed` says that the device was handed over and the login is locked meanwhile."""

    client_id: str
    language: str
    starts_on: str
    ends_on: str
    scope: str
    signer: str
    minor_agreed: bool
    children: list[str]
    children_by: str
    children_agreed: bool
    text_key: str
    handed: bool

    @property
    def start(self) -> date:
        return date.fromisoformat(self.starts_on)

    @property
    def end(self) -> date:
        return date.fromisoformat(self.ends_on)


def remember(request: Any, asked: Asked) -> uuid.UUID:
    """Keep what was set; the oldest are forgotten. Gives the id that the client's page bears."""
    asked_id = uuid.uuid4()
    keep_apart(request, _KIND, str(asked_id), asdict(asked), _MOST)
    return asked_id


def recall(request: Any, asked_id: uuid.UUID) -> Asked | None:
    """Give what was set, in this login only."""
    found = kept_apart(request, _KIND, str(asked_id))
    return Asked(**found) if found else None


def forget(request: Any, asked_id: uuid.UUID) -> None:
    """Let a page be used once."""
    forget_apart(request, _KIND, str(asked_id))
