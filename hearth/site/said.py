"""What is said to a person on their next page, each message under a key of its own in the session.

Django keeps them as one list. Of two requests that overlap (a second tab, a page that comes while a form is sent) the
later one then took back what the other had said, and with it the Undo beside it.
"""

import secrets
from typing import Any

from django.contrib.messages.storage.session import SessionStorage

_KEY = "said-"


class MessageStorage(SessionStorage):
    """Django's messages in the session; MESSAGE_STORAGE names this class."""

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        # The keys of what this request read.
        self._read: list[str] = []

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        session = self.request.session
        self._read = [key for key, _said in session.items() if key.startswith(_KEY)]
        return [one for key in self._read for one in self.deserialize_messages(session[key]) or []], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Keep what was said now, and let go what this request showed."""
        session = self.request.session
        for key in self._read if self.used else []:
            session.pop(key, None)
        # Of a request that showed nothing, Django gives all: first those that stand in the session already.
        for one in messages if self.used else messages[len(self._read) :]:
            session[_KEY + secrets.token_urlsafe(6)] = self.serialize_messages([one])
        return []
